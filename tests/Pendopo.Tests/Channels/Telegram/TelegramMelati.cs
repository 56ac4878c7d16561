using System.Text.Json;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Telegram;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels.Telegram;

/// <summary>Puskesmas Melati with a channel on Telegram.</summary>
internal sealed class TelegramMelati : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 1, 0, 0, TimeSpan.Zero);
    private readonly OutboundHttp outbound;

    public TelegramMelati(TelegramStandIn telegram)
    {
        var clock = new ManualTime(Now);
        outbound = new(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] }, TimeProvider.System);
        var api = new BotApi(outbound);
        Connector = new(api, new(api, new(api), new(clock)), new(api), new(api, new(clock), clock), new(api, new(clock)));
        var centre = Centre.Open("melati", "Puskesmas Melati", Id<Area>.New(), "Asia/Jakarta", "en", Now);
        var keys = new TelegramKeys(telegram.Url, TelegramStandIn.Token, TelegramStandIn.Bot, "melati_sehat_bot", TelegramStandIn.Channel, "melati_sehat");
        var channel = Channel.Connect(centre.Id, TelegramConnector.NetworkName, "@melati_sehat", $"{keys.Chat}", credentials: null, Now);
        var kept = JsonSerializer.Serialize(keys);
        Account = new(channel, centre, kept, (renewed, _) =>
        {
            kept = renewed;
            return Task.CompletedTask;
        }, _ => Task.FromResult(kept));
    }

    public ConnectedAccount Account { get; }

    public TelegramConnector Connector { get; }

    public Task<SendOutcome> Publish(OutgoingPost post) => Connector.Publish(Account, post, default);

    public void Dispose() => outbound.Dispose();
}
