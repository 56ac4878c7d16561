using System.Diagnostics;
using System.Net;
using Pendopo.Platform;
using Pendopo.Testing;
using Pendopo.Tests.Crash;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Publishing;
using Xunit.Abstractions;

namespace Pendopo.Tests.Safety.Consents;

/// <summary>`kill -9` in the middle of a withdrawal: what the person was told holds, and the recall goes on where it was.</summary>
public abstract class KilledWithdrawalTests(TestApp app, ITestOutputHelper output) : AppTests(app)
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);

    [Fact]
    [Trait(Series.Form, Series.Long)]
    public async Task A_withdrawal_that_was_answered_is_carried_out_although_the_program_is_killed_in_the_middle()
    {
        var count = Series.Of("KILLED_WITHDRAWN", suite: 12, nightly: 200);
        var (consent, path, slugs) = await Prepare(count);
        var place = await App.Leave();
        await using (var program = await BuiltProgram.Start(place))
        {
            using var sari = new HttpClient { BaseAddress = program.Address };
            using var request = await sari.GetAsync(path);
            (await sari.Send(await request.Content.ReadAsStringAsync(), $"withdraw-{consent}", [], path)).StatusCode.ShouldBeOneOf(HttpStatusCode.Redirect, HttpStatusCode.OK, HttpStatusCode.Found);
            await program.Die();
        }
        using (var connection = Kept.Open(place))
        {
            Kept.Rows(connection, "SELECT state FROM safety_consent", row => row(0)).ShouldBe(["Ended"]);
            Kept.Rows(connection, "SELECT html FROM publishing_page WHERE title LIKE 'Kisah nomor%'", row => row(0)).ShouldBeEmpty("hidden in the same transaction");
        }
        await Recover(place, count, slugs);
    }

    private async Task Recover(Installation place, int count, List<string> slugs)
    {
        if (place.OnPostgres)
        {
            // The work of a node that died is taken up after a minute of its silence: as if that had passed.
            using var late = Kept.Open(place);
            Kept.Rows(late, "UPDATE platform_node SET seen_at = seen_at - INTERVAL '2 minutes' RETURNING id", row => row(0)).ShouldNotBeEmpty();
        }
        await using var program = await BuiltProgram.Start(place);
        using var reader = new HttpClient { BaseAddress = program.Address };
        foreach (var slug in slugs)
            (await reader.GetAsync($"/@melati/posts/{slug}")).StatusCode.ShouldBe(HttpStatusCode.Gone);
        var started = Stopwatch.GetTimestamp();
        using var connection = Kept.Open(place);
        while (Kept.Rows(connection, "SELECT id FROM safety_recall WHERE state = 'Gone'", row => row(0)).Count < count * 3)
        {
            (Stopwatch.GetElapsedTime(started) < Within).ShouldBeTrue($"{string.Join(' ', Kept.Rows(connection, "SELECT state FROM safety_recall", row => row(0)).CountBy(state => state))}\n{program.Output}");
            Thread.Yield();
        }
        output.WriteLine($"{count} posts, killed after the answer: every copy gone {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s after the next start");
        Kept.Rows(connection, "SELECT id FROM publishing_publication WHERE state <> 'Recalled' AND post_id IN (SELECT item FROM safety_consent_use)", row => row(0)).Count.ShouldBeLessThanOrEqualTo(count * 2, "the site's own copies are hidden already");
    }

    private async Task<(string Consent, string Path, List<string> Slugs)> Prepare(int count)
    {
        var stage = new PublishingStage(App);
        var consents = new ConsentStage(App, stage);
        await Round();
        var (consent, path, _) = await consents.Given(["fediverse"]);
        var slugs = new List<string>();
        for (var number = 0; number < count; number++)
        {
            var post = await stage.Approved(PublishingStage.Words($"Kisah nomor {number}"));
            (await consents.Name(post.Id, consent.Id)).Ok.ShouldBeTrue();
            await stage.Schedule(post.Id, null, "feeds", "fediverse");
            slugs.Add((await stage.Post(post.Id)).Slug!);
        }
        await Round();
        await Round();
        return (consent.Id.ToString(), path, slugs);
    }

    private async Task Round()
    {
        App.Clock.Advance(TimeSpan.FromSeconds(60));
        await App.Tick();
        await App.RunJobs();
    }
}

[Collection("processes on sqlite")]
public sealed class KilledWithdrawalOnSqlite(SqliteApp app, ITestOutputHelper output) : KilledWithdrawalTests(app, output);

[Collection("processes on postgres")]
public sealed class KilledWithdrawalOnPostgres(PostgresApp app, ITestOutputHelper output) : KilledWithdrawalTests(app, output);
