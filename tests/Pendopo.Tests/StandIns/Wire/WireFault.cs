namespace Pendopo.Tests.StandIns.Wire;

/// <summary>The ways in which a call of any network goes wrong.</summary>
internal enum WireFault
{
    /// <summary>None: the fault set behind it meets the call behind.</summary>
    None,
    /// <summary>The connection breaks before anything happened.</summary>
    BreakBefore,
    /// <summary>It takes effect, and the connection breaks before the answer.</summary>
    BreakAfter,
    /// <summary>It takes effect, and no answer comes until the caller gives up.</summary>
    SilentAfter,
    /// <summary>503 in the network's own shape, without effect.</summary>
    ServerError,
    /// <summary>500 with a page of HTML, after it took effect.</summary>
    ServerErrorAfter,
    /// <summary>The status of success with half an answer, after it took effect. Headers are left out, too.</summary>
    WrongJson,
    /// <summary>The status of success with an empty object and no headers, after it took effect.</summary>
    EmptyAnswer,
    /// <summary>A person took the app's rights away.</summary>
    TokenRevoked,
    /// <summary>The token's time is over.</summary>
    TokenEnded,
    /// <summary>Too many calls: to wait a little.</summary>
    RateLimit,
    /// <summary>What a day or month allows is used up.</summary>
    QuotaUsed,
    /// <summary>A right is missing.</summary>
    NoPermission,
    /// <summary>Refused for policy.</summary>
    Refused,
    /// <summary>404 of what is there.</summary>
    SeemsGone,
    /// <summary>The same words again, it says.</summary>
    Duplicate,
    /// <summary>It takes effect twice.</summary>
    Twice,
}
