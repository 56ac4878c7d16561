using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Publications;
using Pendopo.Safety.Consents;
using Pendopo.Safety.Contracts;
using Pendopo.Testing;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Publishing;

namespace Pendopo.Tests.Safety.Consents;

/// <summary>What a consent covers goes out, what it does not stays in; and a yes becomes a no everywhere.</summary>
public abstract class WithdrawalTests(TestApp app) : PublishingTests(app)
{
    private const string Words = "Larutan";

    private ConsentStage Consent => new(App, Stage);

    private async Task Rounds(int count)
    {
        for (var round = 0; round < count; round++)
        {
            App.Clock.Advance(TimeSpan.FromSeconds(15));
            await App.Tick();
            await App.RunJobs();
        }
    }

    private async Task<Post> Out(Id<Consent> consent, string title = "Kisah Bu Sari", params string[] networks)
    {
        var post = await Stage.Approved(PublishingStage.Words(title));
        (await Consent.Name(post.Id, consent)).Problems.ShouldBeEmpty();
        await Stage.Schedule(post.Id, null, networks.Length == 0 ? [ScriptedNetwork.Name, "feeds"] : networks);
        await Rounds(2);
        return await Stage.Post(post.Id);
    }

    private async Task<List<(string Channel, RecallState State, DateTimeOffset? DueAt)>> Ledger(Id<Consent> consent)
    {
        await using var scope = await App.Scope();
        return [.. (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<RecallLine>().AcrossCentres().AsNoTracking().Where(line => line.ConsentId == consent).ToListAsync()).Select(line => (line.ChannelName, line.State, line.DueAt))];
    }

    private Task<IReadOnlyList<string>> Scheduling(Id<Post> post, DateTime? at = null) => Stage.As("officer", async scope =>
    {
        var channels = (await scope.GetRequiredService<Accounts>().All(default)).Where(channel => channel.Network == ScriptedNetwork.Name).Select(channel => channel.Id).ToList();
        return (IReadOnlyList<string>)[.. (await scope.GetRequiredService<SchedulePost>().Run(new(post, channels, at), default)).Problems.Select(problem => problem.Code)];
    });

    [Fact]
    public async Task A_post_goes_only_where_the_person_said_yes_and_only_while_the_yes_holds()
    {
        var (elsewhere, _, _) = await Consent.Given(["print"]);
        var post = await Stage.Approved();
        (await Consent.Name(post.Id, elsewhere.Id)).Ok.ShouldBeTrue();
        (await Scheduling(post.Id)).ShouldBe(["ConsentNotForChannel"]);
        var (here, _, _) = await Consent.Given();
        (await Consent.Name(post.Id, here.Id)).Ok.ShouldBeTrue();
        (await Scheduling(post.Id, new DateTime(2027, 3, 2, 8, 0, 0))).ShouldBe(["ConsentEndsBefore"]);
        (await Scheduling(post.Id)).ShouldBeEmpty();
        var (two, _, _) = await Consent.Given(["print"]);
        (await Consent.Name(post.Id, here.Id, two.Id)).Ok.ShouldBeTrue();
        (await Scheduling(post.Id)).ShouldBe(["ConsentNotForChannel"], "one yes never carries another");
        var story = await Stage.Draft(PublishingStage.Words() with { Kind = PostKind.Story });
        (await Scheduling(story.Id)).ShouldBe(["StoryNeedsConsent"]);
    }

    [Fact]
    public async Task What_was_scheduled_is_looked_at_again_when_it_is_sent()
    {
        var (consent, path, _) = await Consent.Given();
        var post = await Stage.Approved();
        await Consent.Name(post.Id, consent.Id);
        var local = (await App.CentreOf("melati")).Local(App.Clock.GetUtcNow()).DateTime.AddMinutes(30);
        await Stage.Schedule(post.Id, local, ScriptedNetwork.Name);
        (await Consent.Withdraw(path, consent.Id)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        App.Clock.Advance(TimeSpan.FromMinutes(30));
        await Rounds(2);
        Network.Posts.ShouldBeEmpty();
        (await Ledger(consent.Id)).ShouldAllBe(line => line.State == RecallState.CalledOff);
        (await Scheduling(post.Id)).ShouldBe(["ConsentEnded"]);
        (await Consent.Name(post.Id)).Ok.ShouldBeTrue();
        (await Scheduling(post.Id)).ShouldBe(["ConsentEnded"], "an ended consent cannot be left unsaid");
        using var officer = await App.Client("officer");
        ConsentStage.TextOf(await officer.GetStringAsync($"/desk/posts/{post.Id}")).ShouldContain("Jangan pakai teks ini");
    }

    [Fact]
    public async Task Withdrawn_by_the_persons_own_link_it_is_off_the_site_at_once_and_then_off_every_channel()
    {
        var (consent, path, sheet) = await Consent.Given();
        var post = await Out(consent.Id);
        using var reader = App.Anonymous();
        (await reader.GetStringAsync($"/@melati/posts/{post.Slug}")).ShouldContain(Words);

        (await Consent.Withdraw(path, consent.Id)).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        // No job has run yet.
        var page = await reader.GetAsync($"/@melati/posts/{post.Slug}");
        page.StatusCode.ShouldBe(HttpStatusCode.Gone);
        foreach (var address in new[] { $"/@melati/posts/{post.Slug}", $"/@melati/posts/{post.Slug}/print", "/@melati", "/@melati/posts", "/@melati/feed.atom", "/@melati/feed.json", "/@melati/search?q=kisah" })
        {
            var shown = await (await reader.GetAsync(address)).Content.ReadAsStringAsync();
            shown.ShouldNotContain(Words, customMessage: address);
            shown.ShouldNotContain("Kisah Bu Sari", customMessage: address);
        }
        Network.Recalls.ShouldBeEmpty();
        await Rounds(2);
        Network.Recalls.Count.ShouldBe(1);
        (await Ledger(consent.Id)).Select(line => line.State).ShouldBe([RecallState.Gone, RecallState.Gone, RecallState.Gone]);
        (await Stage.Publication(post.Id, ScriptedNetwork.Name)).State.ShouldBe(PublicationState.Recalled);
        var state = ConsentStage.TextOf(await reader.GetStringAsync(path));
        state.ShouldContain("3 salinan: 3 sudah hilang");
        state.ShouldNotContain("Kisah Bu Sari");
        using var auditor = await App.Client("auditor");
        ConsentStage.TextOf(await auditor.GetStringAsync($"/desk/consents/{sheet.Id}/proof")).ShouldContain("penghapusan terkirim");
    }

    [Fact]
    public async Task Where_no_program_may_delete_a_person_does_with_the_steps_and_the_ledger_waits_for_them()
    {
        Network.Abilities &= ~ConnectorAbilities.Recall;
        var (consent, path, _) = await Consent.Given();
        var post = await Out(consent.Id);
        await Consent.Withdraw(path, consent.Id);
        await Rounds(2);
        (await Ledger(consent.Id)).Count(line => line.State == RecallState.ByHand).ShouldBe(1);
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync($"/desk/posts/{post.Id}")).ShouldContain("https://scripted.example/");
        var publication = await Stage.Publication(post.Id, ScriptedNetwork.Name);
        (await Stage.As("officer", scope => scope.GetRequiredService<DecidePublication>().Run(new(publication.Id, Decision.DidByHand), default))).Ok.ShouldBeTrue();
        (await Ledger(consent.Id)).ShouldAllBe(line => line.State == RecallState.Gone);
    }

    [Fact]
    public async Task What_a_network_takes_only_later_holds_a_dated_place()
    {
        var (consent, path, _) = await Consent.Given();
        await Out(consent.Id);
        var later = App.Clock.GetUtcNow().AddHours(6);
        Network.Answers.Enqueue(new SendOutcome.HeldUntil(later, "quota"));
        await Consent.Withdraw(path, consent.Id);
        await Rounds(2);
        var line = (await Ledger(consent.Id)).Single(one => one.State == RecallState.Waiting);
        line.DueAt.ShouldBe(Instants.Cut(later));
        App.Clock.Advance(TimeSpan.FromHours(6));
        await Rounds(2);
        (await Ledger(consent.Id)).ShouldAllBe(one => one.State == RecallState.Gone);
    }

    [Fact]
    public async Task The_desk_withdraws_by_letter_with_its_note_and_through_the_api()
    {
        var (consent, _, sheet) = await Consent.Given();
        using var desk = await App.Client("desk");
        var page = await desk.GetStringAsync($"/desk/consents/{sheet.Id}");
        (await desk.Send(page, $"withdraw-{consent.Id}", new() { ["Form.Note"] = "Surat 2 Maret" }, $"/desk/consents/{sheet.Id}")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await desk.Send(page, $"withdraw-{consent.Id}", new() { ["Form.How"] = "Letter", ["Form.Note"] = "Surat 2 Maret" }, $"/desk/consents/{sheet.Id}")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await desk.GetStringAsync($"/desk/consents/{sheet.Id}")).ShouldContain("Surat 2 Maret");
        var (second, _, other) = await Consent.Given();
        (await desk.PutAsJsonAsync($"/api/v1/consents/{second.Id}/withdrawal", new { how = "Desk" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await desk.PutAsJsonAsync($"/api/v1/consents/{second.Id}/withdrawal", new { how = "Desk" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var sheetBody = await desk.GetFromJsonAsync<JsonElement>($"/api/v1/consent-sheets/{other.Id}");
        sheetBody.GetProperty("sheet").GetProperty("consents")[0].GetProperty("state").GetString().ShouldBe("Ended");
        sheetBody.ToString().ShouldNotContain("secret", Case.Insensitive);
    }

    [Fact]
    public async Task When_the_last_day_is_past_it_ends_by_itself_and_everything_is_taken_back()
    {
        var (consent, _, _) = await Consent.Given();
        var post = await Out(consent.Id);
        App.Clock.Advance(TimeSpan.FromDays(364));
        await Rounds(1);
        (await Stage.Post(post.Id)).RecalledAt.ShouldBeNull("the last day itself is one of them");
        App.Clock.Advance(TimeSpan.FromDays(1));
        await Rounds(2);
        (await Stage.Post(post.Id)).RecalledAt.ShouldNotBeNull();
        (await Ledger(consent.Id)).ShouldAllBe(line => line.State == RecallState.Gone);
    }

    [Fact]
    public async Task The_consents_of_a_post_are_named_through_the_api_without_a_name_of_anybody()
    {
        var (consent, _, sheet) = await Consent.Given();
        var post = await Stage.Draft();
        using var officer = await App.Client("officer");
        (await officer.PutAsJsonAsync($"/api/v1/posts/{post.Id}/consents", new { consents = new[] { consent.Id.Value } })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var named = await officer.GetStringAsync($"/api/v1/posts/{post.Id}/consents");
        named.ShouldContain(sheet.Code);
        named.ShouldNotContain("Sari");
        (await officer.PutAsJsonAsync($"/api/v1/posts/{post.Id}/consents", new { consents = new[] { Guid.CreateVersion7() } })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var kenanga = await App.Client("officer@kenanga");
        (await kenanga.GetAsync($"/api/v1/posts/{post.Id}/consents")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    [Trait(Series.Form, Series.Long)]
    public async Task Many_publications_are_off_the_site_within_five_seconds_and_asked_back_everywhere_within_sixty()
    {
        var (consent, path, _) = await Consent.Given();
        var slugs = new List<string>();
        var count = Series.Of("WITHDRAWN", suite: 20, nightly: 200);
        for (var number = 0; number < count; number++)
        {
            var post = await Stage.Approved(PublishingStage.Words($"Kisah nomor {number}"));
            (await Consent.Name(post.Id, consent.Id)).Ok.ShouldBeTrue();
            await Stage.Schedule(post.Id, null, ScriptedNetwork.Name, "feeds");
            slugs.Add((await Stage.Post(post.Id)).Slug!);
        }
        await Rounds(2);
        using var reader = App.Anonymous();
        (await reader.GetAsync($"/@melati/posts/{slugs[^1]}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var started = Stopwatch.GetTimestamp();
        (await Consent.Withdraw(path, consent.Id)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var answered = Stopwatch.GetElapsedTime(started);
        foreach (var slug in slugs)
            (await reader.GetAsync($"/@melati/posts/{slug}")).StatusCode.ShouldBe(HttpStatusCode.Gone);
        answered.TotalSeconds.ShouldBeLessThan(5);
        await App.RunJobs();
        await Rounds(1);
        var done = Stopwatch.GetElapsedTime(started);
        (await Ledger(consent.Id)).Count(line => line.State == RecallState.Gone).ShouldBe(count * 3);
        Network.Recalls.Count.ShouldBe(count);
        done.TotalSeconds.ShouldBeLessThan(60);
        Console.WriteLine($"withdrawn {count}: answered and hidden after {answered.TotalSeconds:0.00} s, every delete sent after {done.TotalSeconds:0.00} s");
    }
}

[Collection("rooms on sqlite")]
public sealed class WithdrawalOnSqlite(SqliteApp app) : WithdrawalTests(app);

[Collection("rooms on postgres")]
public sealed class WithdrawalOnPostgres(PostgresApp app) : WithdrawalTests(app);
