using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Reminders;
using Pendopo.Care.Services;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;

namespace Pendopo.Care.Classes;

/// <summary>A class as everybody sees it.</summary>
/// <param name="Meetings">In their order, those that fell out too.</param>
/// <param name="Left">How many places are free; null where their number has no bound.</param>
/// <param name="LedBy">Who leads it; empty where nobody is named.</param>
public sealed record ClassLine(CareClass Class, IReadOnlyList<ClassMeeting> Meetings, int? Left, string LedBy, DateTimeOffset Now)
{
    /// <summary>The first meeting that is held and lies ahead.</summary>
    public ClassMeeting? Next => Meetings.FirstOrDefault(meeting => meeting.IsHeld && meeting.StartsAt > Now);

    public bool MayJoin => Class.EndedAt is null && Next is not null;

    public bool IsFull => Left == 0;
}

/// <summary>A class as the desk sees it.</summary>
/// <param name="People">Who asked first, then who has a place, then who waits; without those who left.</param>
/// <param name="Came">How often somebody was there.</param>
/// <param name="Reached">Who chose a way to be written to.</param>
internal sealed record ClassDesk(ClassLine Line, IReadOnlyList<ClassPerson> People, IReadOnlyDictionary<Id<ClassPerson>, int> Came, IReadOnlySet<Id<ClassPerson>> Reached);

/// <summary>A meeting with who may be there and who was.</summary>
internal sealed record MeetingList(CareClass Class, ClassMeeting Meeting, IReadOnlyList<ClassPerson> People, IReadOnlySet<Id<ClassPerson>> There);

/// <summary>Reads the classes of the centre in scope.</summary>
internal sealed class ClassReading(PendopoDb db, Here here, TimeProvider time)
{
    private const int MostPeople = 2_000;

    private IReadOnlyList<ClassLine>? coming;

    public DateOnly Today => Clock.DateOf(time.GetUtcNow(), here.Centre.Zone);

    /// <summary>Classes that somebody can still come to, the next first; read once a request.</summary>
    public async Task<IReadOnlyList<ClassLine>> Coming(CancellationToken cancel) =>
        coming ??= [.. (await Lines(db.Set<CareClass>().Where(row => row.EndedAt == null), cancel)).Where(line => line.Next is not null).OrderBy(line => line.Next!.StartsAt)];

    /// <summary>For the desk: those that go on, then those that are over, the newest first.</summary>
    public async Task<IReadOnlyList<ClassLine>> All(CancellationToken cancel) =>
        [.. (await Lines(db.Set<CareClass>(), cancel)).OrderBy(line => line.Next is null).ThenBy(line => line.Next?.StartsAt).ThenByDescending(line => line.Meetings.Count > 0 ? line.Meetings[^1].StartsAt : default)];

    public async Task<ClassLine?> BySlug(string slug, CancellationToken cancel) => (await Lines(db.Set<CareClass>().Where(row => row.Slug == slug), cancel)).FirstOrDefault();

    public async Task<ClassLine?> Of(Id<CareClass> id, CancellationToken cancel) => (await Lines(db.Set<CareClass>().Where(row => row.Id == id), cancel)).FirstOrDefault();

    public async Task<ClassDesk?> Desk(Id<CareClass> id, CancellationToken cancel)
    {
        if (await Of(id, cancel) is not { } line)
            return null;
        var people = await db.Set<ClassPerson>().AsNoTracking().Where(row => row.ClassId == id && row.State != ClassState.Left && row.State != ClassState.Refused).OrderBy(row => row.MadeAt).ThenBy(row => row.Id).Take(MostPeople).ToListAsync(cancel);
        var (ids, subjects) = (people.ConvertAll(row => row.Id), people.ConvertAll(row => row.Id.Value));
        var came = await db.Set<ClassPresence>().Where(row => ids.Contains(row.PersonId)).GroupBy(row => row.PersonId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancel);
        var reached = (await db.Set<ReminderWish>().Where(row => subjects.Contains(row.Subject) && row.RestrictedAt == null).Select(row => row.Subject).ToListAsync(cancel)).Select(id => new Id<ClassPerson>(id)).ToHashSet();
        return new(line, [.. people.OrderBy(row => row.State)], came, reached);
    }

    public async Task<MeetingList?> Meeting(Id<ClassMeeting> id, CancellationToken cancel)
    {
        if (await db.Set<ClassMeeting>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } meeting)
            return null;
        var of = await db.Set<CareClass>().AsNoTracking().FirstAsync(row => row.Id == meeting.ClassId, cancel);
        var there = (await db.Set<ClassPresence>().Where(row => row.MeetingId == id).Select(row => row.PersonId).ToListAsync(cancel)).ToHashSet();
        var people = await db.Set<ClassPerson>().AsNoTracking().Where(row => row.ClassId == of.Id && (row.State == ClassState.Joined || there.Contains(row.Id))).Take(MostPeople).ToListAsync(cancel);
        return new(of, meeting, [.. people.OrderBy(row => row.Name, StringComparer.CurrentCulture)], there);
    }

    /// <summary>What somebody who is signed in has in a class; null for nothing.</summary>
    public async Task<ClassPerson?> Mine(Id<CareClass> id, CancellationToken cancel) =>
        here.Person?.Id is { } me ? await db.Set<ClassPerson>().AsNoTracking().OrderByDescending(row => row.Id).FirstOrDefaultAsync(row => row.ClassId == id && row.MemberId == me && row.State != ClassState.Left && row.State != ClassState.Refused, cancel) : null;

    private async Task<List<ClassLine>> Lines(IQueryable<CareClass> rows, CancellationToken cancel)
    {
        var classes = await rows.AsNoTracking().ToListAsync(cancel);
        var ids = classes.ConvertAll(row => row.Id);
        var meetings = (await db.Set<ClassMeeting>().AsNoTracking().Where(row => ids.Contains(row.ClassId)).OrderBy(row => row.StartsAt).ToListAsync(cancel)).ToLookup(row => row.ClassId);
        var taken = await db.Set<ClassPerson>().Where(row => ids.Contains(row.ClassId) && row.Number != null).GroupBy(row => row.ClassId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancel);
        var staffIds = classes.Select(row => row.StaffId).OfType<Id<StaffMember>>().Distinct().ToList();
        var staff = await db.Set<StaffMember>().AsNoTracking().Where(row => staffIds.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Name, cancel);
        return classes.ConvertAll(row => new ClassLine(row, [.. meetings[row.Id]], row.Places is { } most ? Math.Max(0, most - taken.GetValueOrDefault(row.Id)) : null,
            row.StaffId is { } leads && staff.TryGetValue(leads, out var name) ? name : row.LedBy, time.GetUtcNow()));
    }
}
