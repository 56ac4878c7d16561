using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Settings;

namespace Pendopo.Channels.WhatsApp;

/// <summary>A post for all who agreed. Handing it over is one transaction: the words and one line for each person; what follows works those lines off.</summary>
internal sealed class Broadcasting(PendopoDb db, JobBoard jobs, PublicAddress address, TimeProvider time)
{
    /// <summary>Characters of a post's words, so that template, words and link together stay below what a template's body may hold.</summary>
    public const int WordsLength = 600;

    public async Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        if (await Find(post.Key, cancel) is { } there)
            return new SendOutcome.Sent(there);
        return await Template(account.Channel.Id, cancel) is { } template ? await Hand(account, post, template.Id, OneLine(post), cancel) : new SendOutcome.Refused("NoTemplate", WhatsAppWords.For(account)["NoTemplate"]);
    }

    /// <summary>Keeps the words and a line for each who agreed. The template is the empty id where words go as they are.</summary>
    public async Task<SendOutcome> Hand(ConnectedAccount account, OutgoingPost post, Id<WordTemplate> template, string said, CancellationToken cancel)
    {
        var (words, channel, now) = (WhatsAppWords.For(account), account.Channel, time.Now());
        if (await Find(post.Key, cancel) is { } there)
            return new SendOutcome.Sent(there);
        var people = await Agreed(channel.Id, cancel);
        if (people.Count == 0)
            return new SendOutcome.Refused("NobodyAgreed", words["NobodyAgreed"]);
        var broadcast = Broadcast.Of(channel, post.Key, template, said, post.Url, now);
        db.Add(broadcast);
        foreach (var contact in people)
            db.Add(Sending.To(contact, SendingKind.Post, post.Key, now));
        jobs.Add(new SendBroadcast(broadcast.Id));
        return await db.TrySave(cancel) ? new SendOutcome.Sent(Ref(post.Key)) : await Find(post.Key, cancel) is { } meanwhile ? new SendOutcome.Sent(meanwhile) : new SendOutcome.RetryAt(null, words["NotReached"]);
    }

    /// <summary>What is in the ledger was handed over; what is not surely was not.</summary>
    public async Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) =>
        await Find(post.Key, cancel) is { } there ? new SendOutcome.Sent(there) : new SendOutcome.RetryAt(null, WhatsAppWords.For(account)["NotReached"]);

    /// <summary>Nobody else gets it. What reached a telephone cannot be taken back by a program: that is told, for a person.</summary>
    /// <param name="tell">Says how many are out; WhatsApp's words when left out.</param>
    public async Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel, Func<int, string>? tell = null)
    {
        var words = WhatsAppWords.For(account);
        if (Broadcast.KeyOf(remote.Id) is not { } key || await db.Set<Broadcast>().FirstOrDefaultAsync(row => row.Key == key, cancel) is not { } broadcast)
            return new SendOutcome.Sent(remote);
        broadcast.Stop();
        foreach (var line in await db.Set<Sending>().Where(row => row.Key == key && row.State == SendingState.Waiting).ToListAsync(cancel))
            line.Skip("Stopped");
        if (!await db.TrySave(cancel))
            return new SendOutcome.RetryAt(null, words["NotReached"]);
        var out_ = await db.Set<Sending>().CountAsync(row => row.Key == key && row.State != SendingState.Skipped && row.State != SendingState.Failed, cancel);
        return out_ == 0 ? new SendOutcome.Sent(remote) : new SendOutcome.Refused("AlreadyThere", tell?.Invoke(out_) ?? words.With("CannotTakeBack", out_));
    }

    /// <summary>How many read it. What a person likes or passes on is not told.</summary>
    public async Task<PostMeasures> Measure(RemoteRef remote, CancellationToken cancel)
    {
        if (Broadcast.KeyOf(remote.Id) is not { } key || !await db.Set<Broadcast>().AnyAsync(row => row.Key == key, cancel))
            return new(null, null, null);
        return new(null, null, null, Views: await db.Set<Sending>().CountAsync(row => row.Key == key && row.State == SendingState.Read, cancel));
    }

    /// <summary>To how many a post goes now, and what that costs when the centre noted a price.</summary>
    public async Task<string?> Before(Id<Channel> channel, CancellationToken cancel)
    {
        var (people, number) = (await Listed(channel).CountAsync(cancel), await db.Set<Number>().AsNoTracking().FirstOrDefaultAsync(row => row.ChannelId == channel, cancel));
        if (await Template(channel, cancel) is null)
            return WhatsAppText.Say("NoTemplate");
        var words = new WhatsAppWords(System.Globalization.CultureInfo.CurrentUICulture);
        return number?.Price is { } price ? words.With("BeforeWithCost", people, number.Currency, (long)price * people) : words.With("BeforeWithoutCost", people);
    }

    /// <summary>The template with the post's words in its blanks; the words alone while no template is chosen.</summary>
    public async Task<IReadOnlyList<string>> Shown(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        if (await Template(account.Channel.Id, cancel) is not { } template)
            return [OneLine(post)];
        var ready = new ReadyWords(template.Name, template.Body, template.Language);
        return [ready.Filled(Broadcast.Of(account.Channel, post.Key, template, OneLine(post), post.Url, time.Now()).Values(ready.Blanks))];
    }

    private async Task<RemoteRef?> Find(Guid key, CancellationToken cancel) => await db.Set<Broadcast>().AnyAsync(row => row.Key == key, cancel) ? Ref(key) : null;

    private RemoteRef Ref(Guid key) => new(Broadcast.RemoteIdOf(key), $"{address.Root}/desk/whatsapp/sendings");

    private async Task<WordTemplate?> Template(Id<Channel> channel, CancellationToken cancel)
    {
        var number = await db.Set<Number>().AsNoTracking().FirstOrDefaultAsync(row => row.ChannelId == channel, cancel);
        return number?.PostTemplateId is { } id ? await db.Set<WordTemplate>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.ChannelId == channel && row.State == TemplateState.Approved, cancel) : null;
    }

    private Task<List<Contact>> Agreed(Id<Channel> channel, CancellationToken cancel) => Listed(channel).OrderBy(contact => contact.Id).AsNoTracking().ToListAsync(cancel);

    /// <summary>How many agreed to news.</summary>
    public Task<int> Count(Id<Channel> channel, CancellationToken cancel) => Listed(channel).CountAsync(cancel);

    private IQueryable<Contact> Listed(Id<Channel> channel) => db.Set<Contact>().Where(contact => contact.ChannelId == channel && contact.RestrictedAt == null
        && db.Set<Agreement>().Any(row => row.ContactId == contact.Id && row.To == AgreedTo.News && row.EndedAt == null));

    // A value of a template is one line; the link has a place of its own.
    private static string OneLine(OutgoingPost post)
    {
        var text = post.Text.Replace(post.Url, "", StringComparison.Ordinal);
        var line = string.Join(' ', text.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
        return line.Length > 0 ? KeptText.Of(line, WordsLength) : KeptText.Of(post.Title, WordsLength);
    }
}
