using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.WhatsApp;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Sms;

/// <summary>One SMS, so many a minute as the gateway bears.</summary>
internal sealed class DirectBySms(PendopoDb db, Answering answering, SmsGateway gateway, TimeProvider time) : IDirectCarrier
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public DirectWay Way => DirectWay.Sms;

    public string Network => SmsConnector.NetworkName;

    public async Task<SendOutcome> Send(ConnectedAccount account, Contact contact, Sending line, DirectWord word, CancellationToken cancel)
    {
        var (words, keys, since) = (SmsWords.For(account), account.Credentials<SmsKeys>(), time.Now() - Minute);
        if (Answering.Known(line, words["NoAnswer"]) is { } known)
            return await answering.Keep(known, cancel);
        if (await db.Set<Sending>().CountAsync(row => row.ChannelId == account.Channel.Id && row.CalledAt > since, cancel) >= keys.PerMinute)
            return new SendOutcome.RetryAt(time.Now() + Minute, words["TooMany"]);
        var text = SmsSize.Cheaper($"{word.Text} {word.Link}");
        return await answering.Hand(line, opens: false, words["NotReached"], token => gateway.Send(keys, contact.Phone, text, line.Mark, words, token), cancel);
    }
}
