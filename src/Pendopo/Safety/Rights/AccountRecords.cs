using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Centres;
using Pendopo.Platform.People;
using Pendopo.Platform.People.SignIn;
using Pendopo.Platform.Ui;
using Pendopo.Safety.Contracts;
using Pendopo.Safety.Training;

namespace Pendopo.Safety.Rights;

/// <summary>The account of a person, by its address: name, roles, where they are signed in, what they learned and signed.</summary>
internal sealed class AccountRecords(PendopoDb db, Here here) : IPersonalRecords, ITouchedPeople
{
    public IReadOnlyList<string> Tables => ["platform_account", "platform_person", "platform_membership", "platform_session", "safety_lesson_pass", "safety_policy_signature"];

    public async Task<IReadOnlyList<PersonalRecord>> Of(RecordSubject subject, CancellationToken cancel)
    {
        var email = subject.Email.ToUpperInvariant();
        var centre = (Id<Centre>?)here.Centre.Id;
        // Only who belongs to this centre: another centre answers for its own people.
        var found = await db.Set<Account>().AsNoTracking().Where(account => account.NormalizedEmail == email && db.Set<Membership>().Any(held => held.PersonId == account.PersonId && held.CentreId == centre))
            .Join(db.Set<Person>(), account => account.PersonId, person => person.Id, (account, person) => new { Account = account, Person = person }).ToListAsync(cancel);
        var records = new List<PersonalRecord>();
        foreach (var one in found)
        {
            records.Add(new(RightsText.Say("RecordAccount"), one.Account.CreatedAt,
                [new(RightsText.Say("Name"), one.Person.Name), new(RightsText.Say("RecordTitle"), one.Person.Title), new(RightsText.Say("RecordEmail"), one.Account.Email ?? ""), new(RightsText.Say("RecordRoles"), await Roles(one.Person.Id, cancel))]));
            records.AddRange(await Sessions(one.Account.Id, cancel));
            records.AddRange(await Learned(one.Person.Id, cancel));
        }
        return records;
    }

    public async Task<IReadOnlyList<TouchedPerson>> Between(DateTimeOffset from, DateTimeOffset until, CancellationToken cancel)
    {
        var centre = (Id<Centre>?)here.Centre.Id;
        var people = await db.Set<Account>().AsNoTracking().Where(account => db.Set<Membership>().Any(held => held.PersonId == account.PersonId && held.CentreId == centre))
            .Where(account => (account.CreatedAt >= from && account.CreatedAt < until) || db.Set<Session>().Any(session => session.AccountId == account.Id && session.SeenAt >= from && session.CreatedAt < until))
            .Join(db.Set<Person>(), account => account.PersonId, person => person.Id, (account, person) => new { person.Name, account.Email, account.CreatedAt }).OrderBy(row => row.CreatedAt).ToListAsync(cancel);
        return [.. people.Select(row => new TouchedPerson(RightsText.Say("RecordAccount"), row.Name, row.Email ?? "", row.CreatedAt))];
    }

    private async Task<string> Roles(Id<Person> person, CancellationToken cancel) => string.Join(", ", await db.Set<Membership>().AsNoTracking().Where(held => held.PersonId == person)
        .Join(db.Set<Role>(), held => held.RoleId, role => role.Id, (_, role) => role.Name).Distinct().OrderBy(name => name).ToListAsync(cancel));

    private async Task<IEnumerable<PersonalRecord>> Sessions(Id<Account> account, CancellationToken cancel) =>
        (await db.Set<Session>().AsNoTracking().Where(session => session.AccountId == account).OrderBy(session => session.CreatedAt).ToListAsync(cancel)).Select(session => new PersonalRecord(
            RightsText.Say("RecordSession"), session.CreatedAt, [new(RightsText.Say("RecordDevice"), session.Device), new(RightsText.Say("RecordSeen"), Clock.DateTime(session.SeenAt, here.Centre.Zone))]));

    private async Task<IEnumerable<PersonalRecord>> Learned(Id<Person> person, CancellationToken cancel)
    {
        var passes = await db.Set<LessonPass>().AsNoTracking().Where(pass => pass.PersonId == person).OrderBy(pass => pass.PassedAt).ToListAsync(cancel);
        var signed = await db.Set<PolicySignature>().AsNoTracking().Where(signature => signature.PersonId == person).OrderBy(signature => signature.SignedAt).ToListAsync(cancel);
        return passes.Select(pass => new PersonalRecord(RightsText.Say("RecordLesson"), pass.PassedAt, [new(RightsText.Say("RecordLesson"), TrainingText.Say("Lesson_" + pass.Lesson.ToString()))]))
            .Concat(signed.Select(signature => new PersonalRecord(RightsText.Say("RecordPolicy"), signature.SignedAt, [new(RightsText.Say("RecordPolicy"), signature.Number.ToString(System.Globalization.CultureInfo.InvariantCulture))])));
    }
}

/// <summary>Who was asked for consents and who asked about their data, for the list of who was touched.</summary>
internal sealed class RegisterTouched(PendopoDb db) : ITouchedPeople
{
    public async Task<IReadOnlyList<TouchedPerson>> Between(DateTimeOffset from, DateTimeOffset until, CancellationToken cancel)
    {
        var sheets = await db.Set<Consents.ConsentSheet>().AsNoTracking().Where(sheet => (sheet.AskedAt >= from && sheet.AskedAt < until) || (sheet.AnsweredAt >= from && sheet.AnsweredAt < until))
            .OrderBy(sheet => sheet.AskedAt).Select(sheet => new { sheet.Name, sheet.Guardian, sheet.Code, sheet.AskedAt }).ToListAsync(cancel);
        var requests = await db.Set<RightsRequest>().AsNoTracking().Where(request => request.AskedAt >= from && request.AskedAt < until).OrderBy(request => request.AskedAt)
            .Select(request => new { request.Name, request.Contact, request.AskedAt }).ToListAsync(cancel);
        return [.. sheets.Select(sheet => new TouchedPerson(RightsText.Say("RecordConsent"), sheet.Guardian.Length > 0 ? $"{sheet.Name} ({sheet.Guardian})" : sheet.Name, sheet.Code, sheet.AskedAt)),
            .. requests.Select(request => new TouchedPerson(RightsText.Say("RecordRequest"), request.Name, request.Contact, request.AskedAt))];
    }
}
