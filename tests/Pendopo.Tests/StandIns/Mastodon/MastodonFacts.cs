namespace Pendopo.Tests.StandIns.Mastodon;

/// <summary>What no stored source proves of the Mastodon client API, or what servers do differently. Tests switch each both ways: a connector has to work
/// either way. The first value is what is most likely.</summary>
internal sealed class MastodonFacts
{
    /// <summary>[U] Tokens do not end by themselves; some servers of the same API let them end.</summary>
    public TimeSpan? TokensLive { get; set; }

    /// <summary>How old the server is: what it tells of its limits, and where.</summary>
    public MastodonAge Age { get; set; } = MastodonAge.Recent;

    /// <summary>The metadata of RFC 8414, since 4.3.</summary>
    public bool ServesDiscovery { get; set; } = true;

    /// <summary>[U] A challenge of PKCE is checked (since 4.3); older servers pass it by.</summary>
    public bool ChecksPkce { get; set; } = true;

    /// <summary>[U] The answer names the server itself, and its metadata says so (RFC 9207).</summary>
    public bool NamesItself { get; set; }

    /// <summary>How long an Idempotency-Key is remembered.</summary>
    public TimeSpan KeyLives { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Other servers of this API know no Idempotency-Key: each call is a new status.</summary>
    public bool KnowsKeys { get; set; } = true;

    /// <summary>[U] A second call with a key that came with other words answers the first status; otherwise it is refused.</summary>
    public bool KeyAnswersFirst { get; set; } = true;

    /// <summary>A medium that was attached is not found any more by its own number.</summary>
    public bool AttachedMediaAreHidden { get; set; } = true;

    /// <summary>[U] Whether the words of a deleted status come back under `text` (its source).</summary>
    public bool DeleteTellsSource { get; set; } = true;

    /// <summary>`quotes_count`, in recent versions only.</summary>
    public bool TellsQuotes { get; set; } = true;

    /// <summary>Whether X-RateLimit headers come with every answer.</summary>
    public bool TellsLimits { get; set; } = true;

    /// <summary>[U] The notification of a status that its author took away disappears.</summary>
    public bool ForgetsDeletedMentions { get; set; } = true;
}

/// <summary>What a server tells of its limits.</summary>
internal enum MastodonAge
{
    /// <summary>`/api/v2/instance` and `/api/v1/instance`, both with `configuration`.</summary>
    Recent,
    /// <summary>Only `/api/v1/instance`, with `configuration`.</summary>
    FirstVersionOnly,
    /// <summary>`/api/v1/instance` without `configuration`; a fork may tell `max_toot_chars`.</summary>
    TellsNothing,
}
