using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Jobs;

public abstract class JobTests(TestApp app) : AppTests(app)
{
    private readonly Tally tally = new();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        App.Replace = services => services.AddSingleton(tally).AddScoped<IJobHandler<HandleEvent>, TallyHandler>();
    }

    [Fact]
    public async Task Two_hundred_jobs_claimed_by_four_workers_are_each_claimed_once()
    {
        await Add(200);
        var claimed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var (runner, mine) = (Worker(new Node()), new List<Id<Job>>());
            while (await runner.Claim("default", 7, default) is { Count: > 0 } some)
                mine.AddRange(some.Select(job => job.Id));
            return mine;
        })));
        claimed.SelectMany(ids => ids).Distinct().Count().ShouldBe(200);
        claimed.Sum(ids => ids.Count).ShouldBe(200);
    }

    [Fact]
    public async Task Of_each_lane_one_is_claimed_at_a_time_and_of_a_full_one_none()
    {
        await Add(5, lane: "facebook");
        await Add(2, lane: "x");
        await Add(3);
        var runner = Worker(new Node());
        (await runner.ClaimByLane("default", 10, ",", default)).Select(job => job.Lane).Order().ShouldBe(["", "", "", "facebook", "x"]);
        (await runner.ClaimByLane("default", 10, ",facebook,", default)).Select(job => job.Lane).ShouldBe(["x"]);
        var claimed = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            var mine = new List<Id<Job>>();
            // One node may meet the row that another is just taking: then it looks again.
            while (await Count(JobState.Available) > 0)
                mine.AddRange((await Worker(new Node()).ClaimByLane("default", 10, ",", default)).Select(job => job.Id));
            return mine;
        })));
        claimed.SelectMany(ids => ids).Distinct().Count().ShouldBe(4);
        claimed.Sum(ids => ids.Count).ShouldBe(4);
    }

    [Fact]
    public async Task A_job_is_done_once_and_not_before_its_time()
    {
        await Add(1, App.Clock.GetUtcNow().AddMinutes(5));
        (await App.RunJobs()).ShouldBe(0);
        App.Clock.Advance(TimeSpan.FromMinutes(5));
        (await App.RunJobs()).ShouldBe(1);
        (await App.RunJobs()).ShouldBe(0);
        var done = await Single();
        done.State.ShouldBe(JobState.Completed);
        done.Arguments.ShouldBe("{}", "what it was about may be somebody's words, and is not needed any more");
    }

    [Fact]
    public async Task A_job_is_not_kept_when_its_transaction_is_not()
    {
        await using (var scope = await App.Scope())
        {
            var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            scope.ServiceProvider.GetRequiredService<JobBoard>().Add(new HandleEvent("test", "{}"));
            await db.SaveChangesAsync();
        }
        (await App.RunJobs()).ShouldBe(0);
    }

    [Fact]
    public async Task A_job_that_fails_waits_longer_each_time_is_shelved_with_its_reason_and_can_be_replayed()
    {
        tally.Fails = true;
        await Add(1);
        var waits = new List<TimeSpan>();
        var before = App.Clock.GetUtcNow();
        while ((await App.RunJobs()) > 0 && (await Single()) is { State: JobState.Retryable } job)
        {
            waits.Add(job.RunAt - App.Clock.GetUtcNow());
            App.Clock.Advance(waits[^1]);
        }
        var shelved = await Single();
        shelved.State.ShouldBe(JobState.Discarded);
        shelved.LastError.ShouldBe(nameof(InvalidTimeZoneException));
        tally.Runs.ShouldBe(12);
        waits.Count.ShouldBe(11);
        waits[0].ShouldBeInRange(TimeSpan.FromSeconds(16), TimeSpan.FromSeconds(17));
        waits[10].ShouldBeInRange(TimeSpan.FromSeconds(14_656), TimeSpan.FromSeconds(21_977));
        (tally.Fails, tally.Runs) = (false, 0);
        await using (var scope = await App.Scope())
        {
            var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
            (await db.Set<Job>().SingleAsync()).Replay(App.Clock.GetUtcNow());
            await db.SaveChangesAsync();
        }
        await App.RunJobs();
        (await Single()).State.ShouldBe(JobState.Completed);
    }

    [Fact]
    public async Task The_jobs_of_a_dead_node_are_taken_up_by_another_after_a_minute_of_silence()
    {
        await Add(3);
        var dead = new Node();
        await Rescue(dead, rescue => rescue.SignAlive(default));
        (await Worker(dead).Claim("default", 2, default)).Count.ShouldBe(2);
        await App.Tick();
        (await Count(JobState.Running)).ShouldBe(2);
        App.Clock.Advance(TimeSpan.FromSeconds(61));
        await App.Tick();
        (await Count(JobState.Running)).ShouldBe(0);
        (await Count(JobState.Retryable)).ShouldBe(2);
        await App.RunJobs("default");
        tally.Runs.ShouldBe(3);
    }

    [Fact]
    public async Task Two_jobs_with_one_key_are_one()
    {
        await Add(1, key: "once");
        var error = await Should.ThrowAsync<DbUpdateException>(() => Add(1, key: "once"));
        App.Services.GetRequiredService<IDialect>().IsDuplicate(error).ShouldBeTrue();
        (await App.RunJobs()).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_periodic_is_queued_once_over_all_nodes()
    {
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Ticker().Round(default))));
        await App.Tick();
        await using var scope = await App.Scope();
        var kinds = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Job>().Select(job => job.Kind).ToListAsync();
        kinds.Order().ShouldBe(Schedule.All.Select(periodic => JobKind.Of(periodic.Job.GetType()).Name).Order());
    }

    private protected JobRunner Worker(Node node) =>
        ActivatorUtilities.CreateInstance<JobRunner>(App.Services, node);

    private PeriodicTicker Ticker() => ActivatorUtilities.CreateInstance<PeriodicTicker>(App.Services);

    private protected async Task Rescue(Node node, Func<JobRescue, Task> act)
    {
        await using var scope = await App.Scope();
        await act(ActivatorUtilities.CreateInstance<JobRescue>(scope.ServiceProvider, node));
    }

    protected async Task Add(int count, DateTimeOffset? at = null, string? key = null, string lane = "")
    {
        await using var scope = await App.Scope();
        for (var i = 0; i < count; i++)
            scope.ServiceProvider.GetRequiredService<JobBoard>().Add(new HandleEvent("test", $"{i}"), at, key, lane: lane);
        await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
    }

    private async Task<Job> Single()
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Job>().AsNoTracking().SingleAsync();
    }

    protected async Task<int> Count(JobState state)
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Job>().CountAsync(job => job.State == state && job.Kind == "platform.event");
    }

    internal sealed class Tally
    {
        public int Runs { get; set; }
        public bool Fails { get; set; }
    }

    internal sealed class TallyHandler(Tally tally) : IJobHandler<HandleEvent>
    {
        public Task<JobOutcome> Run(HandleEvent job, CancellationToken cancel)
        {
            tally.Runs++;
            return tally.Fails ? throw new InvalidTimeZoneException("a message that may quote a person") : Task.FromResult(JobOutcome.Done);
        }
    }
}

[Collection("sqlite")]
public sealed class JobsOnSqlite(SqliteApp app) : JobTests(app)
{
    [Fact]
    public async Task A_program_that_starts_again_takes_up_what_it_had_under_way()
    {
        await Add(1);
        await Worker(new Node()).Claim("default", 1, default);
        await Rescue(new Node(), rescue => rescue.RescueOwn(default));
        (await Count(JobState.Retryable)).ShouldBe(1);
    }
}

[Collection("postgres")]
public sealed class JobsOnPostgres(PostgresApp app) : JobTests(app);
