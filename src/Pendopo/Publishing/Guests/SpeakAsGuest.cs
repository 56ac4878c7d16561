using System.Globalization;
using System.Net.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Declared;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Guests;

/// <summary>A guest said something; whoever invited them is told.</summary>
internal sealed record GuestSpoke(Id<Guest> Guest) : IEvent;

/// <summary>What a guest does by their link: says who they are, comments, gives a quote. Each act stands in the log.</summary>
internal sealed class SpeakAsGuest(PendopoDb db, GuestVisit visit, OutsideConsents consents, ConsentUses register, EventBoard events, AuditBook audit, TimeProvider time, IStringLocalizer<GuestText> words)
{
    // Far more than a campaign needs, and an end for whoever found the link.
    private const int MostWords = 200;

    public async Task<Result<Guest>> Introduce(string secret, string name, string email, CancellationToken cancel)
    {
        if (await visit.Follow(secret, cancel) is not { } guest)
            return Problem.NotFound;
        var (called, address) = (name.ReplaceLineEndings(" ").Trim(), email.Trim());
        var problems = new List<Problem>();
        if (called.Length is 0 or > Guest.NameLength)
            problems.Add(words.Problem("NameRequired", "Name", Guest.NameLength));
        if (address.Length > Guest.EmailLength || !MailAddress.TryCreate(address, out var read) || read.Address != address)
            problems.Add(words.Problem("EmailUnclear", "Email"));
        if (problems.Count > 0)
            return problems;
        guest.Introduce(called, address);
        audit.Note("guest.introduced", $"guest:{guest.Id}");
        return await db.TrySave(cancel) ? guest : words.Problem("TryAgain");
    }

    /// <param name="post">The post that it is about, or null for the campaign.</param>
    public async Task<Result<GuestWord>> Comment(string secret, Id<Post>? post, string text, CancellationToken cancel)
    {
        var (guest, said, problem) = await Ready(secret, post, text, cancel);
        if (problem is not null)
            return problem;
        var word = GuestWord.Of(guest!, GuestWordKind.Comment, post, said, time.Now());
        return await Keep(guest!, word, "guest.commented", cancel) ? word : words.Problem("TryAgain");
    }

    /// <summary>Keeps words that the centre may publish once the guest agreed.</summary>
    /// <returns>Where the guest is asked for their consent, below the centre's front page.</returns>
    public async Task<Result<string>> Quote(string secret, Id<Post>? post, string text, CancellationToken cancel)
    {
        var (guest, said, problem) = await Ready(secret, post, text, cancel);
        if (problem is not null)
            return problem;
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? "en" : "id";
        var asked = await consents.Ask(guest!.Name, ConsentPurpose.Testimonial, language, guest.InvitedById, cancel);
        var word = GuestWord.Of(guest, GuestWordKind.Quote, post, said, time.Now()).Under(asked.Consent);
        await register.Join(guest.CentreId, QuoteConsents.KindName, word.Id.Value, [asked.Consent], cancel);
        return await Keep(guest, word, "guest.quoted", cancel) ? asked.Path : words.Problem("TryAgain");
    }

    private async Task<(Guest? Guest, string Text, Problem? Problem)> Ready(string secret, Id<Post>? post, string text, CancellationToken cancel)
    {
        var said = text.ReplaceLineEndings("\n").Trim();
        if (await visit.Follow(secret, cancel) is not { } guest || (post is { } about && await visit.Post(guest, about, cancel) is null))
            return (null, said, Problem.NotFound);
        if (!guest.IsNamed)
            return (guest, said, words.Problem("SayWhoFirst"));
        if (said.Length is 0 or > GuestWord.TextLength)
            return (guest, said, words.Problem("TextRequired", "Text", GuestWord.TextLength));
        return await db.Set<GuestWord>().CountAsync(word => word.GuestId == guest.Id, cancel) >= MostWords ? (guest, said, words.Problem("TooManyWords")) : (guest, said, null);
    }

    private async Task<bool> Keep(Guest guest, GuestWord word, string act, CancellationToken cancel)
    {
        db.Add(word);
        audit.Note(act, $"guest:{guest.Id}", $"campaign:{guest.CampaignId}");
        events.Publish(new GuestSpoke(guest.Id));
        return await db.TrySave(cancel);
    }
}
