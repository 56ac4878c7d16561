using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Pendopo.Tests.StandIns.Gates;

/// <summary>A call on its way to a network.</summary>
/// <param name="Number">The how manieth through this gate, from 1.</param>
/// <param name="Name">Method and path.</param>
internal sealed record Passing(int Number, string Name)
{
    /// <summary>Of the network's answer; 0 before it answered.</summary>
    public int Status { get; set; }

    /// <summary>What the network answered.</summary>
    public string Answer { get; set; } = "";

    public long At { get; } = Stopwatch.GetTimestamp();
}

/// <summary>Stands before a stand-in: every call passes here, each way, where a test may look at it, hold it, or make it the last thing that the program did. Addresses that
/// the network tells lead through the gate, too.</summary>
internal sealed class TollGate : IAsyncDisposable
{
    private static readonly string[] Kept = ["Host", "Connection", "Transfer-Encoding", "Content-Length", "Expect"];
    private readonly WebApplication app;
    private readonly string inner;
    private readonly HttpClient beyond = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private int number;

    private TollGate(WebApplication app, string inner) => (this.app, this.inner) = (app, inner.TrimEnd('/'));

    public string Url => app.Urls.First();

    public ConcurrentQueue<Passing> Passed { get; } = new();

    /// <summary>Runs before a call reaches the network, and may wait.</summary>
    public Func<Passing, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs when the network did what was asked, before the caller hears of it.</summary>
    public Func<Passing, Task> After { get; set; } = _ => Task.CompletedTask;

    /// <param name="inner">Where the network is.</param>
    public static async Task<TollGate> To(string inner)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 300 << 20);
        var gate = new TollGate(builder.Build(), inner);
        gate.app.Run(gate.Pass);
        await gate.app.StartAsync();
        return gate;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        beyond.Dispose();
    }

    private async Task Pass(HttpContext http)
    {
        var target = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var passing = new Passing(Interlocked.Increment(ref number), $"{http.Request.Method} {target.Split('?')[0]}");
        Passed.Enqueue(passing);
        // Read before anything is held: a caller that is gone has said all it had to say.
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        await Before(passing);
        using var request = new HttpRequestMessage(HttpMethod.Parse(http.Request.Method), inner + target) { Content = body.Length > 0 || http.Request.ContentType is not null ? new ByteArrayContent(body.ToArray()) : null };
        foreach (var (name, value) in http.Request.Headers)
            if (!Kept.Contains(name, StringComparer.OrdinalIgnoreCase) && !request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value))
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value);
        HttpResponseMessage answer;
        try
        {
            answer = await beyond.SendAsync(request);
        }
        catch (HttpRequestException)
        {
            // The network broke the connection: so does the gate.
            http.Abort();
            return;
        }
        using (answer)
        {
            passing.Answer = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync()).Replace(inner, Url, StringComparison.Ordinal).Replace(Escaped(inner), Escaped(Url), StringComparison.Ordinal);
            passing.Status = (int)answer.StatusCode;
            await After(passing);
            http.Response.StatusCode = passing.Status;
            foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
                if (!Kept.Contains(name, StringComparer.OrdinalIgnoreCase))
                    http.Response.Headers[name] = values.Select(value => value.Replace(inner, Url, StringComparison.Ordinal)).ToArray();
            if (passing.Answer.Length > 0)
                await http.Response.WriteAsync(passing.Answer);
        }
    }

    // As JSON may write it.
    private static string Escaped(string url) => url.Replace("/", "\\/", StringComparison.Ordinal);
}
