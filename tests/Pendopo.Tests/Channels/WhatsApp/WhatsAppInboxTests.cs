using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;
using Pendopo.Channels.WhatsApp;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;
using Pendopo.Tests.Harness;
using Pendopo.Tests.StandIns.WhatsApp;

namespace Pendopo.Tests.Channels.WhatsApp;

/// <summary>People write to the number and are answered, on good days and bad ones.</summary>
public abstract class WhatsAppInboxTests(TestApp app) : WhatsAppTests(app)
{
    [Fact]
    public async Task A_number_is_tested_before_it_is_kept_and_can_be_taken_away_again()
    {
        (await Connect(Entry with { Token = "EAAother" })).Problems.ShouldHaveSingleItem().Code.ShouldBe("TokenRefused");
        (await Connect(Entry with { AppSecret = new('a', 32) })).Problems.ShouldHaveSingleItem().Code.ShouldBe("SecretRefused");
        (await Connect(Entry with { Phone = "99999999" })).Problems.ShouldHaveSingleItem().Code.ShouldBe("IdUnknown");
        (await Connect(Entry with { Business = "", AppSecret = "x", Version = "22" })).Problems.Select(problem => problem.Code).ShouldBe(["BusinessUnclear", "SecretUnclear", "VersionUnclear"]);
        (await Read(db => db.Set<Channel>().CountAsync(row => row.Network == "whatsapp"))).ShouldBe(0);

        var channel = await Connected();

        (channel.Handle, WhatsApp.Subscribed.Count).ShouldBe(("+6221500123", 1));
        System.Text.Encoding.UTF8.GetString(channel.Credentials!).ShouldNotContain(WhatsAppStandIn.Token);
        using var officer = await App.Client("officer");
        var page = await officer.GetStringAsync("/desk/whatsapp");
        page.ShouldContain($"/hooks/whatsapp/{channel.Id}");
        page.ShouldNotContain(CloudStandIn.AppSecret);
        WhatsApp.Quality = "RED";
        (await Check(channel)).TroubleReason.ShouldNotBeNull().ShouldContain("memblokir");
        WhatsApp.Quality = "GREEN";
        await Set(GraphSettings.VersionEndsKey, App.Clock.GetUtcNow().AddDays(30).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        (await Check(channel)).TroubleReason.ShouldNotBeNull().ShouldStartWith($"Versi {GraphSettings.DefaultVersion} antarmuka Meta berakhir pada");
        WhatsApp.Next($"GET {WhatsAppStandIn.Phone}", CloudTrouble.ServerError);
        (await Check(channel)).State.ShouldBe(ChannelState.Connected);
        WhatsApp.Next($"GET {WhatsAppStandIn.Phone}", CloudTrouble.TokenRevoked);
        (await Check(channel)).State.ShouldBe(ChannelState.Reconnect);
        (await Stage.As("officer", scope => scope.GetRequiredService<ConnectWhatsApp>().Undo(channel.Id, default))).ShouldBeTrue();
        (await Stage.As("officer", scope => scope.GetRequiredService<Accounts>().Find(channel.Id, default)))!.State.ShouldBe(ChannelState.Off);
    }

    [Fact]
    public async Task Only_what_the_network_signed_over_these_very_bytes_is_taken_in()
    {
        var channel = await Connected();
        using var outside = App.Anonymous();
        var word = (await Stage.As("officer", async scope => (await scope.GetRequiredService<Accounts>().Open(channel, default)).Credentials<WhatsAppKeys>())).VerifyToken;
        (await WhatsApp.Webhooks.Verify(outside, $"/hooks/whatsapp/{channel.Id}", word)).ShouldBeTrue();
        (await WhatsApp.Webhooks.Verify(outside, $"/hooks/whatsapp/{channel.Id}", "tebakan")).ShouldBeFalse();
        WhatsApp.Says(Siti, "Jam buka?");
        WhatsApp.Webhooks.WrongSignature = true;
        (await WhatsApp.Webhooks.Deliver(outside, $"/hooks/whatsapp/{channel.Id}")).ShouldHaveSingleItem().ShouldBe(HttpStatusCode.Unauthorized);
        (await WhatsApp.Webhooks.Deliver(outside, $"/hooks/whatsapp/{Guid.NewGuid()}")).ShouldHaveSingleItem().ShouldBe(HttpStatusCode.Unauthorized);
        (await Read(db => db.Set<Contact>().CountAsync())).ShouldBe(0);
        WhatsApp.Webhooks.WrongSignature = false;
        App.Clock.Advance(TimeSpan.FromDays(9));
        await Deliver(channel);
        (await Read(db => db.Set<Contact>().CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_question_is_answered_freely_within_a_day_and_by_ready_words_after_it()
    {
        var channel = await Connected();
        WhatsApp.HasTemplate("jawab", "Halo {{1}}, jawaban Puskesmas: {{2}}. Terima kasih.");
        await Check(channel);
        WhatsApp.Says(Siti, "Buka hari Minggu?");
        await Deliver(channel);
        var talk = (await Read(db => db.Set<Conversation>().SingleAsync(row => row.Network == "whatsapp"))).Id;
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync($"/desk/inbox/{talk}")).ShouldContain("Kata bebas sampai");
        await Answer(officer, talk, "Tutup hari Minggu.");
        WhatsApp.Accepted.ShouldHaveSingleItem().Words.ShouldBe("Tutup hari Minggu.");

        App.Clock.Advance(TimeSpan.FromHours(25));
        (await officer.GetStringAsync($"/desk/inbox/{talk}?ready=jawab")).ShouldContain("Waktu kata bebas sudah lewat");
        using var refused = await officer.PostAsJsonAsync($"/api/v1/conversations/{talk}/answers", new { text = "Masih tutup." });
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await Answer(officer, talk, "Halo Siti, jawaban Puskesmas: buka Senin pukul 08.00. Terima kasih.");

        var template = WhatsApp.Accepted[^1];
        (template.Type, template.Words, WhatsApp.Accepted.Count).ShouldBe(("template", "jawab", 2));
        template.Body["template"]!["components"]![0]!["parameters"]!.AsArray().Select(one => one!["text"]!.GetValue<string>()).ShouldBe(["Siti", "buka Senin pukul 08.00"]);
    }

    [Fact]
    public async Task An_answer_of_which_nobody_knows_is_never_sent_again_and_a_status_settles_it()
    {
        var channel = await Connected();
        WhatsApp.Says(Siti, "Halo");
        await Deliver(channel);
        var talk = (await Read(db => db.Set<Conversation>().SingleAsync(row => row.Network == "whatsapp"))).Id;
        using var officer = await App.Client("officer");
        WhatsApp.Next("/messages", CloudTrouble.BreaksAfter);
        await Answer(officer, talk, "Halo Siti.");
        (await State(talk)).ShouldBe(MessageState.Unknown);
        var sent = WhatsApp.Accepted.ShouldHaveSingleItem();
        WhatsApp.Delivers(sent.Id);
        WhatsApp.Webhooks.Times = 3;
        await Deliver(channel);
        (await State(talk)).ShouldBe(MessageState.Sent);
        WhatsApp.Accepted.Count.ShouldBe(1);

        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await Answer(officer, talk, "Silakan datang.");
        WhatsApp.FailsLater(WhatsApp.Accepted[^1].Id, 131026);
        await Deliver(channel);
        (await State(talk)).ShouldBe(MessageState.Failed);
    }

    [Fact]
    public async Task A_picture_is_opened_by_those_who_read_the_inbox_alone()
    {
        var channel = await Connected();
        WhatsApp.SendsPicture(Siti, [0xFF, 0xD8, 0xFF, 1, 2], "resep ini?");
        await Deliver(channel);
        var message = await Read(db => db.Set<Message>().SingleAsync(row => row.ChannelId == channel.Id));
        message.Text.ShouldBe("resep ini?\n(mengirim gambar; buka lewat tautan di atas)");
        var path = new Uri(message.RemoteUrl!).AbsolutePath;
        using var clinician = await App.Client("clinician");
        using var picture = await clinician.GetAsync(path);
        (await picture.Content.ReadAsByteArrayAsync()).ShouldBe(new byte[] { 0xFF, 0xD8, 0xFF, 1, 2 });
        picture.Content.Headers.ContentType!.MediaType.ShouldBe("image/jpeg");
        using var outside = App.Anonymous();
        (await outside.GetAsync(path)).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task STOP_ends_it_at_once_and_is_confirmed_once_and_an_older_wish_begins_nothing()
    {
        var channel = await Connected();
        await Agrees(channel, "0812-0000-0001", "Siti");
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        WhatsApp.Says(Siti, "Mulai");
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        WhatsApp.Says(Siti, "BERHENTI");
        (WhatsApp.Webhooks.Times, WhatsApp.Webhooks.Shuffle) = (10, 5);
        await Deliver(channel);
        App.Clock.Advance(TimeSpan.FromMinutes(2));
        await App.RunJobs();

        (await Read(db => db.Set<Agreement>().CountAsync(row => row.EndedAt == null))).ShouldBe(0);
        (await Read(db => db.Set<Conversation>().CountAsync(row => row.Network == "whatsapp"))).ShouldBe(0);
        WhatsApp.Accepted.Count(one => one.Words.Contains("tidak lagi menerima", StringComparison.Ordinal)).ShouldBe(1);
        WhatsApp.Accepted.Count.ShouldBeInRange(1, 2);
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync("/desk/whatsapp/agreements")).ShouldContain("Diakhiri dengan STOP");
    }

    [Fact]
    public async Task Somebody_who_is_erased_is_gone_from_the_register_and_the_ledger()
    {
        var channel = await Connected();
        await Agrees(channel, Siti);
        await using (var scope = await App.Scope())
        {
            var erasure = scope.ServiceProvider.GetServices<IOutsiderErasure>().OfType<WhatsAppErasure>().Single();
            var known = (await erasure.Known("0812-0000-0001", default)).ShouldHaveSingleItem();
            await using var centre = await App.ScopeOf("officer");
            (await centre.ServiceProvider.GetServices<Pendopo.Safety.Contracts.IPersonalRecords>().OfType<WhatsAppRecords>().Single().Of(Pendopo.Safety.Contracts.RecordSubject.Of("+" + Siti), default)).Count.ShouldBe(2);
            await erasure.Erase(known, default);
        }
        (await Read(async db => await db.Set<Contact>().CountAsync() + await db.Set<Agreement>().CountAsync() + await db.Set<Sending>().CountAsync())).ShouldBe(0);
    }

    private async Task<Channel> Check(Channel channel)
    {
        await Stage.As("officer", scope => scope.GetRequiredService<CheckAccount>().Run(channel.Id, default));
        return await Read(db => db.Set<Channel>().AsNoTracking().SingleAsync(row => row.Id == channel.Id));
    }

    private async Task Answer(HttpClient officer, Id<Conversation> talk, string text)
    {
        using var answer = await officer.PostAsJsonAsync($"/api/v1/conversations/{talk}/answers", new { text });
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        App.Clock.Advance(TimeSpan.FromSeconds(15));
        await App.RunJobs();
    }

    private Task<MessageState> State(Id<Conversation> talk) => Read(db => db.Set<Message>().Where(row => row.ConversationId == talk && row.Kind == MessageKind.Answer).OrderByDescending(row => row.Id).Select(row => row.State).FirstAsync());

    private async Task Set(string key, string value)
    {
        await using var scope = await App.Scope();
        var settings = scope.ServiceProvider.GetRequiredService<SettingsBook>();
        await settings.Write(key, value, default);
        await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        await settings.Publish(default);
    }
}

[Collection("rooms on sqlite")]
public sealed class WhatsAppInboxOnSqliteTests(SqliteApp app) : WhatsAppInboxTests(app);

[Collection("rooms on postgres")]
public sealed class WhatsAppInboxOnPostgresTests(PostgresApp app) : WhatsAppInboxTests(app);
