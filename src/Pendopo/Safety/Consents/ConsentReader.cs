using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.Ui;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Consents;

/// <summary>A consent with its text, what stands under it and what became of the copies.</summary>
public sealed record ConsentView(Consent Consent, ConsentWording Wording, bool Live, string Channels, IReadOnlyList<UsedThing> Uses, IReadOnlyList<RecallLine> Recalls, string EndedBy);

/// <summary>A sheet with all that stands on it.</summary>
/// <param name="AskedBy">Who asked, by name.</param>
/// <param name="AnsweredWith">Who held the tablet or wrote the paper in, by name; empty when nobody did.</param>
public sealed record SheetView(ConsentSheet Sheet, IReadOnlyList<ConsentView> Consents, string AskedBy, string AnsweredWith);

/// <summary>A sheet in a list.</summary>
internal sealed record SheetLine(ConsentSheet Sheet, IReadOnlyList<Consent> Consents);

/// <summary>Reads the register, within the centre.</summary>
internal sealed class ConsentReader(PendopoDb db, Here here, ConsentChannels channels, IEnumerable<IConsentUser> users, TimeProvider time)
{
    public const int Slice = 50;

    /// <summary>The sheets, the newest first.</summary>
    /// <param name="find">A code, whole, or the beginning of a word of a name; null for all.</param>
    public async Task<IReadOnlyList<SheetLine>> All(string? find, ConsentState? state, PageMark? before, CancellationToken cancel)
    {
        var sheets = db.Set<ConsentSheet>().AsNoTracking();
        if (find?.Trim() is { Length: > 0 } typed)
            sheets = sheets.Saying(db, typed);
        if (state is { } wanted)
            sheets = sheets.Where(sheet => db.Set<Consent>().Any(consent => consent.SheetId == sheet.Id && consent.State == wanted));
        var found = await sheets.NewestFirst(sheet => sheet.AskedAt, sheet => sheet.Id, before).Take(Slice + 1).ToListAsync(cancel);
        var ids = found.Select(sheet => sheet.Id).ToList();
        var consents = (await db.Set<Consent>().AsNoTracking().Where(consent => ids.Contains(consent.SheetId)).OrderBy(consent => consent.Id).ToListAsync(cancel)).ToLookup(consent => consent.SheetId);
        return [.. found.Select(sheet => new SheetLine(sheet, [.. consents[sheet.Id]]))];
    }

    public async Task<SheetView?> Read(Id<ConsentSheet> id, CancellationToken cancel)
    {
        if (await db.Set<ConsentSheet>().AsNoTracking().FirstOrDefaultAsync(sheet => sheet.Id == id, cancel) is not { } sheet)
            return null;
        var consents = await db.Set<Consent>().AsNoTracking().Where(consent => consent.SheetId == id).OrderBy(consent => consent.Purpose).ThenBy(consent => consent.Id).ToListAsync(cancel);
        var people = consents.Select(consent => consent.EndedById).Append(sheet.AnsweredWithId).Append(sheet.AskedById).OfType<Id<Person>>().Distinct().ToList();
        var names = await db.Set<Person>().AsNoTracking().Where(person => people.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, cancel);
        string NameOf(Id<Person>? person) => person is { } one ? names.GetValueOrDefault(one, "") : "";
        var views = new List<ConsentView>();
        foreach (var consent in consents)
            views.Add(await View(consent, NameOf(consent.EndedById), cancel));
        return new(sheet, views, NameOf(sheet.AskedById), NameOf(sheet.AnsweredWithId));
    }

    /// <summary>The sheet on which a consent stands; null when there is none of this id here.</summary>
    public async Task<Id<ConsentSheet>?> SheetOf(Id<Consent> id, CancellationToken cancel) =>
        await db.Set<Consent>().AsNoTracking().Where(row => row.Id == id).Select(row => (Id<ConsentSheet>?)row.SheetId).FirstOrDefaultAsync(cancel);

    private async Task<ConsentView> View(Consent consent, string endedBy, CancellationToken cancel)
    {
        var wording = await db.Set<ConsentWording>().AsNoTracking().FirstAsync(row => row.Id == consent.WordingId, cancel);
        var used = (await db.Set<ConsentUse>().AsNoTracking().Where(use => use.ConsentId == consent.Id).OrderBy(use => use.Id).ToListAsync(cancel)).ToLookup(use => use.Kind, use => use.Item);
        var things = new List<UsedThing>();
        foreach (var user in users.Where(user => used.Contains(user.Kind)))
            things.AddRange(await user.Describe([.. used[user.Kind]], cancel));
        var recalls = await db.Set<RecallLine>().AsNoTracking().Where(line => line.ConsentId == consent.Id).OrderBy(line => line.Id).ToListAsync(cancel);
        var live = consent.IsLiveOn(Clock.DateOf(time.GetUtcNow(), here.Centre.Zone));
        return new(consent, wording, live, await channels.Names(consent.Purpose, consent.State == ConsentState.Asked ? consent.OfferedList : consent.ChannelList, cancel), things, recalls, endedBy);
    }
}

internal static class SheetSearch
{
    /// <summary>The sheets of this code, whole, or with this in the name.</summary>
    public static IQueryable<ConsentSheet> Saying(this IQueryable<ConsentSheet> sheets, PendopoDb db, string typed)
    {
        var (code, name) = (typed.ToUpperInvariant(), LikePattern.Holding(typed));
        // SQLite's LIKE ignores the case of ASCII letters; PostgreSQL's does not.
        return db.Database.IsNpgsql()
            ? sheets.Where(sheet => sheet.Code == code || EF.Functions.ILike(sheet.Name, name, "\\"))
            : sheets.Where(sheet => sheet.Code == code || EF.Functions.Like(sheet.Name, name, "\\"));
    }
}
