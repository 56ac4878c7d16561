using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Pendopo.Tests.StandIns.Graph;

namespace Pendopo.Tests.StandIns.Threads;

/// <summary>
/// graph.threads.net (and the page of threads.net that asks a person) with one account, as the network's own pages tell them; what is unverified stands in
/// <see cref="Facts"/> and can be switched. It misbehaves in the ways of <see cref="GraphFault"/>.
/// </summary>
internal sealed class ThreadsStandIn : IAsyncDisposable
{
    public const string AppId = "290029002900", AppSecret = "fedcba9876543210fedcba9876543210";
    private readonly WebApplication app;
    private readonly GraphFaults faults = new();
    private readonly CancellationTokenSource end = new();
    private int made;

    private ThreadsStandIn(WebApplication app, TimeProvider time)
    {
        (this.app, Time) = (app, time);
        Tokens = new(this);
        Talk = new(this);
        Account = new(this);
    }

    public string Url => app.Urls.First();

    public TimeProvider Time { get; }

    public ThreadsFacts Facts { get; } = new();

    public ThreadsTokens Tokens { get; }

    public ThreadsAccount Account { get; }

    public ThreadsTalk Talk { get; }

    public GraphMedia Media { get; } = new();

    public Pendopo.Tests.StandIns.Graph.GraphUsage Usage { get; } = new();

    /// <summary>Every call that came, in order.</summary>
    public ConcurrentQueue<GraphCall> Calls { get; } = new();

    public static async Task<ThreadsStandIn> StartAsync(TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new ThreadsStandIn(builder.Build(), time ?? TimeProvider.System);
        server.app.Run(server.Answer);
        await server.app.StartAsync();
        return server;
    }

    public string NextId() => $"1806{Interlocked.Increment(ref made):D6}";

    /// <summary>The next calls of an edge (`POST threads`, `POST threads_publish`, `GET node`, `POST manage_reply`) go wrong, each in its way.</summary>
    public void Misbehave(string edge, params ReadOnlySpan<GraphFault> kinds) => faults.Set(edge, kinds);

    /// <summary>Faults that met no call are forgotten.</summary>
    public void Behave() => faults.Clear();

    public int Count(string edge) => Calls.Count(call => call.Edge == edge);

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await app.DisposeAsync();
        Media.Dispose();
        end.Dispose();
    }

    private async Task Answer(HttpContext context)
    {
        if (context.Request.Path.Value!.EndsWith("/oauth/authorize", StringComparison.Ordinal))
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
        var reply = GraphFaults.Before(call, fault, 80016) ?? await Serve(call);
        if (fault == GraphFault.Twice)
            await Serve(call);
        reply = GraphFaults.After(fault, reply);
        if (await GraphFaults.Breaks(context, fault, end.Token))
            return;
        Usage.Tell(context.Response.Headers, ThreadsAccount.Id, "threads", fault == GraphFault.AccountLimit);
        context.Response.StatusCode = Facts.ErrorsInside200 && reply.Body is JsonObject body && body.ContainsKey("error") ? 200 : reply.Status;
        context.Response.ContentType = reply.Plain is { } plain && plain.StartsWith('<') ? "text/html" : "application/json";
        await context.Response.WriteAsync(reply.Plain ?? reply.Body.ToJsonString());
    }

    private async Task<GraphReply> Serve(GraphCall call) =>
        Tokens.Open(call) ?? Tokens.Check(call) ?? Tokens.Debug(call) ?? await Account.Serve(call) ?? Talk.Serve(call) ?? GraphReply.Unknown(call.Path[0]);
}
