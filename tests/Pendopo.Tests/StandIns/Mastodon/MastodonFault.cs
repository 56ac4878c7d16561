namespace Pendopo.Tests.StandIns.Mastodon;

/// <summary>The ways in which a call goes wrong once.</summary>
internal enum MastodonFault
{
    /// <summary>None: the fault set behind it meets the call behind.</summary>
    None,
    /// <summary>The connection breaks before anything happened.</summary>
    BreakBefore,
    /// <summary>It takes effect, and the connection breaks before the answer.</summary>
    BreakAfter,
    /// <summary>It takes effect, and no answer comes until the caller gives up.</summary>
    SilentAfter,
    /// <summary>500 with a JSON error, without effect.</summary>
    ServerError,
    /// <summary>500 with a page of HTML, after it took effect.</summary>
    ServerErrorAfter,
    /// <summary>200 with half an answer, after it took effect.</summary>
    WrongJson,
    /// <summary>200 with an empty object, after it took effect.</summary>
    EmptyAnswer,
    /// <summary>200 with the page of some gateway, without effect.</summary>
    StrangePage,
    /// <summary>401: the person revoked the access.</summary>
    TokenRevoked,
    /// <summary>403: the account is suspended or its sign-in disabled.</summary>
    Suspended,
    /// <summary>403: a scope is missing.</summary>
    NoScope,
    /// <summary>429 with X-RateLimit-Reset five minutes ahead.</summary>
    LimitUsedUp,
    /// <summary>503 with Retry-After, as a server under maintenance tells it.</summary>
    Maintenance,
    /// <summary>422: the server does not take these words.</summary>
    Refused,
    /// <summary>It takes effect twice, as when a proxy repeats the call. A key that is known makes it one.</summary>
    Twice,
}
