using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.TikTok;

/// <summary>Calls in the name of a connected account. Tokens are renewed by one job at a time over all nodes, and what a renewal gives is kept before it is used.</summary>
internal sealed class TikTokApi(OutboundHttp outbound, TikTokSettings settings, TimeProvider time)
{
    private const string Purpose = "tiktok";

    private static readonly TimeSpan Early = TimeSpan.FromMinutes(10);

    private readonly TokenRenewal renewal = new(time);

    /// <summary>A question or an order; both are posted.</summary>
    public async Task<TikTokAnswer> Post(ConnectedAccount account, string path, JsonObject input, CancellationToken cancel)
    {
        var keys = account.Credentials<TikTokKeys>();
        if (time.GetUtcNow() >= keys.Grant.EndsAt - Early)
        {
            var (early, refusal) = await Renew(account, keys, cancel);
            if (early is null)
                return refusal!;
            keys = early;
        }
        var answer = await Post(keys.Grant.Access, path, input, cancel);
        if (!answer.WantsNewToken)
            return answer;
        var (renewed, refused) = await Renew(account, keys, cancel);
        if (renewed is null)
            return refused!;
        answer = await Post(renewed.Grant.Access, path, input, cancel);
        return answer.WantsNewToken ? answer with { SignInLost = true } : answer;
    }

    /// <summary>Who a token that is not kept yet belongs to.</summary>
    public async Task<TikTokAnswer> Me(string token, CancellationToken cancel) =>
        await Send(OutboundRequest.Get($"{settings.Server}/{settings.Version.Name}/user/info/?fields=open_id,display_name,username", Purpose) with { Headers = [new("Authorization", $"Bearer {token}")] }, cancel);

    /// <summary>A part of a video. The address is the permission: no token goes with it.</summary>
    public Task<OutboundReply> Put(string address, string type, string range, OutboundBody part, CancellationToken cancel) =>
        outbound.Send(new OutboundRequest(HttpMethod.Put, address, Purpose) { Headers = [new("Content-Range", range)], Body = part with { ContentType = type }, Deadline = TimeSpan.FromSeconds(100) }, cancel);

    /// <summary>A call of the app itself, whose fields hold secrets and so travel in the body.</summary>
    public Task<TikTokAnswer> Exchange(IEnumerable<(string Name, string Value)> fields, CancellationToken cancel)
    {
        (string Name, string Value)[] all = [("client_key", settings.Client), ("client_secret", settings.Secret), .. fields];
        var form = string.Join('&', all.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));
        return Send(OutboundRequest.Post($"{settings.Server}/{settings.Version.Name}/oauth/token/", Purpose, OutboundBody.Of(form, "application/x-www-form-urlencoded")), cancel);
    }

    private Task<TikTokAnswer> Post(string token, string path, JsonObject input, CancellationToken cancel) =>
        Send(OutboundRequest.Post($"{settings.Server}/{settings.Version.Name}/{path}", Purpose, OutboundBody.Of(input.ToJsonString(), "application/json; charset=UTF-8")) with { Headers = [new("Authorization", $"Bearer {token}")] }, cancel);

    private async Task<TikTokAnswer> Send(OutboundRequest request, CancellationToken cancel) => TikTokAnswer.Of(await outbound.Send(request with { Accept = "application/json" }, cancel), time.GetUtcNow());

    private Task<(TikTokKeys? Keys, TikTokAnswer? Refusal)> Renew(ConnectedAccount account, TikTokKeys stale, CancellationToken cancel) => renewal.Run(account, stale, Fetch, TikTokAnswer.Busy, cancel);

    private async Task<Fetched<TikTokKeys, TikTokAnswer>> Fetch(TikTokKeys kept)
    {
        var answer = await Exchange([("grant_type", "refresh_token"), ("refresh_token", kept.Grant.Refresh)], CancellationToken.None);
        if (answer.Ok && TikTokGrant.Read(answer.Data, kept.Grant.Refresh, time.GetUtcNow()) is { } renewed)
            return new(answer, keys => keys with { Grant = renewed });
        // Whatever became of the renewal, the call itself was not made.
        return new(answer with { Sent = OutboundSent.Nothing, SignInLost = answer.Code is "invalid_grant" or "invalid_client" }, null);
    }
}
