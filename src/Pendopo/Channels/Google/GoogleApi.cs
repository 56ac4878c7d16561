using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Google;

/// <summary>Calls in the name of a connected account. Access tokens live an hour: they are renewed by one job at a time over all nodes, and what a renewal gives is kept before it is used.</summary>
internal sealed class GoogleApi(OutboundHttp outbound, GoogleSettings settings, TimeProvider time)
{
    private const string Purpose = "google";

    /// <summary>Parts of an upload may take a slow line a while.</summary>
    private static readonly TimeSpan PartDeadline = TimeSpan.FromSeconds(60);

    private readonly TokenRenewal renewal = new(time);

    /// <summary>A call with the account's token, renewed where it is over or refused.</summary>
    public async Task<GoogleAnswer> Send<TKeys>(ConnectedAccount account, OutboundRequest request, CancellationToken cancel) where TKeys : class, IGoogleKeys<TKeys>
    {
        var keys = account.Credentials<TKeys>();
        if (keys.Grant.IsOver(time.GetUtcNow()))
        {
            var (early, refusal) = await Renew(account, keys, cancel);
            if (early is null)
                return refusal!;
            keys = keys.With(early);
        }
        var answer = await Send(request, keys.Grant, cancel);
        if (!answer.WantsNewToken)
            return answer;
        var (renewed, refused) = await Renew(account, keys, cancel);
        if (renewed is null)
            return refused!;
        answer = await Send(request, renewed, cancel);
        return answer.WantsNewToken ? answer with { SignInLost = true } : answer;
    }

    /// <summary>A call with a token that is not kept yet.</summary>
    public async Task<GoogleAnswer> Send(OutboundRequest request, GoogleGrant grant, CancellationToken cancel) =>
        GoogleAnswer.Of(await outbound.Send(request with { Headers = [.. request.Headers, new("Authorization", $"Bearer {grant.Access}")], Accept = "application/json" }, cancel), time.GetUtcNow());

    /// <summary>A call of the project itself, whose fields hold secrets and so travel in the body: codes and tokens are exchanged by it.</summary>
    public async Task<GoogleAnswer> Exchange(IEnumerable<(string Name, string Value)> fields, CancellationToken cancel)
    {
        var form = Query([("client_id", settings.ClientId), ("client_secret", settings.Secret), .. fields]);
        var request = OutboundRequest.Post($"{settings.Tokens}/token", Purpose, OutboundBody.Of(form, "application/x-www-form-urlencoded"));
        return GoogleAnswer.Of(await outbound.Send(request with { Accept = "application/json" }, cancel), time.GetUtcNow());
    }

    /// <summary>What asks for something.</summary>
    public static OutboundRequest Get(string address, params IEnumerable<(string Name, string Value)> query) => OutboundRequest.Get($"{address}?{Query(query)}", Purpose);

    /// <summary>What changes something; the body is JSON, or empty.</summary>
    public static OutboundRequest Do(HttpMethod method, string address, JsonObject? input, params IEnumerable<(string Name, string Value)> query) =>
        new(method, $"{address}?{Query(query)}", Purpose) { Body = input is null ? null : OutboundBody.Of(input.ToJsonString(), "application/json; charset=UTF-8") };

    /// <summary>A part of an upload, or the question how much of it is there.</summary>
    public static OutboundRequest Part(string address, string range, OutboundBody? part) => new(HttpMethod.Put, address, Purpose) { Headers = [new("Content-Range", range)], Body = part, Deadline = PartDeadline };

    private async Task<(GoogleGrant? Grant, GoogleAnswer? Refusal)> Renew<TKeys>(ConnectedAccount account, TKeys stale, CancellationToken cancel) where TKeys : class, IGoogleKeys<TKeys>
    {
        var (keys, refusal) = await renewal.Run<TKeys, GoogleAnswer>(account, stale, Fetch, GoogleAnswer.Busy, cancel);
        return (keys?.Grant, refusal);
    }

    private async Task<Fetched<TKeys, GoogleAnswer>> Fetch<TKeys>(TKeys kept) where TKeys : class, IGoogleKeys<TKeys>
    {
        var answer = await Exchange([("grant_type", "refresh_token"), ("refresh_token", kept.Grant.Refresh)], CancellationToken.None);
        if (answer.Ok && GoogleGrant.Read(answer.Body, kept.Grant.Refresh, kept.Grant.Scopes, time.GetUtcNow()) is { } renewed)
            return new(answer, keys => keys.With(renewed));
        // Whatever became of the renewal, the call itself was not made.
        return new(answer with { Sent = OutboundSent.Nothing, SignInLost = answer.Reason is "invalid_grant" or "invalid_client" or "unauthorized_client" }, null);
    }

    private static string Query(IEnumerable<(string Name, string Value)> fields) => string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));
}
