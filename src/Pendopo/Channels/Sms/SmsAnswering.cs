using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.WhatsApp;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Sms;

/// <summary>Answers somebody who wrote. The line of the ledger is kept before the call, so that the same answer never goes twice, whatever breaks.</summary>
internal sealed class SmsAnswering(PendopoDb db, SmsToOne one, TimeProvider time)
{
    /// <summary>Two messages in the small alphabet: each is paid.</summary>
    public const int TextLength = 306, MostSegments = 2;

    public async Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel)
    {
        var (words, phone) = (SmsWords.For(account), reply.Author.Id);
        if (account.Credentials<SmsKeys>().Url.Length == 0)
            return new SendOutcome.Reconnect(words["Disconnected"]);
        if (await db.Set<Contact>().FirstOrDefaultAsync(row => row.ChannelId == account.Channel.Id && row.Phone == phone, cancel) is not { } contact)
            return new SendOutcome.Refused("Gone", words["PersonGone"]);
        if (SmsSize.Of(SmsSize.Cheaper(reply.Text)).Segments > MostSegments)
            return new SendOutcome.Refused("TooLong", words["AnswerTooLong"]);
        var line = await db.Set<Sending>().FirstOrDefaultAsync(row => row.Key == reply.Key && row.ContactId == contact.Id, cancel) ?? db.Add(Sending.To(contact, SendingKind.Answer, reply.Key, time.Now())).Entity;
        Answering.Missed(line, reply.LookedAt, time.Now());
        return await one.Send(account, contact, line, reply.Text, cancel);
    }
}

/// <summary>One SMS to one person, so many a minute as the gateway bears.</summary>
internal sealed class SmsToOne(PendopoDb db, Answering answering, SmsGateway gateway, TimeProvider time)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public async Task<SendOutcome> Send(ConnectedAccount account, Contact contact, Sending line, string text, CancellationToken cancel)
    {
        var (words, keys, since) = (SmsWords.For(account), account.Credentials<SmsKeys>(), time.Now() - Minute);
        if (Answering.Known(line, words["NoAnswer"]) is { } known)
            return await answering.Keep(known, cancel);
        if (await db.Set<Sending>().CountAsync(row => row.ChannelId == account.Channel.Id && row.CalledAt > since, cancel) >= keys.PerMinute)
            return new SendOutcome.RetryAt(time.Now() + Minute, words["TooMany"]);
        return await answering.Hand(line, opens: false, words["NotReached"], token => gateway.Send(keys, contact.Phone, SmsSize.Cheaper(text), line.Mark, words, token), cancel);
    }
}
