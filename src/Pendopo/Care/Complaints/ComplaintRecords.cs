using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Appointments;
using Pendopo.Platform.Access;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;

namespace Pendopo.Care.Complaints;

/// <summary>What is kept of somebody who complained, by their telephone or the code of a complaint.</summary>
internal sealed class ComplaintRecords(PendopoDb db) : IPersonalRecords, ITouchedPeople
{
    private const int Most = 500;

    public IReadOnlyList<string> Tables => ["care_complaint", "care_complaint_answer"];

    public async Task<IReadOnlyList<PersonalRecord>> Of(RecordSubject subject, CancellationToken cancel)
    {
        var rows = await Find(db.Set<Complaint>().AsNoTracking(), subject.Handle, subject.Code).OrderBy(row => row.MadeAt).Take(Most).ToListAsync(cancel);
        var ids = rows.ConvertAll(row => row.Id);
        var answers = (await db.Set<ComplaintAnswer>().AsNoTracking().Where(row => ids.Contains(row.ComplaintId)).OrderBy(row => row.SaidAt).ToListAsync(cancel)).ToLookup(row => row.ComplaintId);
        return [.. rows.Select(row => new PersonalRecord(ComplaintText.Say("Record"), row.MadeAt,
        [
            new(BookText.Say("SayName"), row.Name), new(BookText.Say("SayPhone"), row.Phone.Length > 0 ? "+" + row.Phone : ""), new(ComplaintText.Say("WordsAsked"), row.Words), new(BookText.Say("RecordState"), ComplaintText.Say("State" + row.State)),
            .. answers[row.Id].Select(answer => new KeyValuePair<string, string>(ComplaintText.Say("AnswerTitle"), answer.Words)),
        ]))];
    }

    public async Task<IReadOnlyList<string>> Subjects(RecordSubject subject, CancellationToken cancel) =>
        [.. (await Find(db.Set<Complaint>().AsNoTracking(), subject.Handle, subject.Code).OrderBy(row => row.MadeAt).Take(Most).Select(row => row.Id).ToListAsync(cancel)).Select(id => $"complaint:{id}")];

    public async Task<IReadOnlyList<TouchedPerson>> Between(DateTimeOffset from, DateTimeOffset until, CancellationToken cancel) =>
        [.. (await db.Set<Complaint>().AsNoTracking().Where(row => row.MadeAt >= from && row.MadeAt < until && (row.Name != "" || row.Phone != "")).OrderBy(row => row.MadeAt).ToListAsync(cancel))
            .Select(row => new TouchedPerson(ComplaintText.Say("Record"), row.Name, row.Phone.Length > 0 ? "+" + row.Phone : "", row.MadeAt))];

    /// <summary>Those of somebody known by a telephone or by a code.</summary>
    internal static IQueryable<Complaint> Find(IQueryable<Complaint> rows, string known, string code)
    {
        var (phone, hash) = (BookAppointment.PhoneOf(known) ?? "", SpokenCode.Typed(code) is { Length: SpokenCode.SecretLength } typed ? SecretLink.HashOf(typed) : "");
        return rows.Where(row => (phone != "" && row.Phone == phone) || (hash != "" && row.CodeHash == hash));
    }
}

/// <summary>Somebody who complained and is erased: words, name, telephone, code and answers go; that there was a complaint stays.</summary>
internal sealed class ComplaintErasure(PendopoDb db) : IOutsiderErasure
{
    public const string Network = "complaint";

    public IReadOnlyList<string> Tables => ["care_complaint", "care_complaint_answer"];

    public async Task<IReadOnlyList<Outsider>> Known(string? name, CancellationToken cancel)
    {
        var rows = db.Set<Complaint>().AcrossCentres().AsNoTracking();
        return [.. (await (name is null ? rows : ComplaintRecords.Find(rows, name, name)).Select(row => row.Id).ToListAsync(cancel)).Select(id => new Outsider(Network, id.ToString()))];
    }

    public async Task Erase(Outsider outsider, CancellationToken cancel)
    {
        if (outsider.Network != Network || !Id<Complaint>.TryParse(outsider.Id, null, out var id))
            return;
        foreach (var complaint in await db.Set<Complaint>().AcrossCentres().Where(row => row.Id == id).ToListAsync(cancel))
            complaint.Forget();
        foreach (var answer in await db.Set<ComplaintAnswer>().AcrossCentres().Where(row => row.ComplaintId == id).ToListAsync(cancel))
            answer.Forget();
    }
}
