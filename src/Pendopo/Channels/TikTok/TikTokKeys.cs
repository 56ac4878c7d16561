using System.Text.Json;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.TikTok;

/// <summary>A video on its way. Its number is kept before the first byte: what it became is the proof whether the video is out.</summary>
/// <param name="Address">Where its bytes go; it lives an hour.</param>
/// <param name="Chunk">Bytes of a part; the last one is larger where the network counts them so.</param>
internal sealed record TikTokUpload(string Id, string Address, long Chunk, int Chunks, bool OnlySelf, DateTimeOffset BegunAt)
{
    /// <summary>Whose words and video these are; those of another go up anew.</summary>
    public int Revision { get; init; }

    /// <summary>Kept before the last part, after which the network shows the video by itself.</summary>
    public bool Ending { get; init; }
}

/// <summary>What a person gave: an access token of a day, and a refresh token of a year.</summary>
internal sealed record TikTokGrant(string Access, string Refresh, DateTimeOffset EndsAt, DateTimeOffset RefreshEndsAt, IReadOnlyList<string> Scopes)
{
    /// <summary>Until then somebody fetches a new one: a refresh token may be good for once.</summary>
    public DateTimeOffset? RenewedBy { get; init; }

    public static TikTokGrant? Read(JsonElement told, string refresh, DateTimeOffset now)
    {
        var (access, renewed) = (told.Text("access_token"), told.Text("refresh_token") is { Length: > 0 } other ? other : refresh);
        return access.Length == 0 || renewed.Length == 0 ? null
            : new(access, renewed, now.AddSeconds(told.Count("expires_in") ?? 86_400), now.AddSeconds(told.Count("refresh_expires_in") ?? 31_536_000), told.Text("scope").Split(',', StringSplitOptions.RemoveEmptyEntries));
    }

    // A record prints its members, and these are secrets.
    public override string ToString() => $"TikTok until {EndsAt:O}";
}

/// <summary>What is kept of an account, encrypted.</summary>
internal sealed record TikTokKeys(string Account, string Username, TikTokGrant Grant) : IRenewedKeys<TikTokKeys>
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(60);

    /// <summary>By the key of the publication.</summary>
    public IReadOnlyDictionary<Guid, TikTokUpload> Uploads { get; init; } = new Dictionary<Guid, TikTokUpload>();

    /// <summary>Whose turn it is to be begun, and when.</summary>
    public IReadOnlyList<TikTokPlace> Places { get; init; } = [];

    string IRenewedKeys<TikTokKeys>.Access => Grant.Access;

    DateTimeOffset? IRenewedKeys<TikTokKeys>.RenewedBy => Grant.RenewedBy;

    public TikTokKeys Claimed(DateTimeOffset? until) => this with { Grant = Grant with { RenewedBy = until } };

    public TikTokKeys With(Guid post, TikTokUpload upload) =>
        this with { Uploads = Uploads.Where(pair => pair.Key != post && upload.BegunAt - pair.Value.BegunAt < KeptFor).Append(new(post, upload)).ToDictionary() };

    public TikTokKeys Without(Guid post) => this with { Uploads = Uploads.Where(pair => pair.Key != post).ToDictionary() };

    /// <summary>Whether an upload of a post that was intended then would still be known.</summary>
    public static bool Remembers(DateTimeOffset intendedAt, DateTimeOffset now) => now - intendedAt < KeptFor;

    // A record prints its members, and this one holds tokens.
    public override string ToString() => $"@{Username}";
}
