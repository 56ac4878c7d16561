using System.Buffers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Mail;
using Pendopo.Platform.People;

namespace Pendopo.Channels.Letters;

/// <summary>The lists of a centre: each is a channel of its own, so that a post goes to those who asked for its kind.</summary>
internal sealed class LetterLists(PendopoDb db)
{
    /// <summary>Those that can be asked for, oldest first.</summary>
    public Task<List<Channel>> Open(CancellationToken cancel) =>
        db.Set<Channel>().AsNoTracking().Where(row => row.Network == LettersConnector.NetworkName && row.State != ChannelState.Off).OrderBy(row => row.Id).ToListAsync(cancel);
}

/// <summary>Somebody asks for letters: they get one mail with a link, and nothing more until they said yes by it. Whether the address was known is told to nobody.</summary>
internal sealed class AskForLetters(PendopoDb db, LetterLists lists, LetterLinks links, LetterMail mail, Here here, TimeProvider time, IStringLocalizer<LettersText> words)
{
    /// <summary>One address is written to once in this time, however often somebody types it.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(10);

    public sealed record Request(string? Email, string? Name, IReadOnlyCollection<Id<Channel>> Lists, string? OnlyIn, string Language);

    public async Task<Result<Done>> Run(Request request, CancellationToken cancel)
    {
        var (email, name) = (Addresses.Of(request.Email), (request.Name ?? "").ReplaceLineEndings(" ").Trim());
        var open = (await lists.Open(cancel)).Select(list => list.Id).ToList();
        var chosen = open.Where(request.Lists.Contains).ToList();
        var problems = new List<Problem>();
        if (email is null)
            problems.Add(words.Problem("AddressUnclear", "Email"));
        if (name.Length > Subscriber.NameLength)
            problems.Add(words.Problem("NameTooLong", "Name", Subscriber.NameLength));
        if (chosen.Count == 0)
            problems.Add(words.Problem("ListRequired", "Lists"));
        if (problems.Count > 0)
            return problems;
        var choice = new SubscriberChoice(name, request.Language, request.OnlyIn is "id" or "en" ? request.OnlyIn : null);
        // Two at once for one address: one of them is enough.
        await db.Attempt<Done>(() => Ask(email!, choice, chosen, cancel), () => Problem.NotFound, cancel);
        return new Done();
    }

    private async Task<Result<Done>> Ask(string email, SubscriberChoice choice, List<Id<Channel>> chosen, CancellationToken cancel)
    {
        var now = time.Now();
        var known = await db.Set<Subscriber>().FirstOrDefaultAsync(row => row.Email == email, cancel);
        if (known is not null && now - known.AskedAt < Rest)
            return new Done();
        var link = links.Make();
        if (known is null)
            db.Add(known = Subscriber.Ask(here.Centre.Id, email, choice, link, now));
        else
            known.AskAgain(choice, link, now);
        if (known.State == SubscriberState.Waiting)
            await db.SetLists(known, chosen, cancel);
        mail.AskYes(known, links.AddressOf(here.Centre, links.Unseal(link.Sealed)), here.Centre);
        return new Done();
    }
}

internal static class Addresses
{
    private static readonly SearchValues<char> Foreign = SearchValues.Create("<>\" ,;()");

    /// <summary>An address as it is kept: in lower case, ASCII alone; null for what is none.</summary>
    public static string? Of(string? typed)
    {
        var text = typed?.Trim().ToLowerInvariant();
        return EmailForm.IsAddress(text) && System.Text.Ascii.IsValid(text!) && !text!.AsSpan().ContainsAny(Foreign) ? text : null;
    }

    /// <summary>Gives a subscriber exactly these lists, in the context.</summary>
    public static async Task SetLists(this PendopoDb db, Subscriber subscriber, IReadOnlyCollection<Id<Channel>> chosen, CancellationToken cancel)
    {
        var now = await db.Set<Subscription>().Where(row => row.SubscriberId == subscriber.Id).ToListAsync(cancel);
        db.RemoveRange(now.Where(row => !chosen.Contains(row.ChannelId)));
        db.AddRange(chosen.Where(list => now.All(row => row.ChannelId != list)).Select(list => Subscription.Of(subscriber, list)));
    }
}

/// <summary>The one mail that asks for a yes; to somebody who said it already, the way to their choices.</summary>
internal sealed class LetterMail(MailOut mail)
{
    public void AskYes(Subscriber subscriber, string link, Centre centre)
    {
        var key = subscriber.State == SubscriberState.Confirmed ? "Known" : "AskYes";
        mail.Add(subscriber.Email, "letters-yes", LettersText.In(subscriber.Language, key + "Subject", centre.Name), LettersText.In(subscriber.Language, key + "Text", centre.Name, link), subscriber.Language);
    }
}
