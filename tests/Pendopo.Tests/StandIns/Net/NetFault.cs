namespace Pendopo.Tests.StandIns.Net;

/// <summary>The ways in which a call goes wrong.</summary>
internal enum NetFault
{
    /// <summary>None: the fault set behind it meets the call behind.</summary>
    None,
    /// <summary>The connection breaks before anything happened.</summary>
    BreakBefore,
    /// <summary>It takes effect, and the connection breaks before the answer.</summary>
    BreakAfter,
    /// <summary>It takes effect, and no answer comes until the caller gives up.</summary>
    SilentAfter,
    /// <summary>The network's own 500, without effect.</summary>
    ServerError,
    /// <summary>500 with a page of HTML, after it took effect.</summary>
    ServerErrorAfter,
    /// <summary>200 with half an answer, after it took effect.</summary>
    WrongJson,
    /// <summary>200 with an empty object, after it took effect.</summary>
    EmptyAnswer,
    /// <summary>The token is dead from now on.</summary>
    TokenRevoked,
    /// <summary>The quota of the day is used up.</summary>
    QuotaUsedUp,
    /// <summary>Too much at once; `Retry-After` where the network sends one.</summary>
    RateLimited,
    /// <summary>A right was taken away.</summary>
    Forbidden,
    /// <summary>It takes effect twice.</summary>
    Twice,
}
