using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.LinkedIn;

/// <summary>One call of the versioned interface. Numbers stand in its path with every letter escaped that is not plain.</summary>
/// <param name="Edge">What the network counts as one kind.</param>
internal sealed record LinkedInCall(string Edge, HttpMethod Method, string Path, JsonObject? Input = null)
{
    /// <summary>A change of what stands, which this interface tells by a header.</summary>
    public bool Patch { get; init; }

    public static LinkedInCall Get(string edge, string path) => new(edge, HttpMethod.Get, path);

    public static string Escaped(string urn) => Uri.EscapeDataString(urn);
}

/// <summary>What a look for something of our own brought.</summary>
/// <param name="Known">Whether LinkedIn answered.</param>
/// <param name="Id">What was found; null when it is not there.</param>
/// <param name="Until">Until when the day's limit keeps us from asking; null where it does not.</param>
internal sealed record LinkedInLook(bool Known, string? Id, DateTimeOffset? Until = null);

/// <summary>The interface of LinkedIn: calls in a page's name with the version of the settings, and the exchange of codes and tokens.</summary>
internal sealed class LinkedInApi(OutboundHttp outbound, LinkedInSettings settings)
{
    private const string Purpose = "linkedin";

    // A part of a video on a slow line.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public Task<OutboundReply> Send(string token, LinkedInCall call, CancellationToken cancel) => outbound.Send(new(call.Method, $"{settings.Server}/rest/{call.Path}", Purpose)
    {
        Headers = [new("Authorization", $"Bearer {token}"), new("Linkedin-Version", settings.Version), new("X-Restli-Protocol-Version", "2.0.0"), .. call.Patch ? [new KeyValuePair<string, string>("X-RestLi-Method", "PARTIAL_UPDATE")] : Array.Empty<KeyValuePair<string, string>>()],
        Accept = "application/json",
        Body = call.Input is { } input ? OutboundBody.Of(input.ToJsonString(), "application/json") : null,
    }, cancel);

    /// <summary>Brings bytes to an address that LinkedIn gave; it is asked for no token there.</summary>
    public async Task<LinkedInAnswer> Put(string address, OutboundBody bytes, CancellationToken cancel) =>
        LinkedInAnswer.Of(await outbound.Send(new(HttpMethod.Put, address, Purpose) { Body = bytes, Deadline = Patience }, cancel));

    /// <summary>Whether an address that was given is one of LinkedIn's own servers, to which alone the token goes.</summary>
    public bool IsOwn(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var told) && (told.Host.EndsWith(".linkedin.com", StringComparison.OrdinalIgnoreCase) || address.StartsWith(settings.Server + "/", StringComparison.Ordinal));

    /// <summary>Brings captions to the address that LinkedIn gave.</summary>
    /// <param name="token">Null where the address is not its own.</param>
    public async Task<LinkedInAnswer> Caption(string? token, string address, OutboundBody form, CancellationToken cancel) =>
        LinkedInAnswer.Of(await outbound.Send(OutboundRequest.Post(address, Purpose, form) with { Headers = token is null ? [] : [new("Authorization", $"Bearer {token}")], Deadline = Patience }, cancel));

    /// <summary>Exchanges a code or a refresh token (RFC 6749): secrets travel in the body.</summary>
    public async Task<LinkedInAnswer> Exchange(IEnumerable<(string Name, string Value)> fields, CancellationToken cancel)
    {
        var form = string.Join('&', fields.Concat([("client_id", settings.ClientId), ("client_secret", settings.Secret)]).Select(field => $"{field.Item1}={Uri.EscapeDataString(field.Item2)}"));
        return LinkedInAnswer.Of(await outbound.Send(OutboundRequest.Post($"{settings.Dialog}/oauth/v2/accessToken", Purpose, OutboundBody.Of(form, "application/x-www-form-urlencoded")) with { Accept = "application/json" }, cancel));
    }
}

/// <summary>Calls in the name of a connected page: limits of the day obeyed, tokens renewed before they end, by one job at a time over all nodes.</summary>
internal sealed class LinkedInCalls(LinkedInApi api, TimeProvider time)
{
    // Renewed some days ahead, so that a bad day of the network ends nothing.
    private static readonly TimeSpan Early = TimeSpan.FromDays(7);
    private readonly TokenRenewal renewal = new(time);
    private readonly ConcurrentDictionary<(string Page, string Edge), DateTimeOffset> pauses = new();

    /// <summary>A look that brought no answer, and until when it is in vain.</summary>
    public LinkedInLook Unseen(ConnectedAccount account, string edge, LinkedInAnswer answer) =>
        new(Known: false, null, answer.PausedUntil ?? (answer.OverLimit ? PausedUntil(account.Credentials<LinkedInKeys>().Page, edge) : null));

    /// <summary>Until when a page may not make such a call; null when it may.</summary>
    public DateTimeOffset? PausedUntil(string page, string edge) => pauses.TryGetValue((page, edge), out var until) && until > time.GetUtcNow() ? until : null;

    public async Task<LinkedInAnswer> Do(ConnectedAccount account, LinkedInCall call, CancellationToken cancel) =>
        PausedUntil(account.Credentials<LinkedInKeys>().Page, call.Edge) is { } until ? LinkedInAnswer.Paused(until) : await With(account, keys => Send(keys, call, cancel), cancel);

    /// <summary>Makes a call with a token that holds: renewed in time, and once more where it is refused.</summary>
    public async Task<LinkedInAnswer> With(ConnectedAccount account, Func<LinkedInKeys, Task<LinkedInAnswer>> call, CancellationToken cancel)
    {
        var keys = account.Credentials<LinkedInKeys>();
        // Ahead of its end a renewal that fails keeps nobody from calling.
        if (keys.Refresh.Length > 0 && keys.AccessEnds - Early <= time.GetUtcNow())
            keys = (await Renew(account, keys, cancel)).Keys ?? keys;
        var answer = await call(keys);
        if (!answer.TokenRefused)
            return answer;
        if (keys.Refresh.Length == 0)
            return answer with { SessionLost = true };
        var (renewed, lost) = await Renew(account, keys, cancel);
        if (renewed is null)
            return lost!;
        answer = await call(renewed);
        return answer.TokenRefused ? answer with { SessionLost = true } : answer;
    }

    private async Task<LinkedInAnswer> Send(LinkedInKeys keys, LinkedInCall call, CancellationToken cancel)
    {
        var reply = await api.Send(keys.Access, call, cancel);
        var answer = LinkedInAnswer.Of(reply);
        // Limits count a day that ends at 00:00 UTC, and nothing tells how much of it is left.
        if (answer.OverLimit)
            pauses[(keys.Page, call.Edge)] = reply.RetryAfter(time.GetUtcNow()) is { } wait ? time.GetUtcNow() + wait : new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
        return answer;
    }

    private Task<(LinkedInKeys? Keys, LinkedInAnswer? Refusal)> Renew(ConnectedAccount account, LinkedInKeys stale, CancellationToken cancel) => renewal.Run(account, stale, Fetch, LinkedInAnswer.Busy, cancel);

    private async Task<Fetched<LinkedInKeys, LinkedInAnswer>> Fetch(LinkedInKeys kept)
    {
        var answer = await api.Exchange([("grant_type", "refresh_token"), ("refresh_token", kept.Refresh)], CancellationToken.None);
        if (answer.Ok && Tokens.Read(answer, time.GetUtcNow()) is { } tokens)
        {
            return new(answer, keys => keys with
            {
                Access = tokens.Access, AccessEnds = tokens.AccessEnds, Refresh = tokens.Refresh.Length > 0 ? tokens.Refresh : keys.Refresh, RefreshEnds = tokens.RefreshEnds ?? keys.RefreshEnds,
            });
        }
        // Whatever became of the renewal, the call itself was not made with it.
        return new(answer with { Sent = OutboundSent.Nothing, SessionLost = answer.Status is 400 or 401 or 403 }, null);
    }

    /// <summary>What an exchange gives.</summary>
    public sealed record Tokens(string Access, DateTimeOffset AccessEnds, string Refresh, DateTimeOffset? RefreshEnds, IReadOnlyList<string> Granted)
    {
        // A record prints its members, and these are tokens.
        public override string ToString() => $"{Granted.Count} rights";

        /// <summary>Null for an answer without a token. 60 days where no end is told.</summary>
        public static Tokens? Read(LinkedInAnswer answer, DateTimeOffset now) => answer.Body.Text("access_token") is { Length: > 0 } access
            ? new(access, now.AddSeconds(answer.Body.Count("expires_in") ?? 60 * 86_400), answer.Body.Text("refresh_token"),
                answer.Body.Count("refresh_token_expires_in") is { } seconds ? now.AddSeconds(seconds) : null, answer.Body.Text("scope").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)) : null;
    }
}
