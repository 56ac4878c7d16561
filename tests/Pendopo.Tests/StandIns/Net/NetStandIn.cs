using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Pendopo.Tests.StandIns.Net;

/// <summary>A network that a test stands in for: a small server on a free port, which keeps what came (<see cref="Calls"/>) and can be told to misbehave.</summary>
internal abstract class NetStandIn(TimeProvider time) : StandInServer(time)
{
    private readonly ConcurrentQueue<(string Name, NetFault Fault)> faults = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private long made;

    /// <summary>Every call that came, in order, byte for byte.</summary>
    public ConcurrentQueue<NetCall> Calls { get; } = new();

    /// <summary>How long what is made from now on stays out of every list: the network is late.</summary>
    public TimeSpan Late { get; set; }

    /// <summary>The next calls whose name ends so (`POST /token`, `/comments`) go wrong, each in its way.</summary>
    public void Misbehave(string name, params ReadOnlySpan<NetFault> kinds)
    {
        foreach (var kind in kinds)
            faults.Enqueue((name, kind));
    }

    /// <summary>Faults that met no call are forgotten.</summary>
    public void Behave() => faults.Clear();

    /// <summary>The number of calls whose name ends so.</summary>
    public int Count(string name) => Calls.Count(call => call.Name.EndsWith(name, StringComparison.Ordinal));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        turn.Dispose();
    }

    internal string NextId(string before) => before + Interlocked.Increment(ref made).ToString(CultureInfo.InvariantCulture);

    internal DateTimeOffset VisibleFrom() => Time.GetUtcNow() + Late;

    internal string Now => Stamp(Time.GetUtcNow());

    internal static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    protected abstract NetReply Serve(NetCall call);

    /// <summary>What the network answers in place of serving; null serves.</summary>
    protected abstract NetReply? Refuse(NetFault fault, NetCall call);

    /// <summary>A page that a person sees (an OAuth consent); true when it was one.</summary>
    protected virtual bool IsPage(HttpContext context) => false;

    protected override async Task Answer(HttpContext context)
    {
        if (IsPage(context))
            return;
        var call = await NetCall.Of(context.Request);
        var (fault, reply) = await InTurn(call);
        switch (fault)
        {
            case NetFault.BreakBefore or NetFault.BreakAfter:
                context.Abort();
                return;
            case NetFault.SilentAfter:
                await Silence(context);
                return;
        }
        context.Response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers)
            context.Response.Headers[name] = value;
        if (reply.Body.Length == 0)
            return;
        context.Response.ContentType = reply.Body.StartsWith('<') ? "text/html" : "application/json; charset=utf-8";
        await context.Response.WriteAsync(reply.Body);
    }

    // One after the other: what a test orders meets the call it is meant for.
    private async Task<(NetFault Fault, NetReply Reply)> InTurn(NetCall call)
    {
        await turn.WaitAsync();
        try
        {
            Calls.Enqueue(call);
            var fault = faults.TryPeek(out var next) && call.Name.EndsWith(next.Name, StringComparison.Ordinal) && faults.TryDequeue(out next) ? next.Fault : NetFault.None;
            if (fault == NetFault.BreakBefore)
                return (fault, NetReply.NoContent);
            var reply = Refuse(fault, call) ?? Serve(call);
            if (fault == NetFault.Twice)
                Serve(call);
            return (fault, fault switch
            {
                NetFault.ServerErrorAfter => new(500, "<html><body>That's an error.</body></html>"),
                NetFault.WrongJson => new(200, "{\"id\":\"1"),
                NetFault.EmptyAnswer => new(200, "{}"),
                _ => reply,
            });
        }
        finally
        {
            turn.Release();
        }
    }
}
