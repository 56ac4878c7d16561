namespace Pendopo.Tests.StandIns.Graph;

/// <summary>The ways in which a call goes wrong.</summary>
internal enum GraphFault
{
    /// <summary>None: the fault set behind it meets the call behind.</summary>
    None,
    /// <summary>The connection breaks before anything happened.</summary>
    BreakBefore,
    /// <summary>It takes effect, and the connection breaks before the answer.</summary>
    BreakAfter,
    /// <summary>It takes effect, and no answer comes until the caller gives up.</summary>
    SilentAfter,
    /// <summary>500 with code 2 and `is_transient`, without effect.</summary>
    ServerError,
    /// <summary>500 with a page of HTML, after it took effect.</summary>
    ServerErrorAfter,
    /// <summary>200 with half an answer, after it took effect.</summary>
    WrongJson,
    /// <summary>200 with an empty object, after it took effect.</summary>
    EmptyAnswer,
    /// <summary>190 with 460: the password was changed.</summary>
    TokenRevoked,
    /// <summary>190 with 463: the token's time is over.</summary>
    TokenEnded,
    /// <summary>The limit of the app: code 4.</summary>
    AppLimit,
    /// <summary>The limit of the account: code 80001 (pages) or 80002 (Instagram), with the minutes in the usage header.</summary>
    AccountLimit,
    /// <summary>A right was taken away: code 200.</summary>
    NoPermission,
    /// <summary>Blocked for policy: code 368.</summary>
    Blocked,
    /// <summary>Code 100 with 33, as in the outage of May 2026: a valid account seems not to exist.</summary>
    SeemsGone,
    /// <summary>Code 506: the same post again.</summary>
    DuplicatePost,
    /// <summary>It takes effect twice.</summary>
    Twice,
}
