using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Pendopo.Tests.StandIns.Wire;

/// <summary>A small server in place of a network: it keeps every call, and a test tells which go wrong and how. What is answered is the network's.</summary>
internal abstract class WireStandIn(TimeProvider? time) : StandInServer(time)
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<WireFault>> faults = new();

    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Every call that came, in order.</summary>
    public ConcurrentQueue<WireCall> Calls { get; } = new();

    /// <summary>The next calls of an edge go wrong, each in its way.</summary>
    public void Misbehave(string edge, params ReadOnlySpan<WireFault> kinds)
    {
        foreach (var kind in kinds)
            faults.GetOrAdd(edge, _ => new()).Enqueue(kind);
    }

    /// <summary>Faults that met no call are forgotten.</summary>
    public void Behave() => faults.Clear();

    public int Count(string edge) => Calls.Count(call => call.Edge == edge);

    /// <summary>How a path is called in faults and counts, without the method.</summary>
    protected abstract string Edge(string method, string[] path, IReadOnlyDictionary<string, string> query);

    protected abstract WireReply Serve(WireCall call);

    /// <summary>The refusal of a call that goes wrong without effect; null where the fault lets it take effect.</summary>
    protected abstract WireReply? Refusal(WireFault fault);

    protected override async Task Answer(HttpContext context)
    {
        var call = await WireCall.Of(context.Request, Edge);
        Calls.Enqueue(call);
        var fault = faults.TryGetValue(call.Edge, out var waiting) && waiting.TryDequeue(out var found) ? found : WireFault.None;
        if (fault == WireFault.BreakBefore)
        {
            context.Abort();
            return;
        }
        var reply = Refusal(fault) ?? Serve(call);
        if (fault == WireFault.Twice)
            Serve(call);
        if (fault == WireFault.SilentAfter)
            await Silence(context);
        else if (fault == WireFault.BreakAfter)
            context.Abort();
        else
            await Write(context.Response, After(fault, reply));
    }

    private static WireReply After(WireFault fault, WireReply reply) => fault switch
    {
        WireFault.ServerErrorAfter => new(500) { Plain = "<html><body>Something is technically wrong.</body></html>" },
        WireFault.WrongJson => new(reply.Status) { Plain = "{\"data\":{\"id\":\"1" },
        WireFault.EmptyAnswer => new(reply.Status == 204 ? 200 : reply.Status) { Plain = "{}" },
        _ => reply,
    };

    private static async Task Write(HttpResponse response, WireReply reply)
    {
        response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers)
            response.Headers[name] = value;
        if (reply.Plain is null && reply.Body is null)
            return;
        response.ContentType = reply.Plain is { } plain ? plain.StartsWith('<') ? "text/html" : "application/json" : "application/json";
        await response.WriteAsync(reply.Plain ?? reply.Body!.ToJsonString());
    }
}
