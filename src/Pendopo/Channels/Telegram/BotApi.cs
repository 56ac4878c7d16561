using System.Text.Json.Nodes;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Telegram;

/// <summary>One call of the Bot API. The token is part of the address, so no address is ever written down.</summary>
internal sealed class BotApi(OutboundHttp outbound)
{
    private const string Purpose = "telegram";

    public Task<BotAnswer> Do(string server, string token, string method, JsonObject input, CancellationToken cancel) =>
        Send(server, token, method, OutboundBody.Of(input.ToJsonString(), "application/json"), cancel);

    public Task<BotAnswer> Do(TelegramKeys keys, string method, JsonObject input, CancellationToken cancel) => Do(keys.Server, keys.Token, method, input, cancel);

    // A video on a slow line, in one piece: a turn may take two minutes, with a call before it that Telegram answers within half of one.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(85);

    /// <summary>A call with files beside its fields.</summary>
    public Task<BotAnswer> Upload(TelegramKeys keys, string method, OutboundBody form, CancellationToken cancel) => Send(keys.Server, keys.Token, method, form, cancel, Patience);

    private async Task<BotAnswer> Send(string server, string token, string method, OutboundBody body, CancellationToken cancel, TimeSpan? patience = null) =>
        BotAnswer.Of(await outbound.Send(OutboundRequest.Post($"{server}/bot{token}/{method}", Purpose, body) with { Accept = "application/json", Deadline = patience ?? OutboundRequest.DefaultDeadline }, cancel));
}
