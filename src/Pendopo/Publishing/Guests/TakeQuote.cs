using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Consents;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Disclosure;
using Pendopo.Publishing.Posts;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Guests;

/// <summary>Begins a post of the campaign with a guest's words, under their consent and with the label that it takes.</summary>
internal sealed class TakeQuote(PendopoDb db, BeginPost begin, JoinCampaign join, NamePersons persons, IStringLocalizer<GuestText> words)
{
    public async Task<Result<Post>> Run(Id<GuestWord> id, CancellationToken cancel)
    {
        if (await db.Set<GuestWord>().FirstOrDefaultAsync(row => row.Id == id && row.Kind == GuestWordKind.Quote, cancel) is not { } quote
            || await db.Set<Guest>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == quote.GuestId, cancel) is not { } guest)
            return Problem.NotFound;
        var consent = await db.Set<Consent>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == quote.ConsentId, cancel);
        if (consent is not { State: ConsentState.Given })
            return words.Problem("NoConsentYet");
        var begun = await begin.Run(Words(guest, quote, consent), $"guest-quote:{id}", cancel);
        if (!begun.Ok)
            return begun;
        var named = await persons.Run(begun.Value.Id, [consent.Id], cancel);
        if (!named.Ok)
            return named;
        quote.UseIn(begun.Value.Id);
        return await join.Run(begun.Value.Id, guest.CampaignId, cancel);
    }

    /// <summary>The label that a post with a guest's words must keep and has not, or null.</summary>
    public static async Task<Problem?> Unlabelled(PendopoDb db, Post post, PostLedger ledger, CancellationToken cancel)
    {
        var guests = await db.Set<Guest>().AsNoTracking().Where(guest => guest.Discloses != null && db.Set<GuestWord>().Any(word => word.UsedInId == post.Id && word.GuestId == guest.Id)).ToListAsync(cancel);
        return guests.FirstOrDefault(guest => !post.Words.Details.Labels.Contains(guest.Discloses!.Value)) is { } missing
            ? ledger.Problem("LabelMissing", "Labels", missing.Shown, DisclosureText.Say(missing.Discloses!.Value.ToString(), System.Globalization.CultureInfo.CurrentUICulture))
            : null;
    }

    private static PostWords Words(Guest guest, GuestWord quote, Consent consent)
    {
        var by = NameOf(guest.Name, consent.Naming);
        var said = string.Join('\n', quote.Text.Split('\n').Select(line => $"> {line}".TrimEnd()));
        return PostWords.Nothing(System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) with
        {
            Text = by.Length == 0 ? said : $"{said}\n>\n> — {by}",
            Details = guest.Discloses is { } label ? PostDetails.None with { Labels = [label], Partner = guest.Called } : PostDetails.None,
        };
    }

    /// <summary>A name as its person wants to be named.</summary>
    internal static string NameOf(string name, ConsentNaming naming) => naming switch
    {
        ConsentNaming.FullName => name,
        ConsentNaming.FirstName => name.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "",
        ConsentNaming.Initials => string.Concat(name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => char.ToUpperInvariant(part[0]) + ".")),
        _ => "",
    };
}
