using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.WhatsApp;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Safety.Rights;
using Pendopo.Tests.StandIns.WhatsApp;

namespace Pendopo.Tests.Channels.WhatsApp;

/// <summary>A post goes to those who agreed, each once, whatever breaks on the way.</summary>
public abstract class WhatsAppBroadcastTests(TestApp app) : WhatsAppTests(app)
{
    [Fact]
    public async Task A_post_reaches_those_who_agreed_each_once_and_its_figures_are_what_they_read()
    {
        var channel = await Connected();
        await CarriesPosts(channel);
        await Agrees(channel, Siti);
        await Agrees(channel, Rina);
        var post = await Post();

        WhatsApp.Accepted.Select(one => one.To).Order().ShouldBe([Siti, Rina]);
        var message = WhatsApp.Accepted[0].Body["template"]!;
        message["components"]![0]!["parameters"]![1]!["text"]!.GetValue<string>().ShouldContain("/posts/");
        var publication = await Stage.Publication(post.Id, "whatsapp");
        publication.State.ShouldBe(PublicationState.Sent);
        foreach (var one in WhatsApp.Accepted)
            WhatsApp.Delivers(one.Id);
        WhatsApp.Reads(WhatsApp.Accepted[0].Id);
        (WhatsApp.Webhooks.Times, WhatsApp.Webhooks.Shuffle) = (10, 3);
        await Deliver(channel);
        (await Lines()).Select(line => line.State).ShouldBe([SendingState.Read, SendingState.Delivered], ignoreOrder: true);
        (await Stage.As("officer", async scope =>
        {
            var accounts = scope.GetRequiredService<Accounts>();
            return await accounts.Connector("whatsapp").Measure(await accounts.Open(channel, default), publication.Remote!, default);
        })).Views.ShouldBe(1);
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync("/desk/whatsapp/sendings")).ShouldContain("Semua diserahkan");
    }

    [Fact]
    public async Task Without_a_template_or_without_anybody_nothing_goes_out_and_it_is_told()
    {
        var channel = await Connected();
        var without = await Post();
        (await Stage.Publication(without.Id, "whatsapp")).TroubleReason.ShouldNotBeNull().ShouldContain("templat");
        await CarriesPosts(channel);
        (await Stage.Publication((await Post("Kedua")).Id, "whatsapp")).TroubleReason.ShouldNotBeNull().ShouldContain("Belum ada yang setuju");
        WhatsApp.Accepted.ShouldBeEmpty();
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync($"/desk/posts/{without.Id}")).ShouldContain("Terkirim ke 0 orang yang setuju");
    }

    [Fact]
    public async Task Whoever_ends_it_while_a_post_waits_gets_nothing()
    {
        var channel = await Connected();
        await CarriesPosts(channel);
        await Agrees(channel, Siti);
        await Agrees(channel, Rina);
        WhatsApp.Next("/messages", new CloudError(130429, "(#130429) Rate limit hit", 429));
        await Post();
        WhatsApp.Accepted.ShouldBeEmpty();
        WhatsApp.Says(Siti, "stop");
        await Deliver(channel);
        App.Clock.Advance(TimeSpan.FromMinutes(2));
        await App.RunJobs();
        WhatsApp.Accepted.Count(one => one.Type == "template").ShouldBe(1);
        WhatsApp.Accepted.Single(one => one.Type == "template").To.ShouldBe(Rina);
        (await Lines()).Select(line => line.State).ShouldBe([SendingState.Skipped, SendingState.Accepted], ignoreOrder: true);
    }

    [Fact]
    public async Task Whoever_asked_that_nothing_of_theirs_be_used_gets_no_post_until_that_ends()
    {
        var channel = await Connected();
        await CarriesPosts(channel);
        await Agrees(channel, Siti);
        await Agrees(channel, Rina);
        WhatsApp.Says(Siti, "Jam buka?");
        await Deliver(channel);
        WhatsApp.Next("/messages", new CloudError(130429, "(#130429) Rate limit hit", 429));
        await Post();
        // An objection, by the number as people dial it, while a post is on its way.
        var id = await RightsDesk.Ask(App, "Objection", "0" + Siti[2..]);
        using var desk = await App.Client("desk");
        await desk.Submit($"/desk/rights/{id}", "identity", ("Form.Identity", "menelepon balik"));
        (await desk.Submit($"/desk/rights/{id}", "carry")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        App.Clock.Advance(TimeSpan.FromMinutes(2));
        await App.RunJobs();
        WhatsApp.Accepted.Select(one => one.To).ShouldBe([Rina]);
        (await Lines()).Select(line => line.State).ShouldBe([SendingState.Skipped, SendingState.Accepted], ignoreOrder: true);
        (await Read(db => db.Set<Pendopo.Inbox.Conversations.Conversation>().Where(row => row.AuthorId == Siti).Select(row => row.RestrictedAt).SingleAsync())).ShouldNotBeNull("nobody answers her either");
        using (var officer = await App.Client("officer"))
            (await officer.GetStringAsync("/desk/whatsapp/agreements")).ShouldContain("Tidak dipakai atas permintaannya");
        (await Stage.As("officer", scope => scope.GetRequiredService<KeepAgreement>().Note(channel, new(Siti, "", "News", "Paper", "", true), default))).Problems.ShouldHaveSingleItem().Code.ShouldBe("ContactRestricted");

        (await desk.PutAsJsonAsync($"/api/v1/rights-requests/{id}/answer", new { done = true, answer = "Dihentikan." })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await desk.DeleteAsync($"/api/v1/rights-requests/{id}/restriction")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Post("Kedua");
        WhatsApp.Accepted.Count(one => one.To == Siti).ShouldBe(1);
    }

    [Fact]
    public async Task A_crash_in_the_middle_sends_to_nobody_twice()
    {
        var channel = await Connected();
        await CarriesPosts(channel);
        for (var number = 0; number < 12; number++)
            await Agrees(channel, $"62812000001{number:00}");
        WhatsApp.Next("/messages", new CloudError(4, "(#4) Application request limit reached"));
        await Post();
        // The program died after the intent of two lines was kept: one had reached the network, one had not.
        await Stage.As("officer", async scope =>
        {
            var db = scope.GetRequiredService<PendopoDb>();
            foreach (var line in await db.Set<Sending>().Where(row => row.State == SendingState.Waiting).OrderBy(row => row.Id).Take(2).ToListAsync())
                line.Call(opens: true, App.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        App.Clock.Advance(TimeSpan.FromMinutes(2));
        await App.RunJobs();

        var lines = await Lines();
        lines.Count(line => line.State == SendingState.Unknown).ShouldBe(2);
        WhatsApp.Accepted.Count.ShouldBe(10);
        WhatsApp.Accepted.Select(one => one.To).Distinct().Count().ShouldBe(10);
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync("/desk/whatsapp/sendings")).ShouldContain("2 pesan tidak diketahui");
        await Stage.As("officer", async scope => await scope.GetRequiredService<KeepSendings>().Decide(await scope.GetRequiredService<PendopoDb>().Set<Broadcast>().Select(row => row.Id).SingleAsync(), arrived: false, default));
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await App.RunJobs();
        (await Lines()).ShouldAllBe(line => line.State == SendingState.Accepted);
        WhatsApp.Accepted.Count.ShouldBe(12);
    }

    [Fact]
    public async Task Two_posts_of_one_minute_reach_the_same_person_as_far_apart_as_the_network_wants()
    {
        var channel = await Connected();
        await CarriesPosts(channel);
        await Agrees(channel, Siti);
        var posts = new[] { await Stage.Approved(Pendopo.Tests.Publishing.PublishingStage.Words("Satu")), await Stage.Approved(Pendopo.Tests.Publishing.PublishingStage.Words("Dua")) };
        foreach (var post in posts)
            await Stage.Schedule(post.Id, null, "whatsapp");
        await App.RunJobs();
        App.Clock.Advance(TimeSpan.FromSeconds(3));
        await App.RunJobs();
        WhatsApp.Accepted.ShouldHaveSingleItem();
        App.Clock.Advance(Verdict.Pair);
        await App.RunJobs();
        WhatsApp.Accepted.Count.ShouldBe(2);
        WhatsApp.Count("/messages").ShouldBe(2, "the network never had to say that it was too soon");
        // Two nodes that come to the same person at once: one of them may.
        App.Clock.Advance(Verdict.Pair);
        await using var here = await App.ScopeOf("officer");
        await using var there = await App.ScopeOf("officer");
        var person = here.ServiceProvider.GetRequiredService<PendopoDb>().Set<Contact>().Single();
        var turns = await Task.WhenAll(new[] { here, there }.Select(node => node.ServiceProvider.GetRequiredService<PairPause>().Take(person, Verdict.Pair, default)));
        turns.Order().ShouldBe([null, App.Clock.GetUtcNow() + Verdict.Pair]);
    }

    [Fact]
    public async Task The_number_of_people_a_day_is_kept_and_the_rest_goes_the_next_day()
    {
        var channel = await Connected();
        await CarriesPosts(channel);
        await Stage.As("officer", scope => scope.GetRequiredService<KeepNumber>().Told(channel, "GREEN", 3, default));
        for (var number = 0; number < 5; number++)
            await Agrees(channel, $"62812000001{number:00}");
        var post = await Post();
        WhatsApp.Accepted.Count.ShouldBe(3);
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync("/desk/whatsapp/sendings")).ShouldContain("Lanjut sendiri");
        App.Clock.Advance(TimeSpan.FromHours(25));
        await App.RunJobs();
        WhatsApp.Accepted.Count.ShouldBe(5);
        (await Stage.Publication(post.Id, "whatsapp")).State.ShouldBe(PublicationState.Sent);
    }

    [Fact]
    public async Task A_recall_stops_the_rest_and_tells_what_is_out()
    {
        var channel = await Connected();
        await CarriesPosts(channel);
        await Stage.As("officer", scope => scope.GetRequiredService<KeepNumber>().Told(channel, "GREEN", 1, default));
        await Agrees(channel, Siti);
        await Agrees(channel, Rina);
        var post = await Post();
        var publication = await Stage.Publication(post.Id, "whatsapp");
        var told = await Stage.As("officer", async scope =>
        {
            var accounts = scope.GetRequiredService<Accounts>();
            return await accounts.Connector("whatsapp").Recall(await accounts.Open(channel, default), publication.Remote!, default);
        });
        told.ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("1 pesan");
        App.Clock.Advance(TimeSpan.FromHours(25));
        await App.RunJobs();
        WhatsApp.Accepted.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_template_is_handed_in_once_and_may_be_sent_when_it_is_approved()
    {
        var channel = await Connected();
        WhatsApp.Next("/message_templates", CloudTrouble.BreaksAfter);
        (await HandIn(channel, "kabar_baru", "Kabar: {{1}} di {{2}} ya.")).Value.State.ShouldBe(TemplateState.InReview);
        WhatsApp.Templates.Count.ShouldBe(1);
        (await HandIn(channel, "kabar_baru", "Lain")).Problems.ShouldHaveSingleItem().Code.ShouldBe("TemplateThere");
        (await HandIn(channel, "Kabar Baru", "{{1}} awal")).Problems.Select(problem => problem.Code).ShouldBe(["TemplateName", "TemplateBlanks"]);
        WhatsApp.Facts.TellsTemplateDecisions = true;
        WhatsApp.Decide("kabar_baru", "APPROVED");
        await Deliver(channel);
        (await Read(db => db.Set<WordTemplate>().SingleAsync())).MaySend.ShouldBeTrue();
        WhatsApp.Facts.TellsTemplateDecisions = false;
        WhatsApp.Decide("kabar_baru", "PAUSED");
        await Stage.As("officer", scope => scope.GetRequiredService<Pendopo.Channels.Connected.CheckAccount>().Run(channel.Id, default));
        (await Read(db => db.Set<WordTemplate>().SingleAsync())).State.ShouldBe(TemplateState.Paused);
    }

    private Task<Pendopo.Platform.Result<WordTemplate>> HandIn(Channel channel, string name, string body) => Stage.As("officer", async scope =>
        await scope.GetRequiredService<KeepTemplates>().HandIn(channel, (await scope.GetRequiredService<Accounts>().Open(channel, default)).Credentials<WhatsAppKeys>(), new(name, "id", "Marketing", body), default));

    private async Task<Post> Post(string title = "Jadwal imunisasi")
    {
        var post = await Stage.Approved(Pendopo.Tests.Publishing.PublishingStage.Words(title));
        await Stage.Schedule(post.Id, null, "whatsapp");
        App.Clock.Advance(TimeSpan.FromSeconds(5));
        await App.RunJobs();
        App.Clock.Advance(TimeSpan.FromSeconds(5));
        await App.RunJobs();
        return post;
    }
}

[Collection("rooms on sqlite")]
public sealed class WhatsAppBroadcastOnSqliteTests(SqliteApp app) : WhatsAppBroadcastTests(app);

[Collection("rooms on postgres")]
public sealed class WhatsAppBroadcastOnPostgresTests(PostgresApp app) : WhatsAppBroadcastTests(app);
