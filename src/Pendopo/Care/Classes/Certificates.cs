using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Care.Appointments;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Classes;

/// <summary>What a certificate says: of which class, and at which of its meetings somebody was.</summary>
internal sealed record ClassCertificate(ClassPerson Person, CareClass Class, IReadOnlyList<ClassMeeting> Attended);

/// <summary>Gives a certificate to who was there often enough, and lets anybody verify it.</summary>
internal sealed class Certificates(PendopoDb db, ClassKeys keys, AuditBook audit, TimeProvider time, IStringLocalizer<ClassText> words)
{
    /// <summary>Whether somebody may ask for one now.</summary>
    public async Task<bool> May(ClassPerson person, CareClass of, CancellationToken cancel) => of.CertificateFrom > 0 && (await Attended(person.Id, cancel)).Count >= of.CertificateFrom;

    /// <param name="shown">Whether the public page that verifies it may show the name.</param>
    public async Task<Result<ClassPerson>> Ask(string secret, string typed, bool shown, CancellationToken cancel)
    {
        if (await keys.Follow(secret, cancel) is not { } known || await db.Set<CareClass>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == known.ClassId, cancel) is not { } of || !await May(known, of, cancel))
            return Problem.NotFound;
        var name = typed.ReplaceLineEndings(" ").Trim();
        if (!BookAppointment.IsName(name))
            return words.Problem("NameUnclear", "PrintedName", Appointment.NameLength);
        return await db.Attempt<ClassPerson>(async () =>
        {
            var person = await db.Set<ClassPerson>().FirstAsync(row => row.Id == known.Id, cancel);
            if (person.CertifiedAt is null)
                person.Certify(name, shown, keys.MakeCode(), time.Now());
            else
                person.Print(name, shown);
            audit.Note("care.class-certificate", $"class-person:{known.Id}", shown ? "named" : "unnamed");
            return person;
        }, () => words.Problem("Stale"), cancel);
    }

    /// <summary>The certificate that somebody has; null for none.</summary>
    public async Task<ClassCertificate?> Of(ClassPerson? person, CancellationToken cancel) =>
        person is { CertifiedAt: not null } && await db.Set<CareClass>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == person.ClassId, cancel) is { } of ? new(person, of, await Attended(person.Id, cancel)) : null;

    public Task<List<ClassMeeting>> Attended(Id<ClassPerson> person, CancellationToken cancel) =>
        db.Set<ClassMeeting>().AsNoTracking().Where(row => db.Set<ClassPresence>().Any(there => there.MeetingId == row.Id && there.PersonId == person)).OrderBy(row => row.StartsAt).ToListAsync(cancel);
}
