using System.Text;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Settings;

namespace Pendopo.Channels.WhatsApp;

/// <summary>A delivery whose signature was right, as it came.</summary>
[Job("channels.whatsapp-take", Queue = "hear", MaxAttempts = 12)]
internal sealed record TakeEvents(Id<Channel> Channel, string Body) : IJob;

/// <summary>Takes in what a delivery tells: people's words go to the inbox, statuses to the ledger, decisions to the templates. Told ten times, late, or in
/// any order, what stands in the end is the same.</summary>
internal sealed class TakeEventsJob(PendopoDb db, Accounts accounts, EventBoard events, ListWishes wishes, KeepTemplates templates, PublicAddress address, TimeProvider time) : IJobHandler<TakeEvents>
{
    // Meta tries again for days; what is older still is a copy that somebody kept.
    public static readonly TimeSpan Replay = TimeSpan.FromDays(8);

    public async Task<JobOutcome> Run(TakeEvents job, CancellationToken cancel)
    {
        if (await accounts.Find(job.Channel, cancel) is not { } channel || channel.Network != WhatsAppConnector.NetworkName)
            return JobOutcome.Cancel("The channel is gone.");
        using var turn = await Accounts.Turn(channel.Id, cancel);
        var account = await accounts.Open(channel, cancel);
        var told = CloudEvents.Read(LooseJson.Parse(Encoding.UTF8.GetBytes(job.Body)), account.Credentials<WhatsAppKeys>());
        var oldest = time.Now() - Replay;
        foreach (var message in told.Messages.Where(message => message.At >= oldest))
            await Hear(account, message, cancel);
        foreach (var status in told.Statuses.Where(status => status.At >= oldest))
            await Tell(account, status, cancel);
        foreach (var decision in told.Decisions)
            await templates.Decided(channel, decision.Name, decision.Language, decision.Status, decision.Reason, cancel);
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }

    private async Task Hear(ConnectedAccount account, CloudMessage message, CancellationToken cancel)
    {
        var (channel, now) = (account.Channel, time.Now());
        var contact = db.Set<Contact>().Local.FirstOrDefault(row => row.ChannelId == channel.Id && row.Phone == message.From)
            ?? await db.Set<Contact>().FirstOrDefaultAsync(row => row.ChannelId == channel.Id && row.Phone == message.From, cancel)
            ?? db.Add(Contact.Of(channel, message.From, message.Name, now)).Entity;
        contact.Wrote(message.Name, message.At < now ? message.At : now);
        if (message.Kind == "reaction")
            return;
        if (ListWords.Of(message.Text) is { } wish)
        {
            await wishes.Obey(contact, message.Id, message.At, wish, cancel);
            return;
        }
        if (Border.Of(await Incoming(account, message, cancel), now) is { } incoming)
            events.Publish(new MessageHeard(channel.Id, incoming));
    }

    private async Task<Incoming> Incoming(ConnectedAccount account, CloudMessage message, CancellationToken cancel)
    {
        var words = WhatsAppWords.For(account);
        var text = message.Kind is "text" or "button" or "interactive" ? message.Text
            : string.Join('\n', new[] { message.Text, words[message.Medium is null ? message.Kind == "location" ? "Sent_location" : "Sent_other" : $"Sent_{message.Kind}"] }.Where(part => part.Length > 0));
        var link = message.Medium is { } medium ? $"{address.Root}/desk/whatsapp/{account.Channel.Id}/media/{medium}" : null;
        // An answer to a post belongs to that post.
        var about = message.Context is { } context && await db.Set<Sending>().Where(row => row.RemoteId == context && row.Kind == SendingKind.Post).Select(row => (Guid?)row.Key).FirstOrDefaultAsync(cancel) is { } key
            ? Broadcast.RemoteIdOf(key) : null;
        return new(new(message.Id, link), IncomingKind.Private, new(message.From, "+" + message.From, message.Name, null), about, new(message.From, null), text.Length > 0 ? text : words["Sent_other"], null, null, message.At);
    }

    private async Task Tell(ConnectedAccount account, CloudStatus status, CancellationToken cancel)
    {
        var id = Sending.OfMark(status.Mark);
        var line = id is { } mark ? await db.Set<Sending>().FirstOrDefaultAsync(row => row.Id == mark && row.ChannelId == account.Channel.Id, cancel) : null;
        line ??= await db.Set<Sending>().FirstOrDefaultAsync(row => row.RemoteId == status.Id && row.ChannelId == account.Channel.Id, cancel);
        if (line is null)
            return;
        var words = WhatsAppWords.For(account);
        var reason = status.State == SendingState.Failed ? Verdict.Told(status.Code, status.Words, words) : null;
        if (!line.Told(status.State, status.Id, status.Code > 0 ? $"{status.Code}" : null, status.At) || line.Kind != SendingKind.Answer)
            return;
        events.Publish(line.State == SendingState.Failed ? new ReplySettled(account.Channel.Id, line.Key, null, reason) : new ReplySettled(account.Channel.Id, line.Key, new(status.Id, null), null));
    }
}
