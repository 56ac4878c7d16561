using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Pendopo.Tests.StandIns.Mastodon;

/// <summary>What a server allows in a time: all calls in five minutes, deletions and uploads in thirty.</summary>
internal sealed class MastodonLimits(MastodonStandIn server)
{
    private static readonly TimeSpan Short = TimeSpan.FromMinutes(5), Long = TimeSpan.FromMinutes(30);
    private readonly ConcurrentQueue<DateTimeOffset> calls = new(), deletions = new(), uploads = new();

    public int Calls { get; set; } = 300;

    public int Deletions { get; set; } = 30;

    public int Uploads { get; set; } = 30;

    public bool MayCall() => May(calls, Calls, Short);

    public bool MayDelete() => May(deletions, Deletions, Long);

    public bool MayUpload() => May(uploads, Uploads, Long);

    /// <summary>Tells the limit that this call counts for.</summary>
    public void Tell(IHeaderDictionary headers, MastodonCall call, bool usedUp)
    {
        if (!server.Facts.TellsLimits)
            return;
        var (counted, most, window) = call.Edge switch
        {
            "DELETE /api/v1/statuses/:id" => (deletions, Deletions, Long),
            "POST /api/v2/media" or "POST /api/v1/media" => (uploads, Uploads, Long),
            _ => (calls, Calls, Short),
        };
        var left = usedUp ? 0 : Math.Max(0, most - counted.Count);
        // The window ends when the clock shows its next round figure, as the server's own counter does.
        var ends = new DateTimeOffset((server.Now.UtcTicks / window.Ticks * window.Ticks) + window.Ticks, TimeSpan.Zero);
        headers["X-RateLimit-Limit"] = most.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = left.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = MastodonStandIn.Told(ends);
    }

    private bool May(ConcurrentQueue<DateTimeOffset> counted, int most, TimeSpan window)
    {
        var began = new DateTimeOffset(server.Now.UtcTicks / window.Ticks * window.Ticks, TimeSpan.Zero);
        while (counted.TryPeek(out var oldest) && oldest < began)
            counted.TryDequeue(out _);
        if (counted.Count >= most)
            return false;
        counted.Enqueue(server.Now);
        return true;
    }
}
