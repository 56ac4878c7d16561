using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Push;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Outbound;
using Pendopo.Testing;
using Pendopo.Tests.Channels.Bluesky;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Platform.Outbound;

namespace Pendopo.Tests.Channels.Push;

/// <summary>The encryption itself, by the published example.</summary>
public sealed class SealedNoticeTests
{
    // RFC 8291 section 5.
    [Fact]
    public void The_example_of_the_standard_comes_out_byte_for_byte()
    {
        var point = Base64Url.DecodeFromChars("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
        using var ours = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = point[1..33], Y = point[33..] }, D = Base64Url.DecodeFromChars("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
        });
        var made = SealedNotice.Of("When I grow up, I want to be a watermelon"u8, Base64Url.DecodeFromChars("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
            Base64Url.DecodeFromChars("BTBZMqHH6r4Tts7J_aSIgg"), ours, Base64Url.DecodeFromChars("DGv6ra1nlYgDCS1FRnbzlw"));
        Base64Url.EncodeToString(made).ShouldBe("DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN");
    }

    [Theory]
    [InlineData("http://push.example/1")]
    [InlineData("https://127.0.0.1/1")]
    [InlineData("https://[::1]/1")]
    [InlineData("https://user@push.example/1")]
    [InlineData("ftp://push.example/1")]
    [InlineData("https://push.example/ü")]
    [InlineData("https://push.example/\u0001")]
    [InlineData("")]
    public void What_no_browser_tells_is_no_target(string endpoint)
    {
        using var theirs = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var key = Base64Url.EncodeToString(SealedNotice.Point(theirs.ExportParameters(false).Q));
        var auth = Base64Url.EncodeToString(new byte[16]);
        PushTarget.Read(endpoint, key, auth).ShouldBeNull();
        PushTarget.Read("https://push.example/1", key, auth)!.ToString().ShouldNotContain("push.example");
        PushTarget.Read("https://push.example/1", key, "short").ShouldBeNull();
        // A point that is on no curve would give the secret away.
        PushTarget.Read("https://push.example/1", Base64Url.EncodeToString([4, .. new byte[64]]), auth).ShouldBeNull();
        PushTarget.Read("https://push.example/" + new string('a', 1000), key, auth).ShouldBeNull();
        PushTarget.Read("https://push.example/?" + new string('&', 970), key, auth)!.Seal(new EphemeralDataProtectionProvider().CreateProtector("push")).Length.ShouldBeLessThanOrEqualTo(PushSubscription.SealedLength);
    }
}

/// <summary>Notifications from the button on the home page to the browser, decrypted there by the npm reference package.</summary>
[Collection("channels on sqlite")]
public sealed class PushTests(SqliteApp app) : PushedTests(app)
{
    [Fact]
    public async Task Each_browser_is_told_once_encrypted_and_what_the_service_answers_is_obeyed()
    {
        await Open();
        var (plain, gone, full, busy) = (await Browser(), await Browser(), await Browser(), await Browser());
        await Answer(gone, (410, 0));
        await Answer(full, (413, 0));
        await Answer(busy, (429, 600));
        var post = Melati.Post($"Jadwal imunisasi\n\n{new string('a', 300)}") with { Url = "https://melati.example/@melati/posts/jadwal" };
        (await Publish(post)).ShouldBeOfType<SendOutcome.Sent>();
        (await Publish(post)).ShouldBeOfType<SendOutcome.Sent>();
        await Round();

        var got = (await Got(plain)).ShouldHaveSingleItem();
        var message = got.GetProperty("message");
        (message.GetProperty("title").GetString(), message.GetProperty("url").GetString(), message.GetProperty("lang").GetString()).ShouldBe(("Jadwal imunisasi", post.Url, "id"));
        var headers = got.GetProperty("headers");
        (headers.GetProperty("ttl").GetString(), headers.GetProperty("urgency").GetString(), headers.GetProperty("topic").GetString(), headers.GetProperty("content-encoding").GetString())
            .ShouldBe(("172800", "normal", post.Key.ToString("N"), "aes128gcm"));
        var vapid = got.GetProperty("vapid");
        vapid.GetProperty("valid").GetBoolean().ShouldBeTrue();
        vapid.GetProperty("claims").GetProperty("aud").GetString().ShouldBe(new Uri(plain).GetLeftPart(UriPartial.Authority));
        // Told that it is too long, the words are shortened; it was taken once.
        var tries = await Got(full);
        tries.Select(one => one.GetProperty("status").GetInt32()).ShouldBe([413, 201]);
        tries[1].GetProperty("length").GetInt32().ShouldBeLessThan(tries[0].GetProperty("length").GetInt32());
        (await Rows<PushSubscription>()).Count.ShouldBe(3);
        (await Got(busy)).Count.ShouldBe(1);
        await Round(TimeSpan.FromMinutes(11));
        (await Got(busy)).Count(one => one.GetProperty("status").GetInt32() == 201).ShouldBe(1);
        (await Rows<PushNotice>()).ShouldHaveSingleItem().State.ShouldBe(NoticeState.Done);
        (await Rows<PushCopy>()).Select(copy => copy.State).Order().ShouldBe([PushState.Sent, PushState.Sent, PushState.Sent, PushState.Gone]);
        var shown = new RemoteRef((await Rows<PushNotice>()).Single().RemoteId, null);
        (await Connector((connector, account) => connector.Recall(account, shown, default))).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("3");
    }

    [Fact]
    public async Task What_was_being_handed_over_when_the_program_died_stands_as_unknown_and_is_not_sent_again()
    {
        await Open();
        var (first, second, unclear) = (await Browser(), await Browser(), await Browser());
        await Answer(unclear, (504, 0));
        var post = Melati.Post();
        await Publish(post);
        await using (var scope = await App.ScopeOf("officer"))
        {
            var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
            var (notice, mark) = (await db.Set<PushNotice>().SingleAsync(), new PushTarget(first, "", "").Mark);
            var copy = PushCopy.Of(notice, (await db.Set<PushSubscription>().SingleAsync(row => row.Mark == mark)).Id, App.Clock.GetUtcNow());
            copy.Leave();
            db.Add(copy);
            await db.SaveChangesAsync();
        }
        await Round();
        await Round(TimeSpan.FromHours(1));
        (await Got(first)).ShouldBeEmpty();
        (await Got(second)).Count.ShouldBe(1);
        (await Got(unclear)).Count.ShouldBe(1);
        (await Rows<PushCopy>()).Count(copy => copy.State == PushState.Unknown).ShouldBe(2);
    }

    [Fact]
    public async Task A_browser_whose_service_takes_nothing_for_a_month_is_let_go_while_others_are_reached()
    {
        await Open();
        var (well, silent) = (await Browser(), await Browser());
        await Answer(silent, [.. Enumerable.Repeat((400, 0), 5)]);
        foreach (var (days, left) in new[] { (0, 2), (20, 2), (11, 1) })
        {
            App.Clock.Advance(TimeSpan.FromDays(days));
            await Publish(Melati.Post($"Kabar hari {days}") with { Key = Guid.NewGuid() });
            await Round();
            (await Rows<PushSubscription>()).Count.ShouldBe(left);
        }
        (await Rows<PushSubscription>()).ShouldHaveSingleItem().Mark.ShouldBe(new PushTarget(well, "", "").Mark);

        // Nobody was reached: the fault may be ours, and nobody is counted.
        await Answer(well, [.. Enumerable.Repeat((400, 0), 5)]);
        await Publish(Melati.Post("Tak sampai") with { Key = Guid.NewGuid() });
        await Round();
        (await Rows<PushSubscription>()).ShouldHaveSingleItem().Failures.ShouldBe(0);
    }

    [Fact]
    public async Task The_ledger_of_a_notification_is_cleared_a_month_after_its_end_and_how_many_saw_it_stays_known()
    {
        await Open();
        await Browser();
        await Browser();
        await Publish(Melati.Post());
        await Round();
        await Clear(TimeSpan.FromDays(29));
        (await Rows<PushCopy>()).Count.ShouldBe(2);
        await Clear(TimeSpan.FromDays(2));
        (await Rows<PushCopy>()).ShouldBeEmpty();
        var shown = new RemoteRef((await Rows<PushNotice>()).Single().RemoteId, null);
        (await Connector((connector, account) => connector.Recall(account, shown, default))).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("2");

        async Task Clear(TimeSpan after)
        {
            App.Clock.Advance(after);
            await using var scope = await App.Scope();
            await scope.ServiceProvider.GetRequiredService<IJobHandler<ForgetNotices>>().Run(new(), default);
        }
    }

    [Fact]
    public async Task What_is_taken_back_between_the_look_and_the_call_does_not_leave()
    {
        await Open();
        var browser = await Browser();
        await Publish(Melati.Post());
        await using var desk = await App.ScopeOf("officer");
        await using var scope = await App.ScopeOf("officer");
        var (other, db) = (desk.ServiceProvider.GetRequiredService<PendopoDb>(), scope.ServiceProvider.GetRequiredService<PendopoDb>());
        var notice = await other.Set<PushNotice>().Select(row => row.Id).SingleAsync();
        db.SavingChanges += (_, _) =>
        {
            if (db.ChangeTracker.Entries<PushCopy>().Any(entry => entry.State == EntityState.Modified))
                other.Set<PushNotice>().ExecuteUpdate(set => set.SetProperty(row => row.State, NoticeState.Stopped));
        };
        await scope.ServiceProvider.GetRequiredService<IJobHandler<SendNotice>>().Run(new(notice), default);
        (await Got(browser)).ShouldBeEmpty();
        (await Rows<PushCopy>()).ShouldHaveSingleItem().State.ShouldBe(PushState.Stopped);
    }

    [Fact]
    public async Task An_address_that_a_page_told_reaches_nothing_that_was_opened_for_ourselves()
    {
        await Open();
        await Publish(Melati.Post());
        await using var trap = RawServer.Trap();
        await using var scope = await App.ScopeOf("officer");
        using var theirs = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var target = PushTarget.Read($"https://localhost:{trap.Port}/1", Base64Url.EncodeToString(SealedNotice.Point(theirs.ExportParameters(false).Q)), Base64Url.EncodeToString(new byte[16]))!;
        (await scope.ServiceProvider.GetRequiredService<PushLine>().Hand(target, (await Rows<PushNotice>()).Single().Say(), VapidKeys.Make(), default)).State.ShouldBe(PushState.Gone);
        trap.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task A_browser_comes_by_the_button_is_kept_sealed_and_goes_by_its_own_mark()
    {
        using var reader = App.Anonymous();
        (await reader.GetStringAsync("/@melati")).ShouldNotContain("data-push");
        (await Send(reader, "https://push.example/secret")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await Open();
        var page = await reader.GetStringAsync("/@melati");
        page.ShouldContain("data-push=\"/@melati/push/browsers\"");
        page.ShouldContain("Surat lewat surel");
        (await reader.GetAsync("/push-worker.js")).Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        using var taken = await Send(reader, "https://push.example/secret");
        taken.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Send(reader, "https://push.example/secret")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Send(reader, "http://push.example/secret")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Rows<PushSubscription>()).ShouldHaveSingleItem().Sealed.ShouldNotContain("push.example");
        var mark = (await taken.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("mark").GetString();
        (await reader.DeleteAsync($"/@melati/push/browsers/{new string('0', 64)}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Rows<PushSubscription>()).Count.ShouldBe(1);
        (await reader.DeleteAsync($"/@melati/push/browsers/{mark}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Rows<PushSubscription>()).ShouldBeEmpty();
    }

    private static async Task<HttpResponseMessage> Send(HttpClient reader, string endpoint)
    {
        using var theirs = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return await reader.PostAsJsonAsync("/@melati/push/browsers", new { endpoint, key = Base64Url.EncodeToString(SealedNotice.Point(theirs.ExportParameters(false).Q)), auth = Base64Url.EncodeToString(new byte[16]) });
    }

    private async Task Open()
    {
        await using var scope = await App.ScopeOf("officer");
        (await scope.ServiceProvider.GetRequiredService<PushSubscribing>().Open(default)).Ok.ShouldBeTrue();
    }

    /// <summary>A browser of the service here, put in as its page would; its address is one that no page may give.</summary>
    private async Task<string> Browser()
    {
        var target = await AnyBrowser();
        await using var scope = await App.ScopeOf("officer");
        (await scope.ServiceProvider.GetRequiredService<PushSubscribing>().Take(target, default)).ShouldBe(target.Mark);
        return target.Endpoint;
    }

    private Task<SendOutcome> Publish(OutgoingPost post) => Connector((connector, account) => connector.Publish(account, post, default));

    private async Task<T> Connector<T>(Func<IConnector, ConnectedAccount, Task<T>> act)
    {
        await using var scope = await App.ScopeOf("officer");
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        var channel = (await accounts.All(default)).Single(row => row.Network == PushConnector.NetworkName);
        return await act(accounts.Connector(PushConnector.NetworkName), await accounts.Open(channel, default));
    }

    private async Task Round(TimeSpan? after = null)
    {
        App.Clock.Advance(after ?? TimeSpan.FromSeconds(1));
        await App.RunJobs();
    }

    private async Task<List<T>> Rows<T>() where T : class
    {
        await using var scope = await App.ScopeOf("officer");
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<T>().AsNoTracking().ToListAsync();
    }
}
