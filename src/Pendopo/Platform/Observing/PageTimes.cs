using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Pendopo.Platform.Observing;

/// <summary>How long the pages of one address pattern took on this node.</summary>
/// <param name="Route">Method and pattern, `GET /posts/{Slug}`; never an address with what a person typed.</param>
/// <param name="Usual">Half of them were quicker, in milliseconds; to about a sixth.</param>
/// <param name="Slow">19 of 20 were quicker.</param>
/// <param name="Failed">How many ended with a fault of the program (5xx).</param>
public sealed record PageTime(string Route, long Count, double Usual, double Slow, long Failed);

/// <summary>Counts, by address pattern, how long answers took in this hour and the one before.</summary>
public sealed class PageTimes(TimeProvider time)
{
    // Patterns come from the program itself, so there are few; the bound holds should one day somebody else name them.
    private const int Most = 1000;

    private readonly Lock turning = new();
    private Hour current = new(0), before = new(0);

    public void Note(string route, TimeSpan took, bool failed)
    {
        var hour = Now();
        if (hour.Routes.Count < Most || hour.Routes.ContainsKey(route))
            hour.Routes.GetOrAdd(route, _ => new()).Add(took.TotalMilliseconds, failed);
    }

    /// <summary>The slowest first.</summary>
    public IReadOnlyList<PageTime> Slowest(int count)
    {
        var hour = Now();
        return [.. hour.Routes.Keys.Union(before.Routes.Keys).Select(route => Tally.Sum(route, hour.Routes.GetValueOrDefault(route), before.Routes.GetValueOrDefault(route)))
            .OrderByDescending(page => page.Slow).ThenBy(page => page.Route, StringComparer.Ordinal).Take(count)];
    }

    private Hour Now()
    {
        var number = time.GetUtcNow().UtcTicks / TimeSpan.TicksPerHour;
        var hour = current;
        if (hour.Number == number)
            return hour;
        lock (turning)
        {
            if (current.Number != number)
                (before, current) = (current.Number == number - 1 ? current : new(0), new(number));
            return current;
        }
    }

    private sealed class Hour(long number)
    {
        public long Number { get; } = number;
        public ConcurrentDictionary<string, Tally> Routes { get; } = new(StringComparer.Ordinal);
    }

    /// <summary>Buckets that grow by a third: 64 of them reach from a quarter of a millisecond to hours.</summary>
    private sealed class Tally
    {
        private const double First = 0.25, Growth = 4.0 / 3;
        private readonly long[] buckets = new long[64];
        private long failed;

        public void Add(double milliseconds, bool fault)
        {
            var bucket = milliseconds <= First ? 0 : (int)Math.Ceiling(Math.Log(milliseconds / First, Growth));
            Interlocked.Increment(ref buckets[Math.Min(bucket, buckets.Length - 1)]);
            if (fault)
                Interlocked.Increment(ref failed);
        }

        public static PageTime Sum(string route, Tally? one, Tally? other)
        {
            var all = new long[64];
            for (var i = 0; i < all.Length; i++)
                all[i] = (one?.buckets[i] ?? 0) + (other?.buckets[i] ?? 0);
            var count = all.Sum();
            return new(route, count, At(all, count, 0.5), At(all, count, 0.95), (one?.failed ?? 0) + (other?.failed ?? 0));
        }

        private static double At(long[] all, long count, double part)
        {
            var (seen, wanted) = (0L, (long)Math.Ceiling(count * part));
            for (var i = 0; i < all.Length; i++)
            {
                if ((seen += all[i]) >= wanted)
                    return First * Math.Pow(Growth, i);
            }
            return 0;
        }
    }
}

/// <summary>Takes the time of every answer that has an address pattern. A stream that lasts as long as a page is open is none.</summary>
internal sealed class PageTimesMiddleware(RequestDelegate next, PageTimes times)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            Trace(context);
            if (context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } pattern } && context.Response.ContentType?.StartsWith("text/event-stream", StringComparison.Ordinal) != true
                && !context.WebSockets.IsWebSocketRequest)
                times.Note($"{context.Request.Method} /{pattern.TrimStart('/')}", Stopwatch.GetElapsedTime(started), context.Response.StatusCode >= 500);
        }
    }

    /// <summary>The framework leaves its trace of a request without words; these hold the pattern and never the address.</summary>
    private static void Trace(HttpContext context)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } trace)
            return;
        trace.SetTag("http.request.method", context.Request.Method);
        trace.SetTag("http.response.status_code", context.Response.StatusCode);
        if (context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } pattern })
            trace.SetTag("http.route", "/" + pattern.TrimStart('/'));
    }
}
