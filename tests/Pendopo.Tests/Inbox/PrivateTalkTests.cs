using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Contracts;
using Pendopo.Inbox.Conversations;
using Pendopo.Inbox.Privately;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Safety.Consents;

namespace Pendopo.Tests.Inbox;

/// <summary>What does not belong in public goes on behind a link that says nothing and opens once.</summary>
public abstract partial class PrivateTalkTests(TestApp app) : AppTests(app)
{
    private const string Matter = "Hasil tes HIV Bu Rina sudah keluar, silakan diambil.";

    [Fact]
    public async Task An_answer_that_confirms_a_patient_is_held_and_going_on_in_private_is_offered()
    {
        var (_, conversation) = await Begun();
        using var officer = await App.Client("officer");
        var page = $"/desk/inbox/{conversation.Id}";
        var held = await officer.Submit(page, "answer", ("Form.Text", Matter));
        held.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await held.Content.ReadAsStringAsync();
        html.ShouldContain("Tawarkan lanjut secara pribadi");
        html.ShouldContain($"action=\"{page}/private\"");
    }

    [Fact]
    public async Task The_link_goes_to_the_person_alone_where_the_network_can_and_says_nothing_of_the_matter()
    {
        var (world, conversation) = await Begun();
        world.Network.Abilities |= ConnectorAbilities.Alone;
        var (talk, link) = await Offered(world, conversation);
        var reply = world.Network.Replies.ShouldHaveSingleItem();
        reply.Private.ShouldBeTrue();
        foreach (var word in new[] { "Rina", "rina", "demam", "HIV" })
            reply.Text.ShouldNotContain(word);
        Regex.IsMatch(link, "^/@melati/private/[a-z]{32}$").ShouldBeTrue();
        (await world.Ask(services => services.GetRequiredService<PendopoDb>().Set<PrivateTalk>().SingleAsync(row => row.Id == talk))).SecretHash.ShouldNotContain(link.Split('/')[^1]);
        using var stranger = App.Anonymous();
        (await stranger.GetStringAsync(link)).ShouldNotContain("Rina");
    }

    [Fact]
    public async Task A_link_opens_once_binds_the_device_and_a_look_at_it_opens_nothing()
    {
        var (world, conversation) = await Begun();
        var (_, link) = await Offered(world, conversation);
        world.Network.Replies.ShouldHaveSingleItem().Private.ShouldBeFalse();
        using var preview = App.Anonymous();
        for (var look = 0; look < 3; look++)
            (await preview.GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var rina = App.Anonymous();
        var opened = await rina.Submit(link, "open");
        opened.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var cookie = opened.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("pendopo-private="));
        cookie.ShouldContain("httponly");
        cookie.ShouldContain($"path={link}");
        var page = await rina.GetAsync(link);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Headers.CacheControl!.NoStore.ShouldBeTrue();
        page.Headers.GetValues("Referrer-Policy").ShouldContain("no-referrer");
        (await preview.GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await preview.GetAsync("/@melati/private/" + new string('a', 32))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_written_there_comes_into_the_inbox_and_the_answer_is_read_there_alone()
    {
        var (world, conversation) = await Begun();
        var (_, link) = await Offered(world, conversation);
        using var rina = App.Anonymous();
        await rina.Submit(link, "open");
        (await rina.Submit(link, "say", ("Form.Text", " "))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await rina.Submit(link, "say", ("Form.Text", "Apakah hasil saya sudah ada?"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var own = (await world.Conversations()).Single(row => row.IsOwn);
        (own.Private, own.WaitsForAnswer, own.PostId, own.AuthorName).ShouldBe((true, true, null, "Rina"));
        (await world.Answer(own, "Sudah. Kapan Anda bisa datang?")).Problems.ShouldBeEmpty();
        (await rina.GetStringAsync(link)).ShouldNotContain("Kapan Anda bisa datang");
        App.Clock.Advance(TimeSpan.FromSeconds(11));
        await App.RunJobs();
        (await rina.GetStringAsync(link)).ShouldContain("Kapan Anda bisa datang");
        world.Network.Replies.Count.ShouldBe(1);
        using var officer = await App.Client("officer");
        ConsentStage.TextOf(await officer.GetStringAsync($"/desk/inbox/{own.Id}")).ShouldContain("Pastikan siapa yang menulis");
    }

    [Fact]
    public async Task The_guard_stands_at_the_private_way_too()
    {
        var (world, own, _) = await Talking();
        (await world.Answer(own, "NIK Anda 3273014107900001, benar?")).Problems.ShouldHaveSingleItem().Code.ShouldBe("AnswerHeld");
    }

    [Fact]
    public async Task A_way_that_is_closed_or_over_lets_nobody_in_and_takes_no_answer()
    {
        var (world, own, link) = await Talking();
        using var officer = await App.Client("officer");
        var page = await officer.GetStringAsync($"/desk/inbox/{own.Id}");
        (await officer.DeleteAsync($"/api/v1/conversations/{own.Id}/private-talk")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        page.ShouldContain("Tutup percakapan pribadi");
        using var rina = App.Anonymous();
        (await rina.GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await world.Answer(own, "Halo?")).Problems.ShouldHaveSingleItem().Code.ShouldBe("TalkOver");
        var again = await officer.PostAsync($"/api/v1/conversations/{(await world.Conversations()).Single(row => !row.IsOwn).Id}/private-talk", null);
        again.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        App.Clock.Advance(TimeSpan.FromSeconds(11));
        await App.RunJobs();
        var late = LinkIn(world.Network.Replies.Last().Text);
        App.Clock.Advance(PrivateTalk.Waits);
        (await rina.GetAsync(late)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Other_rooms_hear_that_it_was_opened_and_written_in_and_none_of_the_words()
    {
        var heard = new Ears();
        App.Replace = services => services.AddSingleton(heard).AddEventHandler<PrivateTalkOpened, Opened>().AddEventHandler<PrivateWordsHeard, Written>();
        var (world, own, _) = await Talking(keepReplace: true);
        await App.RunJobs();
        heard.Talks.Distinct().ShouldHaveSingleItem();
        heard.Conversations.ShouldHaveSingleItem().ShouldBe(own.Id.Value);
        world.Network.Replies.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Whoever_is_erased_leaves_nothing_of_what_was_said_in_private()
    {
        var (world, own, link) = await Talking();
        await using (var scope = await App.Scope())
        {
            var erase = scope.ServiceProvider.GetRequiredService<EraseOutsider>();
            foreach (var found in await erase.Find(InboxWorld.Rina.Handle, default))
                await erase.Run(found, default);
        }
        (await world.Conversations()).ShouldBeEmpty();
        (await world.Messages(own)).ShouldBeEmpty();
        using var rina = App.Anonymous();
        (await rina.GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task More_words_than_anybody_reads_wait_for_an_answer()
    {
        var (world, own, link) = await Talking();
        await using var scope = await App.ScopeOf("officer");
        var (door, secret) = (scope.ServiceProvider.GetRequiredService<TalkDoor>(), link.Split('/')[^1]);
        var device = await Device(scope.ServiceProvider, own);
        for (var word = 1; word < TalkDoor.MostUnanswered; word++)
            (await door.Say(secret, device, "lagi", default)).Ok.ShouldBeTrue();
        (await door.Say(secret, device, "lagi", default)).Problems.Single().Code.ShouldBe("WaitForAnswer");
        (await door.Say(secret, "x", "lagi", default)).IsNotFound.ShouldBeTrue();
        (await world.Messages(own)).Count.ShouldBe(TalkDoor.MostUnanswered);
    }

    // The device's secret is known to nobody but the device; the test opens the same talk anew.
    private async Task<string> Device(IServiceProvider services, Conversation own)
    {
        var db = services.GetRequiredService<PendopoDb>();
        var talk = await db.Set<PrivateTalk>().SingleAsync(row => row.ContinuedId == own.Id);
        db.Entry(talk).Property(row => row.OpenedAt).CurrentValue = null;
        var device = talk.Open(App.Clock.Now())!;
        await db.SaveChangesAsync();
        return device;
    }

    private async Task<(InboxWorld World, Conversation Conversation)> Begun(bool keepReplace = false)
    {
        var before = keepReplace ? App.Replace : null;
        var world = await InboxWorld.Open(App, before);
        await world.Hear(world.Reply("m1", "Anak saya demam, apa hasil tesnya?"));
        return (world, (await world.Conversations()).Single());
    }

    private async Task<(Id<PrivateTalk> Talk, string Link)> Offered(InboxWorld world, Conversation conversation)
    {
        var offered = await world.Ask(services => services.GetRequiredService<OfferPrivately>().Run(conversation.Id, default));
        offered.Problems.ShouldBeEmpty();
        App.Clock.Advance(TimeSpan.FromSeconds(11));
        await App.RunJobs();
        return (offered.Value.Id, LinkIn(world.Network.Replies.Last().Text));
    }

    private async Task<(InboxWorld World, Conversation Own, string Link)> Talking(bool keepReplace = false)
    {
        var (world, conversation) = await Begun(keepReplace);
        var (_, link) = await Offered(world, conversation);
        using var rina = App.Anonymous();
        await rina.Submit(link, "open");
        await rina.Submit(link, "say", ("Form.Text", "Apakah hasil saya sudah ada?"));
        return (world, (await world.Conversations()).Single(row => row.IsOwn), link);
    }

    private static string LinkIn(string text) => new Uri(Address().Match(text).Value).AbsolutePath;

    [GeneratedRegex(@"https?://\S+/private/[a-z]+")]
    private static partial Regex Address();

    private sealed class Ears
    {
        public List<Guid> Talks { get; } = [];

        public List<Guid> Conversations { get; } = [];
    }

    private sealed class Opened(Ears ears) : IEventHandler<PrivateTalkOpened>
    {
        public Task Handle(PrivateTalkOpened happened, CancellationToken cancel)
        {
            ears.Talks.Add(happened.Talk);
            return Task.CompletedTask;
        }
    }

    private sealed class Written(Ears ears) : IEventHandler<PrivateWordsHeard>
    {
        public Task Handle(PrivateWordsHeard happened, CancellationToken cancel)
        {
            ears.Talks.Add(happened.Talk);
            ears.Conversations.Add(happened.Conversation);
            return Task.CompletedTask;
        }
    }
}

[Collection("rooms on sqlite")]
public sealed class PrivateTalkOnSqlite(SqliteApp app) : PrivateTalkTests(app);

[Collection("rooms on postgres")]
public sealed class PrivateTalkOnPostgres(PostgresApp app) : PrivateTalkTests(app);
