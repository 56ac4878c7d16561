using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Pendopo.Tests.StandIns.Graph;

/// <summary>
/// graph.facebook.com (and the page of www.facebook.com that asks a person) with one page and one Instagram account, as reference material tells them;
/// what is unverified stands in <see cref="Facts"/> and can be switched. It may be told to misbehave (<see cref="Misbehave"/>, <see cref="GraphFault"/>).
/// </summary>
internal sealed class GraphStandIn : IAsyncDisposable
{
    public const string AppId = "190019001900", AppSecret = "0123456789abcdef0123456789abcdef", VerifyToken = "melati-verify";
    private readonly WebApplication app;
    private readonly GraphFaults faults = new();
    private readonly CancellationTokenSource end = new();

    private GraphStandIn(WebApplication app, TimeProvider time)
    {
        (this.app, Time, Usage) = (app, time, new());
        Tokens = new(this);
        Media = new();
        Page = new(this);
        Instagram = new(this);
        Webhooks = new(this);
    }

    public string Url => app.Urls.First();

    public TimeProvider Time { get; }

    public GraphFacts Facts { get; } = new();

    public GraphTokens Tokens { get; }

    public GraphUsage Usage { get; }

    public GraphMedia Media { get; }

    public PageStandIn Page { get; }

    public InstagramStandIn Instagram { get; }

    public GraphWebhooks Webhooks { get; }

    /// <summary>Every call that came, in order.</summary>
    public ConcurrentQueue<GraphCall> Calls { get; } = new();

    /// <summary>"Require app secret" of the app's settings.</summary>
    public bool RequiresProof { get; set; } = true;

    /// <summary>The oldest version that is served, and the newest.</summary>
    public (int Oldest, int Newest) Versions { get; set; } = (22, 26);

    /// <summary>The next numbers of what is made.</summary>
    public int Made;

    public string NextId(string before) => $"{before}{Interlocked.Increment(ref Made)}";

    public static async Task<GraphStandIn> StartAsync(TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 200 << 20);
        var server = new GraphStandIn(builder.Build(), time ?? TimeProvider.System);
        server.app.Run(server.Answer);
        await server.app.StartAsync();
        return server;
    }

    /// <summary>The next calls of an edge (`POST feed`, `POST media_publish`, `GET node`) go wrong, each in its way.</summary>
    public void Misbehave(string edge, params ReadOnlySpan<GraphFault> kinds) => faults.Set(edge, kinds);

    /// <summary>Faults that met no call are forgotten.</summary>
    public void Behave() => faults.Clear();

    public int Count(string edge) => Calls.Count(call => call.Edge == edge);

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await app.DisposeAsync();
        Media.Dispose();
        Webhooks.Dispose();
        end.Dispose();
    }

    /// <summary>Lower-hex HMAC-SHA256 of a token under the app's secret.</summary>
    public static string Proof(string token) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(AppSecret), Encoding.UTF8.GetBytes(token)));

    private async Task Answer(HttpContext context)
    {
        if (context.Request.Path.Value!.EndsWith("/dialog/oauth", StringComparison.Ordinal))
        {
            Tokens.Dialog(context);
            return;
        }
        var call = await GraphCall.Of(context.Request);
        Calls.Enqueue(call);
        var fault = faults.Take(call.Edge);
        if (fault == GraphFault.BreakBefore)
        {
            context.Abort();
            return;
        }
        var reply = GraphFaults.Before(call, fault, IsInstagram(call) ? 80002 : 80001) ?? await Serve(call);
        if (fault == GraphFault.Twice)
            await Serve(call);
        await Write(context, call, GraphFaults.After(fault, reply), fault);
    }

    private static bool IsInstagram(GraphCall call) => call.Path[0].StartsWith("178", StringComparison.Ordinal);

    private async Task<GraphReply> Serve(GraphCall call)
    {
        if (call.Version.Length > 0 && int.TryParse(call.Version[1..].Split('.')[0], out var number) && (number > Versions.Newest || (number < Versions.Oldest && !Facts.OldVersionsServed)))
            return GraphReply.Error(2635, $"You are calling a deprecated version of the Ads API. Please update to the latest version: v{Versions.Newest}.0.", status: 400);
        if (Tokens.Open(call) is { } open)
            return open;
        if (Tokens.Check(call) is { } refused)
            return refused;
        return Tokens.OfPerson(call) ?? await Page.Serve(call) ?? await Instagram.Serve(call) ?? GraphReply.Unknown(call.Path[0]);
    }

    private async Task Write(HttpContext context, GraphCall call, GraphReply reply, GraphFault fault)
    {
        if (await GraphFaults.Breaks(context, fault, end.Token))
            return;
        Usage.Tell(context.Response.Headers, call.Path[0], IsInstagram(call) ? "instagram" : "pages", fault == GraphFault.AccountLimit);
        context.Response.StatusCode = Facts.ErrorsInside200 && reply.Body is JsonObject body && body.ContainsKey("error") ? 200 : reply.Status;
        context.Response.ContentType = reply.Plain is { } plain && plain.StartsWith('<') ? "text/html" : "application/json";
        await context.Response.WriteAsync(reply.Plain ?? reply.Body.ToJsonString());
    }
}
