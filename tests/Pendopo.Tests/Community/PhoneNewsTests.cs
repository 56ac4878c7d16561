using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Push;
using Pendopo.Community.Members;
using Pendopo.Community.News;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Outbound;
using Pendopo.Platform.People;
using Pendopo.Platform.People.SignIn;
using Pendopo.Testing;
using Pendopo.Tests.Harness;
using SquareGroup = Pendopo.Community.Groups.Group;

namespace Pendopo.Tests.Community;

/// <summary>Phones of members, told by a push service of their own and decrypted there by the npm reference package.</summary>
[Collection("rooms on sqlite")]
public sealed class PhoneNewsTests(SqliteApp app) : PushedTests(app)
{
    [Fact]
    public async Task Every_phone_is_told_once_and_of_nothing()
    {
        await At(hour: 10);
        using var sari = await App.Client("member");
        using var yanti = await App.Client("kader");
        var (plain, gone, busy, slow) = (await Phone("member"), await Phone("member"), await Phone("member"), await Phone("member"));
        await Answer(gone, (410, 0));
        await Answer(busy, (429, 600));
        await Answer(slow, (429, 1200));
        var post = await Say(sari, "Kaki saya luka dan bernanah karena gula.");
        await Comment(yanti, post, "Segera ke puskesmas, Bu.");
        await Comment(yanti, post, "Saya antar ya.");
        await Round();
        var got = (await Got(plain)).ShouldHaveSingleItem("two comments, one notice");
        var message = got.GetProperty("message");
        (message.GetProperty("title").GetString(), message.GetProperty("body").GetString(), message.GetProperty("lang").GetString()).ShouldBe(("Ada kabar untuk Anda di Pendopo", "", "id"));
        message.GetProperty("url").GetString().ShouldEndWith("/square/news");
        foreach (var telling in new[] { "Yanti", "gula", "Melati" })
            message.GetProperty("title").GetString()!.ShouldNotContain(telling);
        got.GetProperty("vapid").GetProperty("valid").GetBoolean().ShouldBeTrue();
        (await Rows()).Count.ShouldBe(3, "a browser that is gone is let go");
        await Comment(yanti, post, "Atau besok pagi.");
        await Round(TimeSpan.FromMinutes(1));
        ((await Got(plain)).Count, (await Got(busy)).Count, (await Got(slow)).Count).ShouldBe((1, 1, 1), "neither one that waits nor one that was told is rung before its time");
        await Round(TimeSpan.FromMinutes(11));
        (await Got(busy)).Select(one => one.GetProperty("status").GetInt32()).ShouldBe([429, 201]);
        await Round(TimeSpan.FromMinutes(9));
        (await Got(slow)).Select(one => one.GetProperty("status").GetInt32()).ShouldBe([429, 201]);
        ((await Got(plain)).Count, (await Got(busy)).Count).ShouldBe((1, 2));
        await Comment(yanti, post, "Bagaimana sekarang?");
        await Round();
        (await Got(plain)).Count.ShouldBe(1, "not again so soon");
        await Round(TimeSpan.FromMinutes(31));
        (await Got(plain)).Count.ShouldBe(2);
        await Comment(yanti, post, "Semoga lekas sembuh.");
        await sari.Submit("/square/news", "all");
        await Round(TimeSpan.FromHours(1));
        (await Got(plain)).Count.ShouldBe(2, "what was read meanwhile rings nothing");
    }

    [Fact]
    public async Task At_the_moment_of_telling_it_is_asked_anew_what_may_be_seen_and_at_night_it_is_quiet()
    {
        await At(hour: 22);
        using var sari = await App.Client("member");
        using var yanti = await App.Client("kader");
        var phone = await Phone("member");
        var post = await Say(sari, "Ada yang tahu jadwal dokter gigi?");
        var taken = await Comment(yanti, post, "Selasa.");
        await Round();
        (await Got(phone)).ShouldBeEmpty("it is night");
        await yanti.DeleteAsync($"/api/v1/square/posts/{taken}");
        await At(hour: 6);
        await Round();
        (await Got(phone)).ShouldBeEmpty("what was taken back rings nothing");
        await Comment(yanti, post, "Selasa dan Kamis.");
        await Round();
        (await Got(phone)).Count.ShouldBe(1);
        (await sari.Submit("/square/news/phone", "phone", ("Form.Topics", "Replies"), ("Form.Own", "yes"), ("Form.From", "9"), ("Form.Until", "11"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await At(hour: 10);
        await Comment(yanti, post, "Mulai pukul delapan.");
        await Round();
        (await Got(phone)).Count.ShouldBe(1, "the member's own quiet hours");
        await At(hour: 11);
        await Round();
        (await Got(phone)).Count.ShouldBe(2);
        await Comment(yanti, post, "@Bu Sari bawa kartu ya.");
        await sari.PutAsJsonAsync($"/api/v1/square/people/{await HandleOf("Bu Yanti")}/silence", new { block = true });
        await Round(TimeSpan.FromHours(1));
        (await Got(phone)).Count.ShouldBe(2, "whom one blocked since rings nothing");
    }

    [Fact]
    public async Task Kinds_and_groups_can_be_silent_and_it_ends_with_the_sign_in()
    {
        await At(hour: 10);
        using var joko = await App.Client("caregiver");
        using var sari = await App.Client("member");
        var phone = await Phone("caregiver");
        var carers = await GroupOf("Pendamping");
        await joko.PutAsJsonAsync("/api/v1/square/news/phone", new { topics = new[] { "Replies" }, silentGroups = new[] { carers.Value } });
        var inGroup = await Made(await joko.PostAsJsonAsync("/api/v1/square/posts", new { text = "Malam ini tenang.", group = carers.Value }));
        await Comment(sari, inGroup, "Syukurlah.");
        await Round();
        (await Got(phone)).ShouldBeEmpty("a silent group");
        await sari.PostAsJsonAsync($"/api/v1/square/messages/{await HandleOf("Pak Joko")}", new { text = "Halo Pak Joko" });
        await Round(TimeSpan.FromHours(1));
        (await Got(phone)).ShouldBeEmpty("a silent kind");
        (await joko.GetFromJsonAsync<int>("/api/v1/square/news/unread")).ShouldBe(2, "in the page both stand");
        await Comment(sari, await Say(joko, "Adakah senam pagi ini?"), "Ada.");
        await Round(TimeSpan.FromHours(1));
        (await Got(phone)).Count.ShouldBe(1);
        await SignOut("caregiver");
        using var again = await App.Client("caregiver");
        await Comment(sari, await Say(again, "Jadi ikut?"), "Jadi.");
        await Round(TimeSpan.FromHours(1));
        ((await Got(phone)).Count, (await Rows()).Count).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Neither_a_second_phone_nor_a_job_that_was_lost_takes_away_what_is_to_be_told()
    {
        await At(hour: 22);
        using var sari = await App.Client("member");
        using var yanti = await App.Client("kader");
        var phone = await Phone("member");
        var post = await Say(sari, "Kapan posyandu berikutnya?");
        await Comment(yanti, post, "Selasa.");
        var mark = await Mark(await Send(sari, "https://push.example/sari"));
        (await sari.DeleteAsync($"/square/news/browsers/{mark}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await At(hour: 7);
        await Round();
        (await Got(phone)).Count.ShouldBe(1, "what came in the night, before the second one");
        await At(hour: 10);
        await Comment(yanti, post, "Di balai desa.");
        await using (var scope = await App.Scope())
            await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Job>().Where(job => job.Kind == "community.news-phone").ExecuteDeleteAsync();
        App.Clock.Advance(TimeSpan.FromMinutes(31));
        await Comment(yanti, post, "Pukul delapan.");
        await Round();
        (await Got(phone)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_phone_is_told_of_the_centre_at_whose_page_it_was_switched_on()
    {
        using var endang = await App.Client("member@kenanga");
        using var sari = await App.Client("member");
        (await endang.GetStringAsync("/@kenanga/square/news/phone")).ShouldContain("data-push=\"/@kenanga/square/news/browsers\"");
        foreach (var (browser, path) in new[] { (endang, "/@melati/square/news/browsers"), (sari, "/@kenanga/square/news/browsers") })
            (await Send(browser, "https://push.example/other", path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        var mark = await Mark(await Send(endang, "https://push.example/endang", "/@kenanga/square/news/browsers"));
        (await Rows()).ShouldHaveSingleItem().CentreId.ShouldBe((await App.CentreOf("kenanga")).Id);
        mark.ShouldNotBe(PushTarget.Read("https://push.example/endang", Point(), Base64Url.EncodeToString(new byte[16]))!.Mark, "who follows the centre unnamed is not known by it");
        (await sari.DeleteAsync($"/@kenanga/square/news/browsers/{mark}")).IsSuccessStatusCode.ShouldBeFalse();
        (await endang.DeleteAsync($"/@kenanga/square/news/browsers/{mark}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await endang.PutAsJsonAsync("/api/v1/square/news/phone", new { quietFrom = 22 })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "half a pair of hours");
        (await endang.PutAsJsonAsync("/api/v1/square/news/phone", new { quietFrom = 22, quietUntil = 24 })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_phone_that_others_use_too_is_told_nothing_and_nobody_ends_anothers()
    {
        using var rini = App.Anonymous();
        await rini.Submit("/square/join", "join", ("Form.Name", "Bu Rini"), ("Form.Contact", "rini@warga.example"), ("Form.Secret", "407193"), ("Form.Grown", "true"), ("Form.Phone", "shared"));
        (await rini.GetStringAsync("/square/news/phone")).ShouldContain("dipakai bersama");
        (await Send(rini, "https://push.example/rini")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var sari = await App.Client("member");
        (await sari.GetStringAsync("/square/news/phone")).ShouldContain("data-push=");
        (await Send(sari, "http://push.example/sari")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var mark = await Mark(await Send(sari, "https://push.example/sari"));
        (await Rows()).ShouldHaveSingleItem().Sealed.ShouldNotContain("push.example");
        using var yanti = await App.Client("kader");
        (await yanti.DeleteAsync($"/api/v1/square/news/browsers/{mark}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Send(yanti, "https://push.example/sari")).StatusCode.ShouldBe(HttpStatusCode.OK, "the same browser, another who signs in");
        (await Rows()).ShouldHaveSingleItem("it tells one of them alone");
        (await sari.DeleteAsync($"/api/v1/square/news/browsers/{mark}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await yanti.Submit("/square/news/phone", "stop", ("Mark", mark))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Rows()).ShouldBeEmpty();
    }

    // A browser of the service here, put in as its page would; its address is one that no page may give.
    private async Task<string> Phone(string role)
    {
        var target = await AnyBrowser();
        await using var scope = await App.ScopeOf(role);
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var person = (await App.PersonOf(role)).Id;
        var member = await db.Set<Member>().SingleAsync(row => row.PersonId == person);
        var session = await db.Set<Session>().Where(row => db.Set<Account>().Any(account => account.Id == row.AccountId && account.PersonId == person)).OrderByDescending(row => row.CreatedAt).Select(row => row.Id).FirstAsync();
        var made = NewsBrowser.Of(member.CentreId, target.Mark);
        made.Belong(member.Id, session, target.Seal(scope.ServiceProvider.GetRequiredService<PushSubscribing>().Protector), App.Clock.Now());
        db.Add(made);
        if (!await db.Set<NewsWish>().AnyAsync(row => row.MemberId == member.Id))
            db.Add(NewsWish.Of(member, App.Clock.Now()));
        await db.SaveChangesAsync();
        return target.Endpoint;
    }

    private async Task SignOut(string role)
    {
        await using var scope = await App.ScopeOf(role);
        await scope.ServiceProvider.GetRequiredService<Sessions>().EndAllOf((await App.PersonOf(role)).Id, default);
    }

    private static async Task<HttpResponseMessage> Send(HttpClient browser, string endpoint, string path = "/api/v1/square/news/browsers") =>
        await browser.PostAsJsonAsync(path, new { endpoint, key = Point(), auth = Base64Url.EncodeToString(new byte[16]) });

    private static string Point()
    {
        using var theirs = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Base64Url.EncodeToString(SealedNotice.Point(theirs.ExportParameters(false).Q));
    }

    private static async Task<string> Mark(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("mark").GetString()!;
    }

    private async Task Round(TimeSpan? after = null)
    {
        App.Clock.Advance(after ?? TimeSpan.FromSeconds(1));
        await App.RunJobs("delivery");
    }

    // The next such hour at the centre.
    private async Task At(int hour)
    {
        var local = (await App.CentreOf("melati")).Local(App.Clock.GetUtcNow());
        var next = local.Date.AddHours(hour) is var at && at > local.DateTime ? at : at.AddDays(1);
        App.Clock.Advance(next - local.DateTime);
    }

    private static async Task<Guid> Say(HttpClient browser, string text) => await Made(await browser.PostAsJsonAsync("/api/v1/square/posts", new { text, seenBy = "Members" }));

    private static async Task<Guid> Comment(HttpClient browser, Guid post, string text) => await Made(await browser.PostAsJsonAsync($"/api/v1/square/posts/{post}/comments", new { text }));

    private static async Task<Guid> Made(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    private async Task<List<NewsBrowser>> Rows()
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<NewsBrowser>().AcrossCentres().AsNoTracking().ToListAsync();
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
}
