using System.Text.Json;
using Pendopo.Channels.Connected;

namespace Pendopo.Channels.Google;

/// <summary>What a person gave: an access token of an hour, and a refresh token by which another is got.</summary>
/// <param name="Scopes">What was allowed.</param>
internal sealed record GoogleGrant(string Access, string Refresh, DateTimeOffset EndsAt, IReadOnlyList<string> Scopes)
{
    // Two clocks differ, and a call takes its time.
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(2);

    /// <summary>Until then somebody fetches a new one: where refresh tokens rotate, each is good for once.</summary>
    public DateTimeOffset? RenewedBy { get; init; }

    public bool IsOver(DateTimeOffset now) => now >= EndsAt - Early;

    /// <summary>An answer of the token endpoint; null when it is none. A refresh may tell no new refresh token, and then the old one stays good.</summary>
    public static GoogleGrant? Read(JsonElement told, string refresh, IReadOnlyList<string> scopes, DateTimeOffset now)
    {
        var access = told.Text("access_token");
        var renewed = told.Text("refresh_token") is { Length: > 0 } other ? other : refresh;
        return access.Length == 0 || renewed.Length == 0 ? null : new(access, renewed, now.AddSeconds(told.Count("expires_in") ?? 3600),
            told.Text("scope") is { Length: > 0 } said ? said.Split(' ', StringSplitOptions.RemoveEmptyEntries) : scopes);
    }

    // A record prints its members, and these are secrets.
    public override string ToString() => $"Google until {EndsAt:O}";
}

/// <summary>What is kept of an account that is reached with a grant of Google.</summary>
internal interface IGoogleKeys<TKeys> : IRenewedKeys<TKeys>
{
    GoogleGrant Grant { get; }

    string IRenewedKeys<TKeys>.Access => Grant.Access;

    DateTimeOffset? IRenewedKeys<TKeys>.RenewedBy => Grant.RenewedBy;

    TKeys IRenewedKeys<TKeys>.Claimed(DateTimeOffset? until) => With(Grant with { RenewedBy = until });

    TKeys With(GoogleGrant grant);
}
