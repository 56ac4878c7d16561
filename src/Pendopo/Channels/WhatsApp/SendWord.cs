using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.WhatsApp;

[Job("channels.whatsapp-word", Queue = "delivery", MaxAttempts = 8)]
internal sealed record SendWord(Id<Sending> Sending) : IJob;

/// <summary>Confirms to somebody that they are off the list or on it, once, while they may be written to in free words.</summary>
internal sealed class SendWordJob(PendopoDb db, Accounts accounts, Answering answering, ExitDoors exits, TimeProvider time) : IJobHandler<SendWord>
{
    public async Task<JobOutcome> Run(SendWord job, CancellationToken cancel)
    {
        if (await db.Set<Sending>().FirstOrDefaultAsync(row => row.Id == job.Sending, cancel) is not { } line
            || await db.Set<Contact>().FirstOrDefaultAsync(row => row.Id == line.ContactId, cancel) is not { } contact)
            return JobOutcome.Cancel("It is gone.");
        if (await accounts.Find(line.ChannelId, cancel) is not { State: ChannelState.Connected } channel)
            return JobOutcome.Again("The channel is not connected.");
        var account = await accounts.Open(channel, cancel);
        var words = WhatsAppWords.For(account);
        line.Forget();
        var text = words.With(line.Kind == SendingKind.OffWord ? "OffSaid" : "OnSaid", account.Centre.Name);
        var may = line.State == SendingState.Waiting && contact.IsOpen(time.Now())
            && (await exits.Ask(new Leaving(WhatsAppExits.Words, channel.CentreId, "whatsapp:list", [new("text", text)]), cancel)).MayLeave;
        if (!may)
        {
            line.Skip("NotNeeded");
            await db.SaveChangesAsync(cancel);
            return JobOutcome.Done;
        }
        return await answering.Send(account.Credentials<WhatsAppKeys>(), contact, line, Answering.Text(text), words, cancel) is SendOutcome.RetryAt retry
            ? JobOutcome.Again(retry.Reason, retry.When - time.Now()) : JobOutcome.Done;
    }
}

internal static class WhatsAppExits
{
    /// <summary>To one person alone: that they are on the list or off it.</summary>
    public const string Words = "channels.whatsapp";

    /// <summary>Words that the network looks over and that go to many.</summary>
    public const string Templates = "channels.whatsapp-template";
}
