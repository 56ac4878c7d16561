using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Ui;
using Pendopo.Safety.Consents;

namespace Pendopo.Safety.Contracts;

/// <summary>A consent ended while something of this kind stood under it: the room takes back what it let out, and tells the <see cref="RecallLedger"/>.
/// Handled once or more often.</summary>
/// <param name="Kind">The <see cref="IConsentUser.Kind"/> concerned.</param>
public sealed record ConsentWithdrawn(Id<Centre> Centre, Id<Consent> Consent, string Kind) : IEvent;

/// <summary>A channel on which something may be shown.</summary>
/// <param name="Key">Its lasting name, such as `fediverse`.</param>
/// <param name="Name">What people call it, in the reader's language.</param>
public sealed record ConsentChannel(string Key, string Name);

/// <summary>A thing that shows a person.</summary>
/// <param name="Address">Where it stands at the desk.</param>
public sealed record UsedThing(Guid Item, string Title, string Address);

/// <summary>A room that shows people. It registers itself so that Safety can hide what it shows at once, and name it.</summary>
public interface IConsentUser
{
    /// <summary>The kind of thing, such as `post`; kept in rows.</summary>
    string Kind { get; }

    /// <summary>Where the room can show something of the centre in scope, in the reader's language.</summary>
    Task<IReadOnlyList<ConsentChannel>> Channels(CancellationToken cancel);

    /// <summary>Hides these things from everybody at once, in the caller's transaction. Things that are hidden already or were never shown are passed over.</summary>
    Task Hide(IReadOnlyCollection<Guid> items, CancellationToken cancel);

    /// <summary>What these things are called. Things that are gone are left out.</summary>
    Task<IReadOnlyList<UsedThing>> Describe(IReadOnlyCollection<Guid> items, CancellationToken cancel);
}

/// <summary>A consent as those who write see it.</summary>
/// <param name="Name">Whom it is about.</param>
/// <param name="Live">Whether it holds today.</param>
public sealed record NamedConsent(Consent Consent, string Name, string Code, bool Live);

/// <summary>Which thing stands under which consent, and whether it may be shown.</summary>
public sealed class ConsentUses
{
    private const int Most = 200, MostFound = 20;
    private readonly PendopoDb db;
    private readonly ConsentReading reading;
    private readonly CentreDirectory centres;
    private readonly TimeProvider time;
    private readonly IStringLocalizer<ConsentText> words;

    internal ConsentUses(PendopoDb db, ConsentReading reading, CentreDirectory centres, TimeProvider time, IStringLocalizer<ConsentText> words) =>
        (this.db, this.reading, this.centres, this.time, this.words) = (db, reading, centres, time, words);

    /// <summary>The consents that a thing names, the oldest first; also those that ended.</summary>
    public async Task<IReadOnlyList<NamedConsent>> Of(string kind, Guid item, CancellationToken cancel)
    {
        var ids = await reading.Named(db, kind, item).ToListAsync(cancel);
        return ids.Count == 0 ? [] : await Named(db.Set<Consent>().AsNoTracking().Where(consent => ids.Contains(consent.Id)), cancel);
    }

    /// <summary>The consents of the centre in scope that hold today and are for this medium, the newest first; at most 20.</summary>
    /// <param name="find">A code, whole, or a part of a name; empty for any.</param>
    public async Task<IReadOnlyList<NamedConsent>> Find(string find, ConsentMedium? medium, CancellationToken cancel)
    {
        var sheets = db.Set<ConsentSheet>().AsNoTracking();
        if (find.Trim() is { Length: > 0 } typed)
            sheets = sheets.Saying(db, typed);
        var given = db.Set<Consent>().AsNoTracking().Where(consent => consent.State == ConsentState.Given && sheets.Any(sheet => sheet.Id == consent.SheetId));
        var named = await Named(given.OrderByDescending(consent => consent.Id).Take(Most), cancel);
        return [.. named.Where(one => one.Live && ConsentChannels.IsPublic(one.Consent.Purpose) && (medium is not { } wanted || one.Consent.Covers(wanted))).Take(MostFound)];
    }

    /// <summary>Why these consents cannot be named for something new of this medium; null when all hold and are for it.</summary>
    public async Task<Problem?> Unfit(IReadOnlyCollection<Id<Consent>> consents, ConsentMedium? medium, CancellationToken cancel)
    {
        var wanted = consents.Distinct().ToList();
        var named = await Named(db.Set<Consent>().AsNoTracking().Where(consent => wanted.Contains(consent.Id)), cancel);
        if (named.Count != wanted.Count || named.Exists(one => !one.Live))
            return words.Problem("ConsentNotLive", "Consents");
        return medium is { } shown && named.Find(one => !one.Consent.Covers(shown)) is { } other ? words.Problem("ConsentNotForMedium", "Consents", other.Code, ConsentText.Say("Medium_" + shown)) : null;
    }

    /// <summary>Writes, in the caller's transaction, that a thing also stands under these consents, whether they hold or not: what was copied, and what waits for an answer.</summary>
    public async Task Join(Id<Centre> centre, string kind, Guid item, IReadOnlyCollection<Id<Consent>> consents, CancellationToken cancel)
    {
        var wanted = consents.Distinct().ToList();
        var standing = await db.Set<ConsentUse>().Where(use => use.Kind == kind && use.Item == item).Select(use => use.ConsentId).ToListAsync(cancel);
        var waiting = db.ChangeTracker.Entries<ConsentUse>().Where(entry => entry.State == EntityState.Added && entry.Entity.Kind == kind && entry.Entity.Item == item).Select(entry => entry.Entity.ConsentId);
        db.AddRange(wanted.Except([.. standing, .. waiting]).Select(id => ConsentUse.Of(centre, id, kind, item, time.Now())));
    }

    /// <summary>Writes, in the caller's transaction, that a copy stands under every consent that the first stands under.</summary>
    public async Task Copy(Id<Centre> centre, (string Kind, Guid Item) from, (string Kind, Guid Item) to, CancellationToken cancel) =>
        await Join(centre, to.Kind, to.Item, await db.Set<ConsentUse>().AsNoTracking().Where(use => use.Kind == from.Kind && use.Item == from.Item).Select(use => use.ConsentId).ToListAsync(cancel), cancel);

    /// <summary>Those of some things, of whichever centre, that name a consent: a person's yes was given to one centre.</summary>
    public Task<List<Guid>> ShownAnywhere(string kind, IReadOnlyCollection<Guid> items, CancellationToken cancel) =>
        db.Set<ConsentUse>().AcrossCentres().AsNoTracking().Where(use => use.Kind == kind && items.Contains(use.Item)).Select(use => use.Item).Distinct().ToListAsync(cancel);

    /// <summary>Writes, in the caller's transaction, that a thing shows the persons of these consents and of no others.</summary>
    public async Task<Result<Done>> Name(Id<Centre> centre, string kind, Guid item, IReadOnlyCollection<Id<Consent>> consents, CancellationToken cancel)
    {
        var standing = await db.Set<ConsentUse>().Where(use => use.Kind == kind && use.Item == item).ToListAsync(cancel);
        var added = consents.Where(id => standing.TrueForAll(use => use.ConsentId != id)).Distinct().ToList();
        var live = (await Named(db.Set<Consent>().AsNoTracking().Where(consent => added.Contains(consent.Id)), cancel)).Where(named => named.Live).Select(named => named.Consent.Id).ToList();
        if (live.Count != added.Count)
            return words.Problem("ConsentNotLive", "Consents");
        // What ended stays named: a post does not become free to go out by leaving the person's no unsaid.
        var left = standing.Where(use => !consents.Contains(use.ConsentId)).ToList();
        var leftIds = left.Select(use => use.ConsentId).ToList();
        var ended = await db.Set<Consent>().Where(consent => leftIds.Contains(consent.Id) && consent.State == ConsentState.Ended).Select(consent => consent.Id).ToListAsync(cancel);
        db.RemoveRange(left.Where(use => !ended.Contains(use.ConsentId)));
        db.AddRange(added.Select(id => ConsentUse.Of(centre, id, kind, item, time.Now())));
        return default(Done);
    }

    /// <summary>Why a thing may not be shown on these channels now, in the reader's language; null when it may, or when it shows nobody.</summary>
    /// <param name="channels">Keys of channels; none asks only whether every consent holds.</param>
    /// <param name="at">The instant at which it is to go out; now when null.</param>
    public async Task<Problem?> Refuses(string kind, Guid item, IReadOnlyCollection<ConsentChannel> channels, DateTimeOffset? at, CancellationToken cancel)
    {
        foreach (var named in await Of(kind, item, cancel))
        {
            var last = named.Consent.UntilDay;
            if (!named.Live)
                return words.Problem("ConsentEnded", null, named.Code);
            if (at is { } when && !named.Consent.IsLiveOn(await Day(named.Consent.CentreId, when, cancel)))
                return words.Problem("ConsentEndsBefore", null, named.Code, Clock.Date(last));
            if (channels.FirstOrDefault(channel => !named.Consent.Covers(channel.Key)) is { } uncovered)
                return words.Problem("ConsentNotForChannel", null, named.Code, uncovered.Name);
        }
        return null;
    }

    /// <summary>The things of a kind under a consent.</summary>
    public Task<List<Guid>> Items(Id<Consent> consent, string kind, CancellationToken cancel) =>
        db.Set<ConsentUse>().AsNoTracking().Where(use => use.ConsentId == consent && use.Kind == kind).OrderBy(use => use.Id).Select(use => use.Item).ToListAsync(cancel);

    /// <summary>Whether a thing names a consent that holds no longer: asked by a page when it is shown.</summary>
    public Task<bool> Stops(string kind, Guid item, CancellationToken cancel) =>
        db.Set<ConsentUse>().AnyAsync(use => use.Kind == kind && use.Item == item && db.Set<Consent>().Any(consent => consent.Id == use.ConsentId && (consent.State != ConsentState.Given || consent.SuspendedAt != null)), cancel);

    /// <summary>Those of some things that name a consent which holds no longer.</summary>
    public Task<List<Guid>> Stopped(string kind, IReadOnlyCollection<Guid> items, CancellationToken cancel) =>
        db.Set<ConsentUse>().AsNoTracking().Where(use => use.Kind == kind && items.Contains(use.Item) && db.Set<Consent>().Any(consent => consent.Id == use.ConsentId && (consent.State != ConsentState.Given || consent.SuspendedAt != null)))
            .Select(use => use.Item).Distinct().ToListAsync(cancel);

    private async Task<List<NamedConsent>> Named(IQueryable<Consent> consents, CancellationToken cancel)
    {
        var found = await consents.ToListAsync(cancel);
        var sheetIds = found.Select(consent => consent.SheetId).Distinct().ToList();
        var sheets = await db.Set<ConsentSheet>().AsNoTracking().Where(sheet => sheetIds.Contains(sheet.Id)).ToDictionaryAsync(sheet => sheet.Id, cancel);
        var named = new List<NamedConsent>();
        foreach (var consent in found)
            named.Add(new(consent, sheets[consent.SheetId].Name, sheets[consent.SheetId].Code, consent.IsLiveOn(await Day(consent.CentreId, time.GetUtcNow(), cancel))));
        return named;
    }

    private async Task<DateOnly> Day(Id<Centre> centre, DateTimeOffset at, CancellationToken cancel) =>
        Clock.DateOf(at, (await centres.ById(centre, cancel) ?? throw new InvalidOperationException("A consent has no centre.")).Zone);
}
