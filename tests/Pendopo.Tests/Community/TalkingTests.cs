using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Community.Groups;
using Pendopo.Community.Members;
using Pendopo.Community.Talk;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Platform.Files;

namespace Pendopo.Tests.Community;

/// <summary>What members say, and how groups are led.</summary>
public abstract class TalkingTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Before_posting_one_reads_who_will_see_it_and_a_form_that_comes_twice_is_said_once()
    {
        using var sari = await App.Client("member");
        var page = await sari.Page("/square/write");
        page.Body!.TextContent.ShouldContain("Hanya warga balai Puskesmas Melati yang melihatnya");
        page.Body.TextContent.ShouldContain("juga tanpa akun");
        var key = Guid.CreateVersion7().ToString();
        foreach (var _ in new[] { 1, 2 })
            (await sari.Submit("/square/write", "write", ("Form.Key", key), ("Form.Text", "Siapa ikut senam lansia?"), ("Form.SeenBy", "Members"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Said(said => said.Text == "Siapa ikut senam lansia?")).ShouldHaveSingleItem();
        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => sari.PostAsJsonAsync("/api/v1/square/posts", new { text = "Balapan", seenBy = "Members", key = Guid.Parse(key[..^4] + "0001") })));
        both.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Created);
        (await Said(said => said.Text == "Balapan")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_calm_line_advises_once_and_what_is_for_the_nurse_alone_becomes_a_private_conversation()
    {
        const string words = "Ini nomor saya 0812 9988 7766, tolong hubungi.";
        using var sari = await App.Client("member");
        var advised = await sari.Submit("/square/write", "write", ("Form.Text", words));
        advised.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await advised.Content.ReadAsStringAsync()).ShouldContain("Form.Calm");
        (await Said(said => said.Text == words)).ShouldBeEmpty();
        (await sari.Submit("/square/write", "write", ("Form.Text", words), ("Form.Looked", "yes"))).StatusCode.ShouldBe(HttpStatusCode.Redirect, "advice is no block");
        (await Said(said => said.Text == words)).ShouldHaveSingleItem();
        (await sari.Submit("/square/write", "write", ("Form.Text", words + " Segera."), ("Form.Looked", "yes"), ("Form.Calm", "HideIt"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Said(said => said.Text.EndsWith(" Segera."))).ShouldHaveSingleItem().Text.ShouldNotContain("9988");
        var told = await sari.Submit("/square/write", "write", ("Form.Text", words + " Rahasia."), ("Form.Looked", "yes"), ("Form.Calm", "NurseOnly"));
        var path = told.Headers.Location!.ToString();
        path.ShouldContain("/private/");
        (await Said(said => said.Text.EndsWith(" Rahasia."))).ShouldBeEmpty();
        (await sari.GetStringAsync(path)).ShouldContain("Rahasia.");
        using var stranger = App.Anonymous();
        (await stranger.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await using var scope = await App.ScopeOf("officer");
        var conversation = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Conversation>().SingleAsync(row => row.AuthorName == "Bu Sari");
        conversation.Private.ShouldBeTrue();
        using var officer = await App.Client("officer");
        (await officer.GetAsync($"/desk/inbox/{conversation.Id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_picture_says_whom_it_shows_and_goes_with_its_post()
    {
        using var sari = await App.Client("member");
        (await Send(sari, "Persons")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Send(sari, "")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var posted = await Send(sari, "Nobody");
        posted.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = posted.Headers.Location!.ToString();
        var picture = (await sari.Page(page)).QuerySelector(".said-pictures img")!.GetAttribute("src")!;
        (await sari.GetAsync(picture)).Content.Headers.ContentType!.MediaType!.ShouldStartWith("image/");
        (await sari.Submit(page + "/edit", "take-back")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await App.RunJobs();
        (await sari.GetAsync(picture)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await using var scope = await App.Scope();
        var name = picture.Split('/')[^2];
        (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<StoredFile>().AcrossCentres().AnyAsync(file => file.Name == name)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_draft_waits_on_the_server_and_is_gone_when_it_was_posted()
    {
        using var sari = await App.Client("member");
        await sari.Submit("/square/write", "write", ("Form.Text", "Belum selesai"), ("Form.Act", "draft"));
        using (var elsewhere = await App.Client("member"))
            (await elsewhere.GetStringAsync("/square/write")).ShouldContain("Belum selesai</textarea>");
        using (var other = await App.Client("caregiver"))
            (await other.GetStringAsync("/square/write")).ShouldNotContain("Belum selesai");
        await sari.Submit("/square/write", "write", ("Form.Text", "Sekarang selesai"));
        (await sari.GetStringAsync("/square/write")).ShouldNotContain("selesai</textarea>");
    }

    [Fact]
    public async Task Who_leads_a_group_lets_people_in_and_out_and_the_other_name_stays_theirs()
    {
        var group = await GroupOf("Ibu menyusui");
        using var yanti = await App.Client("kader");
        await yanti.Submit($"/square/groups/{group}", "join", ("Form.As", "alias"), ("Form.Alias", "Melati Pagi"));
        (await yanti.GetStringAsync($"/square/groups/{group}")).ShouldNotContain("sudah meminta masuk", Case.Insensitive, "the name is taken there");
        (await yanti.Submit($"/square/groups/{group}", "join", ("Form.As", "alias"), ("Form.Alias", " "))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "nobody comes in by their own name who asked for another");
        await yanti.Submit($"/square/groups/{group}", "join", ("Form.As", "alias"), ("Form.Alias", "Ibu Ketiga"));
        (await yanti.GetAsync($"/square/groups/{group}/people")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var ayu = await App.Client("reviewer");
        var handle = await HandleOf("Ibu Ketiga");
        await ayu.Submit($"/square/groups/{group}/people", "settle-" + handle, ("Act", "in"));
        (await yanti.GetStringAsync($"/square/groups/{group}")).ShouldContain("Hari ketiga");
        await yanti.Submit($"/square/groups/{group}", "leave");
        (await yanti.GetStringAsync($"/square/groups/{group}")).ShouldNotContain("Hari ketiga");
        await yanti.Submit($"/square/groups/{group}", "join");
        await ayu.Submit($"/square/groups/{group}/people", "settle-" + handle, ("Act", "in"));
        (await HandleOf("Ibu Ketiga")).ShouldBe(handle);
        await ayu.Submit($"/square/groups/{group}/people", "settle-" + handle, ("Act", "out"));
        (await yanti.Submit($"/square/groups/{group}", "join")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Erasing_a_person_takes_every_word_and_name_of_theirs_out_of_the_square()
    {
        await using var scope = await App.ScopeOf(null);
        var sari = await App.PersonOf("member");
        await scope.ServiceProvider.GetRequiredService<ErasePerson>().Run(sari.Id, default);
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        (await db.Set<Said>().AnyAsync(said => said.Text.Contains("susah sarapan") || said.Text.Contains("Semoga kuat"))).ShouldBeFalse();
        (await db.Set<Face>().AnyAsync(face => face.Name == "Bu Sari" || face.Name == "Langit Sore" || face.Name == "Melati Pagi")).ShouldBeFalse();
        (await db.Set<Member>().AnyAsync(member => member.PersonId == sari.Id)).ShouldBeFalse();
        (await db.Set<Said>().AnyAsync(said => said.Text.Contains("kacang hijau"))).ShouldBeTrue("words of others stay");
    }

    private static async Task<HttpResponseMessage> Send(HttpClient browser, string shows)
    {
        var page = await browser.Page("/square/write");
        var form = page.QuerySelector("form[enctype]")!;
        var content = new MultipartFormDataContent();
        foreach (var hidden in form.QuerySelectorAll("input[type=hidden]"))
            content.Add(new StringContent(hidden.GetAttribute("value") ?? ""), hidden.GetAttribute("name")!);
        foreach (var (name, value) in new[] { ("Form.Text", "Kebun sayur kami"), ("Form.SeenBy", "Members"), ("Form.Alt", "Kebun sayur di depan rumah"), ("Form.Shows", shows) })
            content.Add(new StringContent(value), name);
        content.Add(new ByteArrayContent(PictureSamples.DirtyJpeg()), "Form.Pictures", "kebun.jpg");
        return await browser.PostAsync("/square/write", content);
    }

    private async Task<List<Said>> Said(System.Linq.Expressions.Expression<Func<Said, bool>> wanted)
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Said>().AcrossCentres().AsNoTracking().Where(wanted).ToListAsync();
    }

    private async Task<Id<Group>> GroupOf(string name)
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Group>().AcrossCentres().Where(group => group.Name == name).Select(group => group.Id).SingleAsync();
    }

    private async Task<string> HandleOf(string name)
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Face>().AcrossCentres().Where(face => face.Name == name).Select(face => face.Handle).SingleAsync();
    }
}

[Collection("rooms on sqlite")]
public sealed class TalkingOnSqlite(SqliteApp app) : TalkingTests(app);

[Collection("rooms on postgres")]
public sealed class TalkingOnPostgres(PostgresApp app) : TalkingTests(app);
