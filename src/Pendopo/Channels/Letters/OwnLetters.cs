using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Letters;

/// <summary>A subscriber and the lists they get.</summary>
internal sealed record OwnChoices(Subscriber Subscriber, IReadOnlySet<Id<Channel>> Lists);

/// <summary>What a subscriber does by their link: says yes, chooses, ends it, is forgotten.</summary>
internal sealed class OwnLetters(PendopoDb db, LetterLinks links, LetterLists lists, TimeProvider time, IStringLocalizer<LettersText> words)
{
    // A link that asks for a yes waits so long; then one asks again.
    private static readonly TimeSpan Waits = TimeSpan.FromDays(7);

    /// <summary>Whose link it is at the centre in scope; null for nobody's, and for one that waited too long.</summary>
    public async Task<OwnChoices?> Follow(string secret, CancellationToken cancel)
    {
        var hash = SecretLink.HashOf(secret);
        if (await db.Set<Subscriber>().FirstOrDefaultAsync(row => row.SecretHash == hash, cancel) is not { } subscriber)
            return null;
        if (subscriber.State == SubscriberState.Waiting && time.GetUtcNow() - subscriber.AskedAt > Waits)
            return null;
        return new(subscriber, (await db.Set<Subscription>().Where(row => row.SubscriberId == subscriber.Id).Select(row => row.ChannelId).ToListAsync(cancel)).ToHashSet());
    }

    /// <summary>Says yes.</summary>
    /// <returns>The secret of the link to their choices: the one that was used opens nothing any more.</returns>
    public async Task<Result<string>> Confirm(string secret, CancellationToken cancel) => await db.Attempt<string>(async () =>
    {
        if (await Follow(secret, cancel) is not { Subscriber: { State: SubscriberState.Waiting } subscriber })
            return Problem.NotFound;
        var next = links.Make();
        subscriber.Confirm(next, time.Now());
        return links.Unseal(next.Sealed);
    }, () => Problem.NotFound, cancel);

    /// <summary>Keeps what they chose; without a list there is nothing to get, which is an end.</summary>
    public async Task<Result<Done>> Choose(string secret, SubscriberChoice choice, IReadOnlyCollection<Id<Channel>> chosen, CancellationToken cancel)
    {
        if (await Follow(secret, cancel) is not { Subscriber: { State: SubscriberState.Confirmed } subscriber })
            return Problem.NotFound;
        if (choice.Name.Length > Subscriber.NameLength)
            return words.Problem("NameTooLong", "Name", Subscriber.NameLength);
        var open = (await lists.Open(cancel)).Select(list => list.Id).ToHashSet();
        var kept = chosen.Where(open.Contains).Distinct().ToList();
        if (kept.Count == 0)
            return words.Problem("ListRequired", "Lists");
        subscriber.Choose(choice);
        await db.SetLists(subscriber, kept, cancel);
        return await db.TrySave(cancel) ? new Done() : words.Problem("ChangedMeanwhile");
    }

    /// <summary>Ends one list, or all when none is named. Done already is done.</summary>
    public async Task<Result<Done>> Stop(string secret, Id<Channel>? list, CancellationToken cancel) => await db.Attempt<Done>(async () =>
    {
        if (await Follow(secret, cancel) is not { } own)
            return Problem.NotFound;
        var left = list is { } one ? own.Lists.Where(id => id != one).ToList() : [];
        await db.SetLists(own.Subscriber, left, cancel);
        if (left.Count == 0)
            own.Subscriber.End(SubscriberEnd.Themselves, time.Now());
        return new Done();
    }, () => words.Problem("ChangedMeanwhile"), cancel);

    /// <summary>Takes away all that is kept of them here, and so what kept others from writing them down again.</summary>
    public async Task<Result<Done>> Forget(string secret, CancellationToken cancel)
    {
        if (await Follow(secret, cancel) is not { } own)
            return Problem.NotFound;
        await db.SetLists(own.Subscriber, [], cancel);
        db.Remove(own.Subscriber);
        return await db.TrySave(cancel) ? new Done() : words.Problem("ChangedMeanwhile");
    }
}
