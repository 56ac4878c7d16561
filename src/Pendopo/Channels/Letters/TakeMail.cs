using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Mail.Mime;
using Pendopo.Platform.Mail.Smtp;

namespace Pendopo.Channels.Letters;

/// <summary>What became of a mail that was handed in.</summary>
internal enum TakenMail
{
    Bounce,
    Complaint,
    Words,
    /// <summary>Nothing is done with it: an automatic answer, a notice, a mail about no letter of ours.</summary>
    LeftAside,
    /// <summary>There is no list of letters to which it could belong.</summary>
    NobodyHere,
}

/// <summary>Takes in what comes back to the sender's address: bounces, complaints, and what people answer.</summary>
internal sealed class TakeMail(PendopoDb db, CentreScope scope, CentreDirectory centres, LetterKeyring keyring, EventBoard events, IConfiguration settings, IDataProtectionProvider protection, TimeProvider time)
{
    /// <param name="bytes">The mail as it came.</param>
    /// <param name="to">The address that it was sent to, as the mail server says; null when it does not.</param>
    /// <param name="handle">The centre that gets what belongs to no letter; null for the first that has letters.</param>
    public async Task<TakenMail> Run(ReadOnlyMemory<byte> bytes, string? to, string? handle, CancellationToken cancel)
    {
        var mail = MailReading.Of(bytes.Span);
        var back = MailBack.Of(mail);
        var copy = await Copy(mail, back, to, cancel);
        if (copy is not null)
            scope.Enter(copy.CentreId);
        return back.Kind switch
        {
            BackKind.Bounce or BackKind.Complaint when copy is not null => await End(copy, back, cancel),
            BackKind.Words => await Hear(mail, copy, handle, cancel),
            _ => TakenMail.LeftAside,
        };
    }

    /// <summary>The copy that it is about: by the address it came to, which nobody can make up, else by the mail that it names.</summary>
    private async Task<IssueCopy?> Copy(MailPart mail, MailBack back, string? to, CancellationToken cancel)
    {
        var keys = await keyring.Open(cancel);
        var addresses = new[] { to ?? "" }.Concat(mail.All("Delivered-To")).Concat(mail.All("X-Original-To")).Concat(mail.All("Envelope-To")).Concat(mail.All("To"));
        var marked = addresses.SelectMany(list => list.Split(',')).Select(address => ReturnAddress.Read(keys, address.Trim().TrimEnd('>').Split('<')[^1])).FirstOrDefault(found => found is not null);
        var ids = marked is { } sure ? [sure] : back.About.Select(MailBack.CopyOf).OfType<Id<IssueCopy>>().Distinct().Take(20).ToList();
        return ids.Count == 0 ? null : await db.Set<IssueCopy>().AcrossCentres().OrderBy(row => row.Id).FirstOrDefaultAsync(row => ids.Contains(row.Id), cancel);
    }

    private async Task<TakenMail> End(IssueCopy copy, MailBack back, CancellationToken cancel)
    {
        var now = time.Now();
        var first = copy.State != CopyState.Bounced;
        if (back.Kind == BackKind.Bounce)
            copy.Bounce(back.Status, now);
        if (await db.Set<Subscriber>().FirstOrDefaultAsync(row => row.Id == copy.SubscriberId, cancel) is { } subscriber)
        {
            if (back.Kind == BackKind.Complaint)
                subscriber.End(SubscriberEnd.Complained, now);
            // The same report twice is one bounce.
            else if (first)
                subscriber.Bounce(back.Hard, now);
        }
        await db.SaveChangesAsync(cancel);
        return back.Kind == BackKind.Complaint ? TakenMail.Complaint : TakenMail.Bounce;
    }

    private async Task<TakenMail> Hear(MailPart mail, IssueCopy? copy, string? handle, CancellationToken cancel)
    {
        var issue = copy is null ? null : await db.Set<Issue>().AcrossCentres().AsNoTracking().FirstOrDefaultAsync(row => row.Id == copy.IssueId, cancel);
        var list = issue is not null ? await db.Set<Channel>().AcrossCentres().FirstOrDefaultAsync(row => row.Id == issue.ChannelId, cancel) : await List(handle, cancel);
        if (list is null)
            return TakenMail.NobodyHere;
        scope.Enter(list.CentreId);
        if (MailWords.From(mail) is not { } from || from.Address == MailRoute.Of(settings, protection)?.From.ToLowerInvariant())
            return TakenMail.LeftAside;
        var own = mail.Of("Message-ID").Trim('<', '>', ' ');
        var id = own.Length is > 0 and <= 250 ? own : $"{Guid.CreateVersion7():n}@unnamed";
        var text = MailWords.Of(mail);
        var said = mail.Of("Subject") is { Length: > 0 } subject && issue is null ? $"{subject}\n\n{text}".Trim() : text;
        var incoming = new Incoming(new(id, null), IncomingKind.Private, new(from.Address, from.Address, from.DisplayName, null), mail.Of("In-Reply-To").Trim('<', '>', ' ') is { Length: > 0 } parent ? parent : null,
            issue is null ? null : new(issue.RemoteId, issue.Url), said.Length > 0 ? said : "…", null, null, time.Now());
        if (Border.Of(incoming, time.Now()) is not { } taken)
            return TakenMail.LeftAside;
        events.Publish(new MessageHeard(list.Id, taken));
        await db.SaveChangesAsync(cancel);
        return TakenMail.Words;
    }

    private async Task<Channel?> List(string? handle, CancellationToken cancel)
    {
        var centre = handle is null ? null : await centres.ByHandle(handle, cancel);
        var lists = db.Set<Channel>().AcrossCentres().Where(row => row.Network == LettersConnector.NetworkName && row.State != ChannelState.Off);
        if (centre is not null)
            lists = lists.Where(row => row.CentreId == centre.Id);
        return await lists.OrderBy(row => row.Id).FirstOrDefaultAsync(cancel);
    }
}
