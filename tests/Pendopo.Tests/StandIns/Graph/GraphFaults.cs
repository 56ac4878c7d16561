using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Pendopo.Tests.StandIns.Graph;

/// <summary>What goes wrong with which calls, in the order in which it was told.</summary>
internal sealed class GraphFaults
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<GraphFault>> waiting = new();

    public void Set(string edge, params ReadOnlySpan<GraphFault> kinds)
    {
        foreach (var kind in kinds)
            waiting.GetOrAdd(edge, _ => new()).Enqueue(kind);
    }

    public void Clear() => waiting.Clear();

    public GraphFault Take(string edge) => waiting.TryGetValue(edge, out var queue) && queue.TryDequeue(out var fault) ? fault : GraphFault.None;

    /// <summary>The answer of a call that has no effect; null when it is served.</summary>
    /// <param name="accountLimit">The code by which this kind of account tells that its calls are used up.</param>
    public static GraphReply? Before(GraphCall call, GraphFault fault, int accountLimit) => fault switch
    {
        GraphFault.ServerError => GraphReply.Error(2, "Service temporarily unavailable", passing: true),
        GraphFault.TokenRevoked => GraphTokens.Revoked,
        GraphFault.TokenEnded => GraphTokens.Ended,
        GraphFault.AppLimit => GraphReply.Error(4, "Application request limit reached", status: 403),
        GraphFault.AccountLimit => GraphReply.Error(accountLimit, "There have been too many calls to this account", status: 400),
        GraphFault.NoPermission => GraphReply.Error(200, "Permissions error"),
        GraphFault.Blocked => GraphReply.Error(368, "The action attempted has been deemed abusive or is otherwise disallowed", status: 400),
        GraphFault.SeemsGone => GraphReply.Unknown(call.Path[0]),
        GraphFault.DuplicatePost => GraphReply.Error(506, "Duplicate status message", status: 400),
        _ => null,
    };

    /// <summary>What comes back in place of the answer of a call that took effect.</summary>
    public static GraphReply After(GraphFault fault, GraphReply reply) => fault switch
    {
        GraphFault.ServerErrorAfter => new(500, new JsonObject(), "<html><body>Sorry, something went wrong.</body></html>"),
        GraphFault.WrongJson => new(200, new JsonObject(), "{\"id\":\"1"),
        GraphFault.EmptyAnswer => GraphReply.Ok(new JsonObject()),
        _ => reply,
    };

    /// <summary>Whether the connection ends without an answer.</summary>
    public static async Task<bool> Breaks(HttpContext context, GraphFault fault, CancellationToken end)
    {
        if (fault == GraphFault.SilentAfter)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, end);
            await Task.Delay(Timeout.Infinite, either.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
        if (fault is not (GraphFault.BreakAfter or GraphFault.SilentAfter))
            return false;
        context.Abort();
        return true;
    }
}
