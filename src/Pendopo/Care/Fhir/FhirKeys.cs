using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Care.Fhir;

/// <summary>A key that was made now, with the secret that nobody can read a second time.</summary>
internal sealed record MadeFhirKey(FhirKey Key, string Secret);

/// <summary>Makes, ends and follows the keys of other programs, and keeps the centre's number at SATUSEHAT.</summary>
internal sealed class FhirKeys(PendopoDb db, Here here, Rights rights, AuditBook audit, TimeProvider time, IStringLocalizer<FhirText> words)
{
    private const string Prefix = "pendopo-fhir-";

    public Task<List<FhirKey>> All(CancellationToken cancel) => db.Set<FhirKey>().AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancel);

    public async Task<Result<MadeFhirKey>> Make(string typed, CancellationToken cancel)
    {
        var name = typed.ReplaceLineEndings(" ").Trim();
        if (!here.May(CareRoom.MayPlan))
            return Problem.NotFound;
        if (name.Length is 0 or > FhirKey.NameLength)
            return words.Problem("NameWrong", "Name", FhirKey.NameLength);
        var secret = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        var key = db.Add(FhirKey.Of(here.Centre.Id, name, SecretLink.HashOf(secret), here.Actor, time.Now())).Entity;
        audit.Note("care.fhir-key", $"fhir-key:{key.Id}");
        await db.SaveChangesAsync(cancel);
        return new MadeFhirKey(key, secret);
    }

    public async Task<Result<Done>> End(Id<FhirKey> id, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayPlan) || await db.Set<FhirKey>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } key)
            return Problem.NotFound;
        db.Remove(key);
        audit.Note("care.fhir-key-ended", $"fhir-key:{id}");
        return await db.TrySave(cancel) ? default(Done) : words.Problem("Stale");
    }

    /// <summary>The key of a program at the centre in scope, while who made it still may plan its services and see its appointments; else null.</summary>
    public async Task<FhirKey?> Follow(string? authorization, CancellationToken cancel)
    {
        if (!here.HasCentre || authorization is null || authorization.Length > 200 || !authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return null;
        var hash = SecretLink.HashOf(authorization[7..].Trim());
        if (await db.Set<FhirKey>().AsNoTracking().FirstOrDefaultAsync(row => row.SecretHash == hash, cancel) is not { } key || !await db.Set<Account>().AnyAsync(account => account.PersonId == key.PersonId && account.DisabledAt == null, cancel))
            return null;
        var may = await rights.At(key.PersonId, here.Centre, cancel);
        return may.Contains(CareRoom.MayPlan) && may.Contains(CareRoom.MayBook) ? key : null;
    }

    /// <summary>Notes what a program read, before it gets it.</summary>
    /// <param name="subject">One thing, or the key itself for a list.</param>
    public Task Note(string subject, string detail, CancellationToken cancel)
    {
        audit.Note("care.fhir-read", subject, detail);
        return db.SaveChangesAsync(cancel);
    }

    public async Task<FhirRules> Rules(CancellationToken cancel) => await db.Set<FhirRules>().AsNoTracking().FirstOrDefaultAsync(cancel) ?? FhirRules.Of(here.Centre.Id);

    public async Task<Result<FhirRules>> Settle(string typed, int basedOn, CancellationToken cancel)
    {
        var organisation = typed.Trim();
        if (!here.May(CareRoom.MayPlan))
            return Problem.NotFound;
        if (organisation.Length > FhirRules.OrganisationLength || !organisation.All(char.IsAsciiDigit))
            return words.Problem("OrganisationWrong", "Organisation");
        return await db.Attempt<FhirRules>(async () =>
        {
            var rules = await db.Set<FhirRules>().FirstOrDefaultAsync(cancel);
            if ((rules?.Version ?? 0) != basedOn)
                return words.Problem("Stale");
            rules ??= db.AddFirst(FhirRules.Of(here.Centre.Id));
            rules.Say(organisation);
            audit.Note("care.fhir-rules", $"centre:{here.Centre.Id}");
            return rules;
        }, () => words.Problem("Stale"), cancel);
    }
}

/// <summary>Somebody who made keys and is erased: their keys end.</summary>
internal sealed class FhirKeyErasure(PendopoDb db) : IErasure
{
    public IReadOnlyList<string> Tables => ["care_fhir_key"];

    public async Task Erase(Id<Person> person, CancellationToken cancel) => db.RemoveRange(await db.Set<FhirKey>().AcrossCentres().Where(row => row.PersonId == person).ToListAsync(cancel));
}
