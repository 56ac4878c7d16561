using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Appointments;
using Pendopo.Care.Reminders;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Safety.Contracts;

namespace Pendopo.Care.Classes;

/// <summary>What is kept of somebody who joined a class, by their telephone or their code.</summary>
internal sealed class ClassRecords(PendopoDb db) : IPersonalRecords, ITouchedPeople
{
    private const int Most = 500;

    public IReadOnlyList<string> Tables => ["care_class_person"];

    public async Task<IReadOnlyList<PersonalRecord>> Of(RecordSubject subject, CancellationToken cancel)
    {
        var rows = await Find(db.Set<ClassPerson>().AsNoTracking(), subject.Handle, subject.Code).OrderBy(row => row.MadeAt).Take(Most).ToListAsync(cancel);
        var (ids, classIds) = (rows.ConvertAll(row => row.Id), rows.Select(row => row.ClassId).Distinct().ToList());
        var titles = await db.Set<CareClass>().AsNoTracking().Where(row => classIds.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Title, cancel);
        var came = (await (from there in db.Set<ClassPresence>() join meeting in db.Set<ClassMeeting>() on there.MeetingId equals meeting.Id where ids.Contains(there.PersonId) select new { there.PersonId, meeting.Day }).ToListAsync(cancel)).ToLookup(row => row.PersonId, row => row.Day);
        return [.. rows.Select(row => new PersonalRecord(ClassText.Say("Record"), row.MadeAt,
        [
            new(ClassText.Say("ClassName"), titles.GetValueOrDefault(row.ClassId, "")), new(BookText.Say("SayName"), row.Name), new(BookText.Say("SayPhone"), row.Phone.Length > 0 ? "+" + row.Phone : ""), new(BookText.Say("Reference"), row.Reference),
            new(BookText.Say("RecordState"), ClassText.Say("State" + row.State)), new(ClassText.Say("ColCame"), string.Join(", ", came[row.Id].Order().Select(CarePages.Field))), new(ClassText.Say("PrintedName"), row.PrintedName),
        ]))];
    }

    public async Task<IReadOnlyList<string>> Subjects(RecordSubject subject, CancellationToken cancel) =>
        [.. (await Find(db.Set<ClassPerson>().AsNoTracking(), subject.Handle, subject.Code).OrderBy(row => row.MadeAt).Take(Most).Select(row => row.Id).ToListAsync(cancel)).Select(id => $"class-person:{id}")];

    public async Task<IReadOnlyList<TouchedPerson>> Between(DateTimeOffset from, DateTimeOffset until, CancellationToken cancel) =>
        [.. (await db.Set<ClassPerson>().AsNoTracking().Where(row => (row.MadeAt >= from && row.MadeAt < until) || (row.ChangedAt >= from && row.ChangedAt < until)).OrderBy(row => row.MadeAt).ToListAsync(cancel))
            .Select(row => new TouchedPerson(ClassText.Say("Record"), row.Name, row.Phone.Length > 0 ? "+" + row.Phone : row.Reference, row.ChangedAt))];

    internal static IQueryable<ClassPerson> Find(IQueryable<ClassPerson> rows, string known, string code)
    {
        var (phone, reference) = (BookAppointment.PhoneOf(known) ?? "", Appointment.Typed(code));
        return rows.Where(row => (phone != "" && row.Phone == phone) || (reference != "" && row.Reference == reference));
    }
}

/// <summary>Somebody who joined a class and is erased: name, telephone, link and certificate go; that somebody came stays. Known by telephone or code.</summary>
internal sealed class ClassErasure(PendopoDb db, TimeProvider time) : IOutsiderErasure
{
    public const string Network = "class";

    public IReadOnlyList<string> Tables => ["care_class_person", "care_reminder_wish"];

    public async Task<IReadOnlyList<Outsider>> Known(string? name, CancellationToken cancel)
    {
        var rows = db.Set<ClassPerson>().AcrossCentres().AsNoTracking();
        if (name is not null)
            rows = ClassRecords.Find(rows, name, name);
        return [.. (await rows.Select(row => row.Id).ToListAsync(cancel)).Select(id => new Outsider(Network, id.ToString()))];
    }

    public async Task Erase(Outsider outsider, CancellationToken cancel)
    {
        if (outsider.Network != Network || !Id<ClassPerson>.TryParse(outsider.Id, null, out var id))
            return;
        foreach (var person in await db.Set<ClassPerson>().AcrossCentres().Where(row => row.Id == id).ToListAsync(cancel))
            person.Forget(time.Now());
        db.RemoveRange(await db.Set<ReminderWish>().AcrossCentres().Where(row => row.Subject == id.Value).ToListAsync(cancel));
    }
}

/// <summary>A member who is erased: the same for what they joined while they were signed in.</summary>
internal sealed class ClassMemberErasure(PendopoDb db, TimeProvider time) : IErasure
{
    public IReadOnlyList<string> Tables => ["care_class_person", "care_reminder_wish"];

    public async Task Erase(Id<Person> person, CancellationToken cancel)
    {
        var mine = await db.Set<ClassPerson>().AcrossCentres().Where(row => row.MemberId == person).ToListAsync(cancel);
        foreach (var joined in mine)
            joined.Forget(time.Now());
        var subjects = mine.ConvertAll(joined => joined.Id.Value);
        db.RemoveRange(await db.Set<ReminderWish>().AcrossCentres().Where(row => subjects.Contains(row.Subject)).ToListAsync(cancel));
    }
}
