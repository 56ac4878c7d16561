using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;

namespace Pendopo.Community.Members;

/// <summary>What the desk asks of somebody who joins there.</summary>
internal sealed record CardAsked(string? Name, string? Phone, bool Grown, string? Guardian, string? Village);

/// <summary>Cards of the desk: made, printed, found by their link.</summary>
internal sealed class KeepCards(PendopoDb db, Here here, Villages villages, IDataProtectionProvider protection, PublicAddress address, AuditBook audit, MemberDesk desk)
{
    private const int Most = 50;

    private readonly IDataProtector seal = protection.CreateProtector("community.card");

    /// <summary>The newest cards of this centre.</summary>
    public Task<List<JoinCard>> Newest(CancellationToken cancel) => db.Set<JoinCard>().AsNoTracking().OrderByDescending(row => row.Id).Take(Most).ToListAsync(cancel);

    public Task<JoinCard?> Find(Id<JoinCard> id, CancellationToken cancel) => db.Set<JoinCard>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel);

    /// <summary>The address that its QR code says; null once it was used.</summary>
    public string? LinkOf(JoinCard card) => card.IsLive(desk.Now) && SecretLink.Shown(seal, card.SecretSealed) is { } secret ? $"{address.Home(here.Centre)}/square/card/{secret}" : null;

    /// <summary>The card of a link that can be used still, or null.</summary>
    public async Task<JoinCard?> Follow(string secret, CancellationToken cancel)
    {
        var hash = SecretLink.HashOf(secret);
        return await db.Set<JoinCard>().AsNoTracking().FirstOrDefaultAsync(row => row.SecretHash == hash, cancel) is { } card && card.IsLive(desk.Now) ? card : null;
    }

    public async Task<Result<JoinCard>> Make(CardAsked asked, CancellationToken cancel)
    {
        var problems = new List<Problem>();
        var (name, guardian) = ((asked.Name ?? "").Trim(), (asked.Guardian ?? "").Trim());
        if (name.Length is 0 or > JoinCard.NameLength)
            problems.Add(desk.Problem("NameWrong", "Name", JoinCard.NameLength));
        var phone = string.IsNullOrWhiteSpace(asked.Phone) ? CardNumber.New() : Contacts.Read(asked.Phone);
        if (phone is null)
            problems.Add(desk.Problem("ContactWrong", "Phone"));
        else if (await db.Set<Entrance>().CountAsync(row => row.Contact == phone, cancel) >= Entrance.MostSharing)
            problems.Add(desk.Problem("ContactFull", "Phone"));
        if (!asked.Grown && guardian.Length is 0 or > Member.GuardianLength)
            problems.Add(desk.Problem("GuardianMissing", "Guardian", await desk.AdultAge(cancel)));
        if (problems.Count > 0)
            return problems;
        var card = JoinCard.Of(here.Centre.Id, new(name, phone!, asked.Grown ? "" : guardian, await villages.Read(asked.Village, cancel)), SecretLink.Make(seal), here.Actor, desk.Now);
        db.Add(card);
        audit.Note("community.card", $"card:{card.Id}");
        await db.SaveChangesAsync(cancel);
        return card;
    }
}
