using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Community.Members;
using Pendopo.Community.News;
using Pendopo.Community.Talk;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Mail;
using Pendopo.Platform.Settings;
using Pendopo.Tests.Harness;
using SquareGroup = Pendopo.Community.Groups.Group;

namespace Pendopo.Tests.Community;

/// <summary>What members are told of what concerns them, in the page and by one mail a morning.</summary>
public abstract partial class NewsTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Who_is_answered_called_or_spoke_there_is_told_once_and_never_of_their_own_doing()
    {
        using var sari = await App.Client("member");
        using var yanti = await App.Client("kader");
        using var komang = await App.Client("clinician");
        var post = await Say(sari, "Siapa punya resep bubur untuk anak demam?");
        await Comment(yanti, post, "Saya, besok saya tulis.");
        (await Sentences(sari)).ShouldBe(["Bu Yanti mengomentari kiriman Anda"]);
        (await Sentences(yanti)).ShouldBeEmpty();
        await Comment(komang, post, "@Bu Yanti, jangan lupa cukup minum.");
        (await Sentences(yanti)).ShouldBe(["Ners Komang memanggil nama Anda"], "called by name, and not told again that somebody spoke there");
        await Comment(sari, post, "Terima kasih.");
        (await Sentences(yanti)).ShouldBe(["Bu Sari juga berkomentar di kiriman yang Anda komentari", "Ners Komang memanggil nama Anda"]);
        (await Sentences(komang)).ShouldBe(["Bu Sari juga berkomentar di kiriman yang Anda komentari"]);
        (await sari.GetStringAsync("/square")).ShouldContain("Belum dibaca:");
        var first = await sari.Page("/square/news");
        var opened = await sari.Submit("/square/news", "open", ("Item", first.QuerySelector("button[name=Item]")!.GetAttribute("value")!));
        opened.Headers.Location!.ToString().ShouldContain($"/square/posts/{post}#said-");
        (await sari.GetFromJsonAsync<int>("/api/v1/square/news/unread")).ShouldBe(1);
        (await yanti.Submit("/square/news", "open", ("Item", first.QuerySelector("button[name=Item]")!.GetAttribute("value")!))).Headers.Location!.ToString().ShouldEndWith("/square/news", Case.Sensitive, "another's is not found");
        await sari.Submit("/square/news", "all");
        (await sari.GetFromJsonAsync<int>("/api/v1/square/news/unread")).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_blocked_taken_back_off_or_in_a_quiet_group_tells_nothing()
    {
        using var sari = await App.Client("member");
        using var yanti = await App.Client("kader");
        using var komang = await App.Client("clinician");
        var post = await Say(sari, "Adakah senam hamil minggu ini?");
        var taken = await Comment(yanti, post, "Ada, hari Kamis.");
        await Comment(komang, post, "Ya, pukul delapan.");
        (await Sentences(sari)).Count.ShouldBe(2);
        await yanti.DeleteAsync($"/api/v1/square/posts/{taken}");
        (await Sentences(sari)).ShouldBe(["Ners Komang mengomentari kiriman Anda"]);
        await sari.PutAsJsonAsync($"/api/v1/square/people/{await HandleOf("Ners Komang")}/silence", new { block = true });
        (await Sentences(sari)).ShouldBeEmpty("whom one blocked does not exist in the news either");
        (await sari.GetFromJsonAsync<int>("/api/v1/square/news/unread")).ShouldBe(0);
        (await sari.Submit("/square/news/choice", "choice", ("Form.Topics", "Threads"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await Comment(yanti, post, "Jadi hari Kamis ya.");
        (await Sentences(sari)).ShouldBeEmpty("answers are turned off");
        var carers = await GroupOf("Pendamping");
        using var joko = await App.Client("caregiver");
        await joko.PutAsJsonAsync("/api/v1/square/news/choice", new { topics = Enum.GetNames<NewsTopic>(), quietGroups = new[] { carers.Value } });
        (await (await sari.GetAsync("/api/v1/square/news/choice")).Content.ReadAsStringAsync()).ShouldNotContain($"{carers}");
        var inGroup = await PostIn(joko, carers, "Malam ini tenang.");
        await Comment(sari, inGroup, "Syukurlah.");
        (await Sentences(joko)).ShouldBeEmpty();
        await joko.PutAsJsonAsync("/api/v1/square/news/choice", new { topics = Enum.GetNames<NewsTopic>() });
        await Comment(sari, inGroup, "Semoga terus begitu, @Anak Bungsu.");
        (await Sentences(joko)).ShouldBe(["Langit Sore memanggil nama Anda"], "in the group by the name borne there");
        await joko.DeleteAsync($"/api/v1/square/groups/{carers}/belonging");
        (await Sentences(joko)).ShouldBeEmpty("what is in a group is told to who is in it");
    }

    [Fact]
    public async Task The_centres_doing_is_always_told_and_who_leads_a_group_hears_who_knocks()
    {
        using var sari = await App.Client("member");
        await sari.PutAsJsonAsync("/api/v1/square/news/choice", new { topics = Array.Empty<string>() });
        var page = (await sari.Submit("/square/ask", "ask", ("Form.Text", "Mengapa saya sering pusing?"), ("Form.Looked", "yes"), ("Form.SeenBy", "Members"))).Headers.Location!.ToString();
        var asked = Guid.Parse(page.Split('/')[^1]);
        using var komang = await App.Client("clinician");
        var id = (await komang.GetFromJsonAsync<JsonElement>("/api/v1/square/questions")).EnumerateArray().First(row => row.ToString().Contains($"{asked}", StringComparison.Ordinal)).GetProperty("question").GetProperty("id").GetGuid();
        (await komang.PutAsJsonAsync($"/api/v1/square/questions/{id}/privacy", new { })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Sentences(sari)).ShouldBe(["Perawat menawarkan untuk melanjutkan pertanyaan Anda secara pribadi"]);
        using var yanti = await App.Client("kader");
        var mothers = await GroupOf("Ibu menyusui");
        await yanti.PutAsJsonAsync($"/api/v1/square/groups/{mothers}/belonging", new { });
        using var ayu = await App.Client("reviewer");
        (await Sentences(ayu)).ShouldBe(["Bu Yanti minta masuk ke Ibu menyusui"]);
        await ayu.Submit($"/square/groups/{mothers}/people", $"settle-{await HandleOf("Bu Yanti")}", ("Act", "in"));
        (await Sentences(yanti)).ShouldBe(["Anda sekarang ada di kelompok Ibu menyusui"]);
    }

    [Fact]
    public async Task One_mail_a_morning_tells_how_much_is_new_and_never_what_once_the_address_is_confirmed()
    {
        await SetMail();
        using var rini = App.Anonymous();
        await rini.Submit("/square/join", "join", ("Form.Name", "Bu Rini"), ("Form.Contact", "rini@warga.example"), ("Form.Secret", "407193"), ("Form.Grown", "true"));
        (await rini.PutAsJsonAsync("/api/v1/square/news/choice", new { topics = Enum.GetNames<NewsTopic>(), byMail = true })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "an address that may be anybody's gets nothing");
        await rini.Submit("/square/news/choice", "confirm");
        await rini.Submit("/square/news/choice", "confirm");
        var link = Link().Match((await Letters()).ShouldHaveSingleItem("asked for twice in a moment, sent once")).Value;
        using var reader = App.Anonymous();
        (await reader.GetStringAsync(link)).ShouldContain("rini@warga.example");
        await using (var scope = await App.Scope())
            (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Entrance>().AsNoTracking().SingleAsync()).VerifiedAt.ShouldBeNull("a program that opens links confirms nothing");
        (await (await reader.Submit(link, "confirm")).Content.ReadAsStringAsync()).ShouldContain("sudah dikonfirmasi");
        (await reader.GetAsync(link[..^3] + "AAA")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await rini.PutAsJsonAsync("/api/v1/square/news/choice", new { topics = Enum.GetNames<NewsTopic>(), byMail = true })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        var post = await Say(rini, "Luka saya bernanah sejak kemarin.");
        using var yanti = await App.Client("kader");
        await Comment(yanti, post, "Segera ke puskesmas, Bu.");
        await Until(hour: 23);
        (await Letters()).Count.ShouldBe(1, "nobody is written to at night");
        await Until(hour: 8);
        var told = (await Letters()).ShouldHaveSingleItem("the confirmation left, the morning's mail waits");
        told.ShouldContain("satu kabar menunggu Anda di balai warga");
        told.ShouldContain("/square/news/choice");
        told.ShouldNotContain("bernanah");
        told.ShouldNotContain("Yanti");
        await Until(hour: 9);
        (await Letters()).Count.ShouldBe(1, "once a day, and never the same again");
        App.Clock.Advance(TimeSpan.FromDays(3));
        (await reader.GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.NotFound, "the link is over");
    }

    // Moves the clock to the next such hour at the centre and runs what is periodic; the mails of before have left by then.
    private async Task Until(int hour)
    {
        var local = (await App.CentreOf("melati")).Local(App.Clock.GetUtcNow());
        var next = local.Date.AddHours(hour) is var at && at > local.DateTime ? at : at.AddDays(1);
        await using (var scope = await App.Scope())
        {
            if (hour == 8)
                await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Job>().Where(job => job.Queue == "mail").ExecuteDeleteAsync();
        }
        App.Clock.Advance(next - local.DateTime);
        await App.Tick();
        foreach (var queue in new[] { "default", "delivery" })
            await App.RunJobs(queue);
    }

    private async Task SetMail()
    {
        await using var scope = await App.Scope();
        var book = scope.ServiceProvider.GetRequiredService<SettingsBook>();
        await book.Write(SettingKeys.MailHost, "mail.example", default);
        await book.Write(SettingKeys.MailFrom, "halo@melati.example", default);
        await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        await book.Publish(default);
    }

    // To Bu Rini: colleagues get their own.
    private async Task<IReadOnlyList<string>> Letters()
    {
        await using var scope = await App.Scope();
        var opener = scope.ServiceProvider.GetRequiredService<IDataProtectionProvider>().CreateProtector(MailOut.Seal);
        var waiting = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Job>().AsNoTracking().Where(job => job.Queue == "mail").Select(job => job.Arguments).ToListAsync();
        return [.. waiting.Select(arguments => opener.Unprotect(JsonDocument.Parse(arguments).RootElement.EnumerateObject().Single().Value.GetString()!)).Where(letter => letter.Contains("rini@warga.example", StringComparison.Ordinal))];
    }

    private static async Task<IReadOnlyList<string>> Sentences(HttpClient browser) =>
        [.. (await browser.Page("/square/news")).QuerySelectorAll("article.news b").Select(found => found.TextContent)];

    private static async Task<Guid> Say(HttpClient browser, string text) => await Made(await browser.PostAsJsonAsync("/api/v1/square/posts", new { text, seenBy = "Members" }));

    private static async Task<Guid> PostIn(HttpClient browser, Id<SquareGroup> group, string text) => await Made(await browser.PostAsJsonAsync("/api/v1/square/posts", new { text, group = group.Value }));

    private static async Task<Guid> Comment(HttpClient browser, Guid post, string text) => await Made(await browser.PostAsJsonAsync($"/api/v1/square/posts/{post}/comments", new { text }));

    private static async Task<Guid> Made(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    private async Task<string> HandleOf(string name)
    {
        await using var scope = await App.Scope();
        return (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Face>().AcrossCentres().SingleAsync(face => face.Name == name && face.GroupId == null)).Handle;
    }

    private async Task<Id<SquareGroup>> GroupOf(string name)
    {
        await using var scope = await App.Scope();
        return (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<SquareGroup>().AcrossCentres().SingleAsync(group => group.Name == name)).Id;
    }

    [GeneratedRegex(@"/@melati/square/confirm/[A-Za-z0-9_\-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}

[Collection("rooms on sqlite")]
public sealed class NewsOnSqlite(SqliteApp app) : NewsTests(app);

[Collection("rooms on postgres")]
public sealed class NewsOnPostgres(PostgresApp app) : NewsTests(app);
