using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Sms;
using Pendopo.Channels.WhatsApp;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Contracts;

/// <summary>A network by which one telephone is reached.</summary>
public enum DirectWay { WhatsApp, Sms }

/// <summary>Words for one person.</summary>
/// <param name="Key">Names them for ever: with it the same words reach nobody twice, whatever breaks.</param>
/// <param name="Phone">Digits with the country before them.</param>
/// <param name="Text">One line, without the address.</param>
/// <param name="Link">The person's own page: absolute. It goes behind the words.</param>
/// <param name="Template">The name of the approved words that carry them on WhatsApp; needed for who has not written for a day.</param>
/// <param name="Language">`id` or `en`: of several templates of that name the one in it.</param>
public sealed record DirectWord(Guid Key, DirectWay Way, string Phone, string Text, string Link, string Template, string Language);

/// <summary>Reminds one person by telephone, who agreed to it: through the register and the ledger of messages, so that STOP and a person's rights hold here as they do
/// for posts.</summary>
public sealed class DirectWords
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly PendopoDb db;
    private readonly IServiceScopeFactory scopes;
    private readonly CentreScope scope;
    private readonly TimeProvider time;

    internal DirectWords(PendopoDb db, IServiceScopeFactory scopes, CentreScope scope, TimeProvider time) => (this.db, this.scopes, this.scope, this.time) = (db, scopes, scope, time);

    /// <summary>The ways that the centre in scope has connected, in the order of the enum.</summary>
    public async Task<IReadOnlyList<DirectWay>> Ways(CancellationToken cancel)
    {
        var networks = await db.Set<Channel>().AsNoTracking().Where(row => row.State == ChannelState.Connected).Select(row => row.Network).Distinct().ToListAsync(cancel);
        return [.. Enum.GetValues<DirectWay>().Where(way => networks.Contains(NetworkOf(way)))];
    }

    /// <summary>Approved words of WhatsApp that can carry a reminder: their one blank, or the first of two, takes the words; the last takes the address.</summary>
    public async Task<IReadOnlyList<ReadyWords>> Templates(CancellationToken cancel) =>
        [.. (await db.Set<WordTemplate>().AsNoTracking().Where(row => row.State == TemplateState.Approved).OrderBy(row => row.Name).ThenBy(row => row.Language).ToListAsync(cancel))
            .Select(row => new ReadyWords(row.Name, row.Body, row.Language)).Where(ready => ready.Blanks is 1 or 2)];

    /// <summary>Notes, in the caller's transaction, that somebody asked to be reminded this way.</summary>
    /// <param name="bySelf">Whether they said so themselves in a form; else somebody at the desk heard it.</param>
    /// <returns>False where they asked that nothing of theirs be used, or the way is not connected: then nothing is noted.</returns>
    public async Task<bool> Agree(DirectWay way, string phone, string name, (bool BySelf, Id<Pendopo.Platform.People.Person>? By) how, CancellationToken cancel)
    {
        if (await ChannelOf(db, way, cancel) is not { } channel)
            return false;
        var contact = await db.Set<Contact>().FirstOrDefaultAsync(row => row.ChannelId == channel.Id && row.Phone == phone, cancel) ?? db.Add(Contact.Of(channel, phone, name, time.Now())).Entity;
        if (contact.RestrictedAt is not null)
            return false;
        if (!await db.Set<Agreement>().AnyAsync(row => row.ContactId == contact.Id && row.To == AgreedTo.Reminders && row.EndedAt == null, cancel))
            db.Add(Agreement.Of(contact, AgreedTo.Reminders, how.BySelf ? AgreedBy.Form : AgreedBy.Spoken, "", how.By, time.Now()));
        return true;
    }

    /// <summary>Sends the words once. Asked again with the same key it tells what became of them.</summary>
    public async Task<SendOutcome> Send(DirectWord word, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(word);
        // A scope of its own: what a caller has not saved yet is not ours to save.
        await using var own = scopes.CreateAsyncScope();
        own.ServiceProvider.GetRequiredService<CentreScope>().Enter(scope.Centre);
        return await new DirectCall(own.ServiceProvider).Run(word, cancel);
    }

    /// <summary>Those of some words that failed after the network had taken them, with its reason.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Failed(IReadOnlyCollection<Guid> keys, CancellationToken cancel) =>
        (await db.Set<Sending>().AsNoTracking().Where(row => keys.Contains(row.Key) && row.State == SendingState.Failed).Select(row => new { row.Key, row.Code }).ToListAsync(cancel))
            .GroupBy(row => row.Key).ToDictionary(group => group.Key, group => group.First().Code ?? "");

    internal static string NetworkOf(DirectWay way) => way == DirectWay.Sms ? SmsConnector.NetworkName : WhatsAppConnector.NetworkName;

    internal static async Task<Channel?> ChannelOf(PendopoDb db, DirectWay way, CancellationToken cancel)
    {
        var network = NetworkOf(way);
        return await db.Set<Channel>().OrderBy(row => row.Id).FirstOrDefaultAsync(row => row.Network == network && row.State == ChannelState.Connected, cancel);
    }

    /// <summary>One call, in a scope of its own.</summary>
    private sealed class DirectCall(IServiceProvider services)
    {
        private readonly PendopoDb db = services.GetRequiredService<PendopoDb>();
        private readonly Accounts accounts = services.GetRequiredService<Accounts>();
        private readonly TimeProvider time = services.GetRequiredService<TimeProvider>();

        public async Task<SendOutcome> Run(DirectWord word, CancellationToken cancel)
        {
            if (await ChannelOf(db, word.Way, cancel) is not { } channel)
                return new SendOutcome.Refused("NotConnected", "");
            if (await db.Set<Contact>().FirstOrDefaultAsync(row => row.ChannelId == channel.Id && row.Phone == word.Phone, cancel) is not { } contact
                || !await db.Set<Agreement>().AnyAsync(row => row.ContactId == contact.Id && row.To == AgreedTo.Reminders && row.EndedAt == null, cancel))
                return new SendOutcome.Refused("NoAgreement", "");
            if (contact.RestrictedAt is not null)
                return new SendOutcome.Refused("Restricted", "");
            var (account, asked) = (await accounts.Open(channel, cancel), time.Now());
            var line = await db.Set<Sending>().FirstOrDefaultAsync(row => row.Key == word.Key && row.ContactId == contact.Id, cancel) ?? db.Add(Sending.To(contact, SendingKind.Reminder, word.Key, asked)).Entity;
            var outcome = word.Way == DirectWay.Sms ? await BySms(account, contact, line, word, cancel) : await ByWhatsApp(account, contact, line, word, cancel);
            return outcome is SendOutcome.Reconnect lost ? await Lose(channel.Id, lost.Reason, asked, cancel) : outcome;
        }

        private async Task<SendOutcome> BySms(ConnectedAccount account, Contact contact, Sending line, DirectWord word, CancellationToken cancel)
        {
            var (words, keys, answering) = (SmsWords.For(account), account.Credentials<SmsKeys>(), services.GetRequiredService<Answering>());
            if (Answering.Known(line, words["NoAnswer"]) is { } known)
                return await answering.Keep(known, cancel);
            var since = time.Now() - Minute;
            if (await db.Set<Sending>().CountAsync(row => row.ChannelId == account.Channel.Id && row.CalledAt > since, cancel) >= keys.PerMinute)
                return new SendOutcome.RetryAt(time.Now() + Minute, words["TooMany"]);
            var text = SmsSize.Cheaper($"{word.Text} {word.Link}");
            return await answering.Hand(line, opens: false, words["NotReached"], token => services.GetRequiredService<SmsGateway>().Send(keys, contact.Phone, text, line.Mark, words, token), cancel);
        }

        private async Task<SendOutcome> ByWhatsApp(ConnectedAccount account, Contact contact, Sending line, DirectWord word, CancellationToken cancel)
        {
            var (words, answering) = (WhatsAppWords.For(account), services.GetRequiredService<Answering>());
            if (Answering.Known(line, words["NoAnswer"]) is { } known)
                return await answering.Keep(known, cancel);
            if (contact.IsOpen(time.Now()))
                return await answering.Send(account.Credentials<WhatsAppKeys>(), contact, line, Answering.Text($"{word.Text} {word.Link}"), words, cancel);
            var approved = await db.Set<WordTemplate>().AsNoTracking().Where(row => row.ChannelId == account.Channel.Id && row.State == TemplateState.Approved && row.Name == word.Template).OrderBy(row => row.Id).ToListAsync(cancel);
            if ((approved.Find(row => row.Language.StartsWith(word.Language, StringComparison.OrdinalIgnoreCase)) ?? approved.FirstOrDefault()) is not { } template)
                return new SendOutcome.Refused("NoTemplate", "");
            IReadOnlyList<string> values = new ReadyWords(template.Name, template.Body, template.Language).Blanks == 1 ? [$"{word.Text} {word.Link}"] : [word.Text, word.Link];
            return await answering.Send(account.Credentials<WhatsAppKeys>(), contact, line, Answering.Template(template, values), words, cancel);
        }

        private async Task<SendOutcome> Lose(Id<Channel> id, string reason, DateTimeOffset asked, CancellationToken cancel)
        {
            if (await accounts.Find(id, cancel) is { } channel && !channel.WorksSince(asked))
                channel.Lost(reason, time.Now());
            await db.TrySave(cancel);
            return new SendOutcome.RetryAt(null, reason);
        }
    }
}
