using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Pendopo.Community.Members;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Mail;
using Pendopo.Platform.Settings;

namespace Pendopo.Community.News;

/// <summary>A member confirms that the address they come in by is theirs. The link holds what it confirms, sealed, and serves for three days; an address
/// that was changed since is not confirmed by it.</summary>
internal sealed class ConfirmContact(PendopoDb db, Here here, Viewers viewers, MailOut mail, PublicAddress address, IDataProtectionProvider protection, AuditBook audit, MemberDesk desk)
{
    private static readonly TimeSpan Serves = TimeSpan.FromDays(3), Rest = TimeSpan.FromMinutes(10);
    private readonly IDataProtector seal = protection.CreateProtector("community.confirm.link");

    private sealed record Confirmed(Id<Entrance> Entrance, string Contact);

    /// <summary>Whether a mail can leave at all.</summary>
    public bool CanSend => mail.IsSetUp;

    /// <summary>Sends the viewer a link; asked for again within ten minutes nothing more is sent.</summary>
    public async Task<Result<Done>> Send(CancellationToken cancel)
    {
        if ((await viewers.Read(cancel)).Member is not { } member
            || await db.Set<Entrance>().AsNoTracking().FirstOrDefaultAsync(row => row.PersonId == member.PersonId, cancel) is not { VerifiedAt: null } entrance || !entrance.Contact.Contains('@'))
            return Problem.NotFound;
        if (!CanSend)
            return new Problem("NewsNoMail", NewsText.Say("NoMail"));
        return await db.Attempt<Done>(async () =>
        {
            var wish = await db.Set<NewsWish>().FirstOrDefaultAsync(row => row.MemberId == member.Id, cancel) ?? db.Add(NewsWish.Of(member, desk.Now)).Entity;
            if (desk.Now - wish.LinkAt < Rest)
                return default(Done);
            wish.Link(desk.Now);
            var (subject, text) = (Named("ConfirmSubject"), Named("ConfirmMail"));
            mail.Add(entrance.Contact, "square-confirm", subject, $"{text}\n\n{address.Home(here.Centre)}/square/confirm/{Secret(entrance)}\n", CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);
            return default(Done);
        }, () => desk.Problem("Stale"), cancel);
    }

    /// <summary>The address that a link confirms; null for a link that is none, is over, or whose address was changed.</summary>
    public async Task<string?> Read(string secret, CancellationToken cancel) => (await Find(secret, cancel))?.Contact;

    public async Task<Result<Done>> Run(string secret, CancellationToken cancel) => await db.Attempt<Done>(async () =>
    {
        if (await Find(secret, cancel) is not { } entrance)
            return Problem.NotFound;
        if (entrance.VerifiedAt is not null)
            return default(Done);
        entrance.Verify(desk.Now);
        audit.Note("community.confirmed", $"person:{entrance.PersonId}");
        return default(Done);
    }, () => desk.Problem("Stale"), cancel);

    private string Named(string key) => string.Format(CultureInfo.CurrentCulture, NewsText.Say(key), here.Centre.Name);

    /// <summary>What confirms an address, in three days.</summary>
    internal string Secret(Entrance entrance) => seal.Protect(string.Create(CultureInfo.InvariantCulture, $"{(desk.Now + Serves).UtcTicks} {entrance.Id} {entrance.Contact}"));

    private async Task<Entrance?> Find(string secret, CancellationToken cancel)
    {
        if (Open(secret) is not { } said)
            return null;
        return await db.Set<Entrance>().FirstOrDefaultAsync(row => row.Id == said.Entrance && row.Contact == said.Contact, cancel);
    }

    private Confirmed? Open(string secret)
    {
        try
        {
            var parts = seal.Unprotect(secret).Split(' ');
            return long.Parse(parts[0], CultureInfo.InvariantCulture) > desk.Now.UtcTicks ? new(Id<Entrance>.Parse(parts[1], null), parts[2]) : null;
        }
        catch (CryptographicException)
        {
            // Typed by hand, or cut by a mail program.
            return null;
        }
    }
}
