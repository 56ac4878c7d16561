using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Hold;
using Pendopo.Publishing.Publications;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Hold;

public abstract class HoldTests(TestApp app) : PublishingTests(app)
{
    private int planned;

    [Fact]
    public async Task While_a_hold_stands_nothing_that_is_not_urgent_goes_out_and_a_late_one_asks_a_person()
    {
        var post = await Planned(30);
        await Hold();
        await Pass(45);
        Network.Posts.ShouldBeEmpty();
        (await State(post)).ShouldBe((PublicationState.Scheduled, Publication.OnHold));
        await Pass(180);
        (await State(post)).ShouldBe((PublicationState.Scheduled, Publication.OnHold));
        await End(LateOnes.Ask);
        await Pass(1);
        (await State(post)).ShouldBe((PublicationState.Failed, "TimePassedOnHold"));
        Network.Posts.ShouldBeEmpty();
        var waits = await Stage.Publication(post.Id, ScriptedNetwork.Name);
        foreach (var network in new[] { "site", ScriptedNetwork.Name })
            await Stage.As("officer", async scope => await scope.GetRequiredService<DecidePublication>().Run(new((await Stage.Publication(post.Id, network)).Id, Decision.Retry), default));
        await Pass(1);
        Network.Posts.Single().Key.ShouldBe(waits.Key);
    }

    [Fact]
    public async Task Late_ones_go_out_at_the_end_when_the_person_says_so_and_later_ones_keep_their_minute()
    {
        var (late, later) = (await Planned(10), await Planned(120));
        await Hold();
        await Pass(20);
        await End(LateOnes.Send);
        await Pass(1);
        (await State(late)).State.ShouldBe(PublicationState.Sent);
        (await State(later)).State.ShouldBe(PublicationState.Scheduled);
        await Pass(85);
        (await State(later)).State.ShouldBe(PublicationState.Scheduled);
        await Pass(20);
        (await State(later)).State.ShouldBe(PublicationState.Sent);
    }

    [Fact]
    public async Task An_urgent_post_goes_out_through_a_hold_also_when_it_is_marked_late()
    {
        var (urgent, other) = (await Planned(5), await Planned(5));
        await Hold();
        await Pass(7);
        (await State(urgent)).Code.ShouldBe(Publication.OnHold);
        await Stage.As("head", scope => scope.GetRequiredService<HoldSwitch>().MarkUrgent(urgent.Id, true, default));
        await Pass(1);
        (await State(urgent)).State.ShouldBe(PublicationState.Sent);
        (await State(other)).Code.ShouldBe(Publication.OnHold);
    }

    [Fact]
    public async Task What_is_under_way_goes_on_through_a_hold()
    {
        var post = await Planned(5);
        Network.Answers.Enqueue(new SendOutcome.RetryAt(App.Clock.GetUtcNow().AddMinutes(20), "busy"));
        await Pass(6);
        (await Stage.Publication(post.Id, ScriptedNetwork.Name)).Attempts.ShouldBe(1);
        await Hold();
        await Pass(30);
        (await State(post)).State.ShouldBe(PublicationState.Sent);
    }

    [Fact]
    public async Task A_recall_goes_through_a_hold()
    {
        var post = await Planned(5);
        await Pass(6);
        await Hold();
        (await Stage.As("officer", scope => scope.GetRequiredService<RecallPost>().Run(post.Id, "Salah", default))).Ok.ShouldBeTrue();
        await Pass(2);
        (await State(post)).State.ShouldBe(PublicationState.Recalled);
    }

    [Fact]
    public async Task A_hold_of_one_centre_holds_no_other_and_pressed_twice_is_one()
    {
        var first = await Hold();
        (await Stage.As("head", scope => scope.GetRequiredService<HoldSwitch>().Begin("Banjir", default))).Value.Id.ShouldBe(first.Id);
        await using var scope = await App.ScopeOf("officer@kenanga", "kenanga");
        (await scope.ServiceProvider.GetRequiredService<HoldBook>().Now(default)).ShouldBeNull();
        (await Stage.As("clinician", other => other.GetRequiredService<HoldSwitch>().Begin("x", default))).Problems[0].Code.ShouldBe("MayNotHold");
    }

    [Fact]
    public async Task The_switch_stands_on_a_page_and_every_page_of_the_desk_says_that_it_is_on()
    {
        var post = await Planned(60);
        using var officer = await App.Client("officer");
        var page = await officer.GetStringAsync("/desk/hold");
        page.ShouldContain($"/desk/posts/{post.Id}");
        (await officer.Send(page, "begin", new() { ["Form.Reason"] = "" }, "/desk/hold")).StatusCode.ShouldBe(System.Net.HttpStatusCode.UnprocessableEntity);
        (await officer.Send(page, "begin", new() { ["Form.Reason"] = "Tiga hari berkabung" }, "/desk/hold")).StatusCode.ShouldBe(System.Net.HttpStatusCode.Redirect);
        using var kader = await App.Client("kader");
        (await kader.GetStringAsync("/desk/posts")).ShouldContain("Tiga hari berkabung");
        (await officer.Send(await officer.GetStringAsync("/desk/hold"), "end", new() { ["Form.Late"] = "Ask" }, "/desk/hold")).StatusCode.ShouldBe(System.Net.HttpStatusCode.Redirect);
        (await kader.GetStringAsync("/desk/posts")).ShouldNotContain("Tiga hari berkabung");
    }

    [Fact]
    public async Task Many_posts_are_moved_by_days_and_keep_their_hour()
    {
        var (one, two) = (await Planned(60), await Planned(90));
        var before = (await Stage.Publication(one.Id, "site")).DueAt!.Value;
        (await Stage.As("officer", scope => scope.GetRequiredService<ManyAtOnce>().Move([one.Id, two.Id], 7, default))).Value.ShouldBe(2);
        (await Stage.Publication(one.Id, "site")).DueAt.ShouldBe(before.AddDays(7));
        (await Stage.As("officer", scope => scope.GetRequiredService<ManyAtOnce>().Move([one.Id], -8, default))).Problems[0].Code.ShouldBe("NothingToDo");
        (await Stage.As("officer", scope => scope.GetRequiredService<ManyAtOnce>().Pause([one.Id, two.Id], default))).Value.ShouldBe(2);
        (await Stage.Publication(two.Id, "site")).State.ShouldBe(PublicationState.Draft);
    }

    [Fact]
    public async Task Everything_that_failed_on_a_channel_is_tried_again_by_one_button_and_what_is_not_certain_is_not()
    {
        foreach (var outcome in new SendOutcome[] { new SendOutcome.Refused("no", "no"), new SendOutcome.Refused("no", "no"), new SendOutcome.Unknown("?") })
            Network.Answers.Enqueue(outcome);
        for (var asked = 0; asked < 5; asked++)
            Network.Reconciliations.Enqueue(new SendOutcome.Unknown("?"));
        var posts = new List<Post> { await Planned(5), await Planned(5), await Planned(5) };
        await Pass(5);
        var failed = (await Stage.As("officer", scope => scope.GetRequiredService<ManyAtOnce>().Failed(default))).Single(line => line.Channel.Network == ScriptedNetwork.Name);
        failed.Count.ShouldBe(2);
        (await Stage.As("officer", scope => scope.GetRequiredService<ManyAtOnce>().RetryAll(failed.Channel.Id, default))).Value.ShouldBe(2);
        await Pass(1);
        var states = new List<PublicationState>();
        foreach (var post in posts)
            states.Add((await Stage.Publication(post.Id, ScriptedNetwork.Name)).State);
        states.Count(state => state == PublicationState.Sent).ShouldBe(2);
        states.Count(state => state == PublicationState.Unknown).ShouldBe(1);
    }

    private async Task<Post> Planned(int minutes)
    {
        var post = await Stage.Approved(PublishingStage.Words($"Rencana ke-{++planned}"));
        await Stage.Schedule(post.Id, (await App.CentreOf("melati")).Local(App.Clock.GetUtcNow()).DateTime.AddMinutes(minutes), ScriptedNetwork.Name);
        return post;
    }

    private async Task<SendingHold> Hold() => (await Stage.As("officer", scope => scope.GetRequiredService<HoldSwitch>().Begin("Tiga hari berkabung", default))).Value;

    private async Task End(LateOnes late) => (await Stage.As("head", scope => scope.GetRequiredService<HoldSwitch>().End(late, default))).Ok.ShouldBeTrue();

    private async Task<(PublicationState State, string? Code)> State(Post post)
    {
        var row = await Stage.Publication(post.Id, ScriptedNetwork.Name);
        return (row.State, row.State == PublicationState.Sent ? null : row.TroubleCode ?? (await Stage.Publication(post.Id, "site")).TroubleCode);
    }

    private async Task Pass(int minutes)
    {
        for (var step = 0; step < Math.Min(minutes, 12) + 3; step++)
        {
            App.Clock.Advance(step < 3 ? TimeSpan.FromSeconds(15) : TimeSpan.FromMinutes(Math.Max(1, minutes / 12.0)));
            await App.Tick();
            await App.RunJobs();
        }
    }
}

[Collection("publishing on sqlite")]
public sealed class HoldOnSqlite(SqliteApp app) : HoldTests(app);

[Collection("publishing on postgres")]
public sealed class HoldOnPostgres(PostgresApp app) : HoldTests(app);
