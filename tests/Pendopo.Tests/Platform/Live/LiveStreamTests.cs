using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pendopo.Platform;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Live;
using Pendopo.Platform.Nodes;

namespace Pendopo.Tests.Platform.Live;

/// <summary>Listeners come and go: those that go cost nothing any more, however many go at once.</summary>
public sealed class LiveStreamTests : IDisposable
{
    private const string Topic = "topic";
    private readonly LiveFeed live = new(new NodeWire(new Installation { DataFolder = "" }, new Node()));
    private readonly ManualTime time = new();
    private readonly ServiceProvider services = new ServiceCollection().AddLogging().BuildServiceProvider();
    private readonly CancellationTokenSource gone = new();
    private readonly Stopping life = new();

    public void Dispose()
    {
        gone.Dispose();
        life.Dispose();
        services.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Listeners_that_go_give_the_thread_back_that_their_going_needs(bool programStops)
    {
        // One thread for all of them: a listener that keeps it while it waits for its own end would never end.
        var oneThread = new TaskFactory(new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);
        var heard = new List<string>();
        var listeners = Enumerable.Range(0, 50).Select(_ => oneThread.StartNew(async () =>
        {
            await foreach (var said in Stream().Events([Topic], gone.Token))
                heard.Add(said.EventType);
        }).Unwrap()).ToList();
        while (await oneThread.StartNew(() => heard.Count) < listeners.Count)
            await Task.Yield();
        if (programStops)
            life.StopApplication();
        else
            await gone.CancelAsync();
        await Task.WhenAll(listeners).WaitAsync(TimeSpan.FromMinutes(1));
        heard.ShouldAllBe(said => said == "open");
    }

    [Fact]
    public async Task Who_listens_hears_that_the_stream_is_open_then_each_change_and_a_breath_in_between()
    {
        var heard = new Heard();
        var listening = Listen(heard);
        await heard.Has("event: open");
        live.Tell(Topic, "post");
        await heard.Has("event: changed");
        var breath = heard.Has("event: breath");
        // The pause may begin a moment after the words of the change are out.
        while (!breath.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(25));
            await Task.Yield();
        }
        await breath;
        await gone.CancelAsync();
        await listening.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_phone_that_is_gone_while_words_are_written_to_it_ends_its_stream_with_that_reason() =>
        await Should.ThrowAsync<IOException>(Listen(new Heard { Breaks = true }).WaitAsync(TimeSpan.FromMinutes(1)));

    private LiveStream Stream() => new(live, life, time);

    private Task Listen(Stream to)
    {
        var context = new DefaultHttpContext { RequestServices = services, RequestAborted = gone.Token };
        context.Response.Body = to;
        return Stream().Of(Topic, gone.Token).ExecuteAsync(context);
    }

    /// <summary>What reaches one phone.</summary>
    private sealed class Heard : MemoryStream
    {
        private readonly Lock gate = new();
        private readonly List<(string Words, TaskCompletionSource Came)> waiting = [];
        private string all = "";

        public bool Breaks { get; init; }

        public Task Has(string words)
        {
            lock (gate)
            {
                var came = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                waiting.Add((words, came));
                Look();
                return came.Task.WaitAsync(TimeSpan.FromMinutes(1));
            }
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Breaks)
                return ValueTask.FromException(new IOException("The phone is gone."));
            lock (gate)
            {
                all += System.Text.Encoding.UTF8.GetString(buffer.Span);
                Look();
            }
            return ValueTask.CompletedTask;
        }

        private void Look()
        {
            foreach (var (_, came) in waiting.Where(one => all.Contains(one.Words, StringComparison.Ordinal)))
                came.TrySetResult();
        }
    }

    private sealed class Stopping : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;
        public CancellationToken ApplicationStopping => stopping.Token;
        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => stopping.Cancel();

        public void Dispose() => stopping.Dispose();
    }
}
