using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Views;

namespace Pendopo.Publishing.Public;

/// <summary>Counts views and clicks in memory, without knowing who looked. What a crash loses is a few seconds of counting.</summary>
internal sealed class ViewTally(TimeProvider time)
{
    // Names under which robots, previews and monitors call themselves.
    private static readonly string[] Robots = ["bot", "crawl", "spider", "slurp", "preview", "facebookexternalhit", "lighthouse", "curl", "wget", "python", "monitor", "headless", "mastodon", "bluesky"];

    private ConcurrentDictionary<(Id<Centre> Centre, Id<Post> Post, DateOnly Day), (int Views, int Clicks)> counts = new();

    public void View(Centre centre, Id<Post> post, HttpRequest request)
    {
        if (IsPerson(request))
            Add(centre, post, 1, 0);
    }

    public void Click(Centre centre, Id<Post> post, HttpRequest request)
    {
        if (IsPerson(request))
            Add(centre, post, 0, 1);
    }

    /// <summary>Takes what was counted since the last time.</summary>
    public IReadOnlyDictionary<(Id<Centre> Centre, Id<Post> Post, DateOnly Day), (int Views, int Clicks)> Take() =>
        Interlocked.Exchange(ref counts, new());

    private void Add(Centre centre, Id<Post> post, int views, int clicks) =>
        counts.AddOrUpdate((centre.Id, post, DateOnly.FromDateTime(centre.Local(time.GetUtcNow()).DateTime)), (views, clicks),
            (_, known) => (known.Views + views, known.Clicks + clicks));

    /// <summary>Whether somebody looks, and not a robot, a preview or a monitor; nothing of the request is kept.</summary>
    internal static bool IsPerson(HttpRequest request)
    {
        var agent = request.Headers.UserAgent.ToString();
        return HttpMethods.IsGet(request.Method) && request.HttpContext.Features.Get<OnlyTheHead>() is null && agent.Length > 0 && !request.Headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.Ordinal)
            && !Robots.Any(name => agent.Contains(name, StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>Writes the tally down every few seconds, and once more when the program stops.</summary>
internal sealed class ViewWriter(ViewTally tally, IServiceScopeFactory scopes, Readiness readiness, TimeProvider time, ILogger<ViewWriter> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Ready.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryWrite(stoppingToken);
        }
        finally
        {
            await TryWrite(CancellationToken.None);
        }
    }

    private async Task TryWrite(CancellationToken cancel)
    {
        try
        {
            await Write(cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogWarning(error, "A few seconds of counted views could not be written down");
        }
    }

    internal async Task Write(CancellationToken cancel)
    {
        var counted = tally.Take();
        if (counted.Count == 0)
            return;
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().EnterInstallation();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        foreach (var (key, (views, clicks)) in counted)
        {
            var known = await db.Set<ViewCount>().AcrossCentres().Where(row => row.PostId == key.Post && row.Day == key.Day)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Views, row => row.Views + views).SetProperty(row => row.Clicks, row => row.Clicks + clicks), cancel);
            if (known == 0)
                db.Add(ViewCount.Of(key.Post, key.Centre, key.Day, views, clicks));
        }
        await db.SaveChangesAsync(cancel);
    }
}
