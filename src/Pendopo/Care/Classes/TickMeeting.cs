using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Care.Appointments;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Classes;

/// <summary>Notes who was at a meeting. Who was not is held against nobody.</summary>
internal sealed class TickMeeting(PendopoDb db, Here here, ClassKeys keys, AuditBook audit, TimeProvider time, IStringLocalizer<ClassText> words)
{
    /// <summary>Exactly these of the listed were there.</summary>
    /// <param name="listed">Who stood on the list that was ticked; of others nothing is said.</param>
    public async Task<Result<ClassMeeting>> Run(Id<ClassMeeting> id, IReadOnlyCollection<Id<ClassPerson>> listed, IReadOnlyCollection<Id<ClassPerson>> came, CancellationToken cancel)
    {
        if (await Find(id, cancel) is not { } meeting)
            return Problem.NotFound;
        if (Early(meeting) is { } early)
            return early;
        return await db.Attempt<ClassMeeting>(async () =>
        {
            var (known, there) = (await db.Set<ClassPerson>().Where(row => row.ClassId == meeting.ClassId && listed.Contains(row.Id)).Select(row => row.Id).ToListAsync(cancel), await db.Set<ClassPresence>().Where(row => row.MeetingId == id).ToListAsync(cancel));
            db.RemoveRange(there.Where(row => known.Contains(row.PersonId) && !came.Contains(row.PersonId)));
            db.AddRange(known.Where(person => came.Contains(person) && there.TrueForAll(row => row.PersonId != person)).Select(person => ClassPresence.Of(meeting, person, time.Now())));
            audit.Note("care.class-attendance", $"class:{meeting.ClassId}", CarePages.Field(meeting.Day));
            return meeting;
        }, () => words.Problem("Stale"), cancel);
    }

    /// <summary>Somebody came who stood on no list: they are registered, beyond the places, and were there.</summary>
    public async Task<Result<ClassPerson>> WalkIn(Id<ClassMeeting> id, ClassGuest typed, CancellationToken cancel)
    {
        if (await Find(id, cancel) is not { } meeting)
            return Problem.NotFound;
        var guest = new ClassGuest(typed.Name.ReplaceLineEndings(" ").Trim(), BookAppointment.PhoneOf(typed.Phone) ?? typed.Phone.Trim());
        var problems = new List<Problem>();
        if (!BookAppointment.IsName(guest.Name))
            problems.Add(words.Problem("NameUnclear", "Name", Appointment.NameLength));
        if (guest.Phone.Length > 0 && BookAppointment.PhoneOf(guest.Phone) is null)
            problems.Add(words.Problem("PhoneUnclear", "Phone"));
        if (Early(meeting) is { } early)
            problems.Add(early);
        if (problems.Count > 0)
            return problems;
        var of = await db.Set<CareClass>().AsNoTracking().FirstAsync(row => row.Id == meeting.ClassId, cancel);
        var person = db.Add(ClassPerson.Of(of, guest, keys.Make(), (BookedBy.AtDesk, here.Actor, null), time.Now())).Entity;
        person.Join(null, time.Now());
        db.Add(ClassPresence.Of(meeting, person.Id, time.Now()));
        audit.Note("care.class-joined", $"class-person:{person.Id}", nameof(BookedBy.AtDesk));
        return await db.TrySave(cancel) ? person : words.Problem("Stale");
    }

    private async Task<ClassMeeting?> Find(Id<ClassMeeting> id, CancellationToken cancel) =>
        here.May(CareRoom.MayBook) ? await db.Set<ClassMeeting>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.CancelledAt == null, cancel) : null;

    // Who comes before the beginning stands at the door already; the day before nobody does.
    private Problem? Early(ClassMeeting meeting) => Platform.Ui.Clock.DateOf(time.GetUtcNow(), here.Centre.Zone) < meeting.Day ? words.Problem("TooEarly") : null;
}
