using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Queue;
using Pendopo.Care.Services;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Care.Complaints;

/// <summary>A complaint as staff see it.</summary>
internal sealed record ComplaintLine(Complaint Complaint, HealthService? Service, StaffMember? Staff, Person? Owner);

/// <summary>Whom complaints may be shown and given to. Who is named in one does not see it, and never owns it.</summary>
internal sealed class ComplaintReading(PendopoDb db, Here here, Holders holders)
{
    private const int Most = 500;

    private List<Person>? answering;

    /// <summary>The open ones by the promised time, then those of the last year that were answered, the newest first.</summary>
    public async Task<IReadOnlyList<ComplaintLine>> All(bool open, CancellationToken cancel)
    {
        var rows = db.Set<Complaint>().AsNoTracking().Where(row => (row.State == ComplaintState.Waiting || row.State == ComplaintState.InHand) == open);
        return await Lines(await (open ? rows.OrderBy(row => row.AnswerBy) : rows.OrderByDescending(row => row.MadeAt)).ThenBy(row => row.Id).Take(Most).ToListAsync(cancel), cancel);
    }

    /// <summary>How many wait for somebody who may read them.</summary>
    public async Task<IReadOnlyList<ComplaintLine>> Waiting(CancellationToken cancel) => here.May(CareRoom.MayAnswer) ? await All(open: true, cancel) : [];

    public async Task<ComplaintLine?> Find(Id<Complaint> id, CancellationToken cancel) =>
        here.May(CareRoom.MayAnswer) && await db.Set<Complaint>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is { } found ? (await Lines([found], cancel)).FirstOrDefault() : null;

    public Task<List<ComplaintAnswer>> Answers(Id<Complaint> id, CancellationToken cancel) => db.Set<ComplaintAnswer>().AsNoTracking().Where(row => row.ComplaintId == id).OrderBy(row => row.SaidAt).ThenBy(row => row.Id).ToListAsync(cancel);

    /// <summary>Who may own it: everybody who may answer and is not named.</summary>
    public async Task<IReadOnlyList<Person>> MayOwn(ComplaintLine line, CancellationToken cancel) => [.. (await Answering(cancel)).Where(person => !NamedPeople.IsNamed(person, line.Complaint.Words, line.Staff?.Name))];

    /// <summary>The middle of the waits that were measured on that day at that service, in minutes; null where none was.</summary>
    public async Task<int?> Measured(Complaint complaint, CancellationToken cancel)
    {
        if (complaint is not { ServiceId: { } service, Day: { } day })
            return null;
        var called = await db.Set<Ticket>().AsNoTracking().Where(row => row.CalledAt != null && db.Set<QueueLine>().Any(line => line.Id == row.LineId && line.Day == day && db.Set<ClinicSession>().Any(session => session.Id == line.SessionId && session.ServiceId == service)))
            .Select(row => new { row.IssuedAt, row.CalledAt }).ToListAsync(cancel);
        return called.Count == 0 ? null : (int)Math.Round(called.Select(row => (row.CalledAt!.Value - row.IssuedAt).TotalMinutes).Order().ElementAt(called.Count / 2));
    }

    private async Task<IReadOnlyList<ComplaintLine>> Lines(List<Complaint> rows, CancellationToken cancel)
    {
        var (services, staff, owners) = (rows.ConvertAll(row => row.ServiceId), rows.ConvertAll(row => row.StaffId), rows.ConvertAll(row => row.OwnerId));
        var serviceById = await db.Set<HealthService>().AsNoTracking().Where(row => services.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancel);
        var staffById = await db.Set<StaffMember>().AsNoTracking().Where(row => staff.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancel);
        var ownerById = await db.Set<Person>().AsNoTracking().Where(row => owners.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancel);
        var all = rows.Select(row => new ComplaintLine(row, row.ServiceId is { } service ? serviceById.GetValueOrDefault(service) : null, row.StaffId is { } member ? staffById.GetValueOrDefault(member) : null, row.OwnerId is { } owner ? ownerById.GetValueOrDefault(owner) : null));
        var seen = new List<ComplaintLine>();
        foreach (var line in all)
        {
            // Where everybody is named, hiding it from all of them would hide it from the world.
            if (!NamedPeople.IsNamed(here.Person!, line.Complaint.Words, line.Staff?.Name) || (await MayOwn(line, cancel)).Count == 0)
                seen.Add(line);
        }
        return seen;
    }

    private async Task<List<Person>> Answering(CancellationToken cancel) => answering ??= await holders.Of(CareRoom.MayAnswer, here.Centre.Id, ownOnly: false, cancel);
}
