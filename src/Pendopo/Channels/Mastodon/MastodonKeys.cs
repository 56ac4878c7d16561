using System.Text.Json.Serialization;

namespace Pendopo.Channels.Mastodon;

/// <summary>What is kept of an account on a server with the Mastodon API, encrypted.</summary>
/// <param name="Server">Origin of the server, without a slash at its end.</param>
/// <param name="Token">Whoever has it may do what was allowed.</param>
/// <param name="Account">The account's own number there.</param>
/// <param name="Handle">What people call it: `@melati@sosial.example`.</param>
/// <param name="Granted">What the person allowed.</param>
/// <param name="KeepsKeys">Whether the server remembers an Idempotency-Key, so that the same call made again is one.</param>
/// <param name="Bounds">The server's limits when it was last asked.</param>
internal sealed record MastodonKeys(string Server, string Token, string Account, string Handle, IReadOnlyList<string> Granted, bool KeepsKeys, MastodonBounds Bounds)
{
    private static readonly TimeSpan DraftsLive = TimeSpan.FromDays(2);

    /// <summary>Posts on their way, by their lasting key.</summary>
    public IReadOnlyDictionary<Guid, MastodonDraft> Drafts { get; init; } = new Dictionary<Guid, MastodonDraft>();

    /// <summary>Names the account in the book of what may be called.</summary>
    [JsonIgnore]
    public string Name => $"{Server} {Account}";

    public MastodonKeys With(Guid post, MastodonDraft draft, DateTimeOffset now) =>
        this with { Drafts = Drafts.Where(one => one.Key != post && one.Value.At > now - DraftsLive).Append(new(post, draft)).ToDictionary() };

    // A record prints its members, and this one holds a token.
    public override string ToString() => $"account {Account} of {Server}";
}

/// <summary>A post on its way.</summary>
/// <param name="Media">The server's numbers of its pictures, in their order.</param>
/// <param name="Begun">Whether the call that shows it was made: from then on the server is looked at before it is made again.</param>
internal sealed record MastodonDraft(IReadOnlyList<string> Media, bool Begun, DateTimeOffset At)
{
    /// <summary>Whose pictures these are; those of another are handed over anew.</summary>
    public int Revision { get; init; }
}
