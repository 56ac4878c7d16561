using Pendopo.Care.Queue;
using Pendopo.Care.Services;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Live;
using Pendopo.Platform.Nodes;

namespace Pendopo.Tests.Care;

/// <summary>A queue that many look at in the same moment is read once, and never shown as it was before a call.</summary>
public sealed class QueueShelfTests
{
    private readonly ManualTime time = new();
    private readonly LiveFeed live = new(new NodeWire(new Installation { DataFolder = "" }, new Pendopo.Platform.Jobs.Node()));
    private readonly Id<Centre> centre = Id<Centre>.New();
    private readonly Id<QueueLine> line = Id<QueueLine>.New();
    private int reads;

    [Fact]
    public async Task Five_hundred_looks_are_one_read_until_something_is_told_or_two_seconds_are_over()
    {
        var shelf = new QueueShelf(live, time);
        var (slow, state) = (new TaskCompletionSource<QueueState?>(), State());
        var looks = Enumerable.Range(0, 500).Select(_ => shelf.Of(centre, line, () => Read(slow.Task))).ToList();
        slow.SetResult(state);
        (await Task.WhenAll(looks)).ShouldAllBe(seen => ReferenceEquals(seen, state));
        reads.ShouldBe(1);

        live.Tell(QueueTopic.Of(Id<Centre>.New()), "queue");
        await shelf.Of(centre, line, () => Read(Task.FromResult<QueueState?>(State())));
        reads.ShouldBe(1, "what another centre was told changes nothing here");

        var called = State();
        live.Tell(QueueTopic.Of(centre), "queue");
        (await shelf.Of(centre, line, () => Read(Task.FromResult<QueueState?>(called)))).ShouldBeSameAs(called);

        time.Advance(TimeSpan.FromSeconds(2));
        (await shelf.Of(centre, line, () => Read(Task.FromResult<QueueState?>(null)))).ShouldBeNull();
    }

    [Fact]
    public async Task Who_looks_while_an_older_look_is_read_waits_for_no_old_queue()
    {
        var shelf = new QueueShelf(live, time);
        var (slow, fresh) = (new TaskCompletionSource<QueueState?>(), State());
        var before = shelf.Of(centre, line, () => Read(slow.Task));
        live.Tell(QueueTopic.Of(centre), "queue");
        (await shelf.Of(centre, line, () => Read(Task.FromResult<QueueState?>(fresh)))).ShouldBeSameAs(fresh);
        slow.SetResult(State());
        (await before).ShouldNotBeSameAs(fresh);
        (await shelf.Of(centre, line, () => Read(Task.FromResult<QueueState?>(State())))).ShouldBeSameAs(fresh);
    }

    [Fact]
    public async Task A_look_that_fails_fails_for_itself_alone()
    {
        var shelf = new QueueShelf(live, time);
        var (broken, state) = (new TaskCompletionSource<QueueState?>(), State());
        var first = shelf.Of(centre, line, () => Read(broken.Task));
        var second = shelf.Of(centre, line, () => Read(Task.FromResult<QueueState?>(state)));
        broken.SetException(new InvalidOperationException("the database is away"));
        await Should.ThrowAsync<InvalidOperationException>(first);
        (await second).ShouldBeSameAs(state);
        (await shelf.Of(centre, line, () => Read(Task.FromResult<QueueState?>(state)))).ShouldBeSameAs(state);
        reads.ShouldBe(3);
    }

    private Task<QueueState?> Read(Task<QueueState?> state)
    {
        Interlocked.Increment(ref reads);
        return state;
    }

    private QueueState State()
    {
        var service = HealthService.Of(centre, "umum", new("Umum", ServiceCluster.AcrossClusters, "", "", "", "", "U", Bookable: false, 30));
        var session = ClinicSession.Of(service, new(null, new DateOnly(2026, 3, 2), 480, 720, "Ruang 1", null, 0, 1, 0, null, null));
        var sitting = new Sitting(service, session, new DateOnly(2026, 3, 2), 480, 720, "Ruang 1", null, SittingState.Held, "", false);
        return new(QueueLine.Of(sitting), service.Name, session.Room, 0, []);
    }
}
