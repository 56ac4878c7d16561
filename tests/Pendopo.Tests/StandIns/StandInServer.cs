using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Pendopo.Tests.StandIns;

/// <summary>A small server on a free port, in place of a network.</summary>
internal abstract class StandInServer : IAsyncDisposable
{
    private const long LargestVideo = 600 << 20;
    private readonly WebApplication app;
    private readonly CancellationTokenSource end = new();

    protected StandInServer(TimeProvider? time)
    {
        Time = time ?? TimeProvider.System;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = LargestVideo);
        app = builder.Build();
        app.Run(Answer);
    }

    public TimeProvider Time { get; }

    public string Url => app.Urls.First();

    public virtual async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await app.DisposeAsync();
        end.Dispose();
        GC.SuppressFinalize(this);
    }

    protected Task Begin() => app.StartAsync();

    protected abstract Task Answer(HttpContext context);

    /// <summary>No answer comes, until the caller gives up or the test is over.</summary>
    protected async Task Silence(HttpContext context)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, end.Token);
        await Task.Delay(Timeout.Infinite, either.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        context.Abort();
    }
}
