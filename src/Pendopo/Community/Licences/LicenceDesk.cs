using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Community.Members;
using Pendopo.Community.News;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Community.Licences;

/// <summary>A licence with the name its member bears now.</summary>
internal sealed record LicenceRow(Licence Licence, string Name, string Handle);

/// <summary>Licences at the desk: written down, checked by somebody who saw the paper, refused and taken back with a reason.</summary>
internal sealed class LicenceDesk(PendopoDb db, Here here, LicenceForm form, TellMembers tell, AuditBook audit, TimeProvider time, IStringLocalizer<CommunityText> words)
{
    private const int Most = 300;

    /// <summary>All that are not replaced: what waits first, then what ends first.</summary>
    public async Task<IReadOnlyList<LicenceRow>> All(CancellationToken cancel) =>
        [.. (await Rows(db.Set<Licence>().Where(row => row.EndedAt == null || row.Reason != "").OrderByDescending(row => row.Id).Take(Most)).ToListAsync(cancel))
            .OrderBy(row => row.Licence.StateOn(form.Today)).ThenBy(row => row.Licence.Until is null).ThenBy(row => row.Licence.Until)];

    public Task<int> Count(CancellationToken cancel) => db.Set<Licence>().CountAsync(row => row.CheckedAt == null && row.EndedAt == null, cancel);

    public Task<LicenceRow?> Find(Id<Licence> id, CancellationToken cancel) => Rows(db.Set<Licence>().Where(row => row.Id == id)).FirstOrDefaultAsync(cancel);

    /// <summary>Who checked it, by name; null while nobody did.</summary>
    public Task<string?> Checker(Licence licence, CancellationToken cancel) =>
        db.Set<Platform.People.Person>().Where(person => person.Id == licence.CheckedById).Select(person => person.Name).FirstOrDefaultAsync(cancel);

    /// <summary>Writes one down for a member. It waits for the check like one that was asked for.</summary>
    /// <param name="who">The member's name at the square, or the address of their page when several bear the name.</param>
    public async Task<Result<Licence>> Enter(string? who, LicenceAsked asked, CancellationToken cancel)
    {
        var read = form.Read(asked);
        var found = await Faces(who, cancel);
        var problems = read.Ok ? [] : read.Problems.ToList();
        if (found.Count != 1)
            problems.Insert(0, words.Problem(found.Count == 0 ? "LicenceNobody" : "LicenceSeveral", "Who"));
        if (problems.Count > 0)
            return problems;
        var licence = db.Add(Licence.Of(found[0], read.Value, here.Actor, time.Now())).Entity;
        audit.Note("community.licence-entered", $"licence:{licence.Id}");
        await db.SaveChangesAsync(cancel);
        return licence;
    }

    /// <summary>Somebody else than the member saw the paper. Older ones of theirs are replaced by it.</summary>
    public Task<Result<Done>> Check(Id<Licence> id, bool forCentre, CancellationToken cancel) => Change(id, async licence =>
    {
        if (licence.StateOn(form.Today) != LicenceState.Asked)
            return words.Problem("LicenceDecided");
        if (!Platform.People.LicenceDays.Hold(licence.Until, form.Today))
            return words.Problem("LicenceOver");
        foreach (var older in await db.Set<Licence>().Where(row => row.MemberId == licence.MemberId && row.Id != id && row.CheckedAt != null && row.EndedAt == null).ToListAsync(cancel))
            older.End("", here.Actor, time.Now());
        licence.Check(await db.Set<Face>().FirstAsync(face => face.Id == licence.FaceId, cancel), forCentre, here.Actor, time.Now());
        await tell.Centrally([licence.MemberId], NewsKind.Licence, cancel);
        audit.Note("community.licence-checked", $"licence:{id}", forCentre ? "for-centre" : "personal");
        return null;
    }, cancel);

    /// <summary>Refuses what waits, takes back what holds; the member reads why.</summary>
    public async Task<Result<Done>> End(Id<Licence> id, string? reason, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Trim().Length > Licence.ReasonLength)
            return words.Problem("LicenceReasonMissing", "Reason", Licence.ReasonLength);
        return await Change(id, async licence =>
        {
            if (licence.EndedAt is not null)
                return words.Problem("LicenceDecided");
            await tell.Centrally([licence.MemberId], NewsKind.Licence, cancel);
            audit.Note(licence.CheckedAt is null ? "community.licence-refused" : "community.licence-taken-back", $"licence:{id}");
            licence.End(reason.Trim().ReplaceLineEndings("\n"), here.Actor, time.Now());
            return null;
        }, cancel);
    }

    private Task<List<Face>> Faces(string? who, CancellationToken cancel)
    {
        var asked = (who ?? "").Trim();
        var handle = asked.TrimEnd('/').Split('/')[^1];
        return db.Set<Face>().AsNoTracking().Where(face => face.GroupId == null && (face.Handle == handle || face.Name == asked)).Take(2).ToListAsync(cancel);
    }

    private IQueryable<LicenceRow> Rows(IQueryable<Licence> licences) => licences.AsNoTracking().Join(db.Set<Face>(), row => row.FaceId, face => face.Id, (row, face) => new LicenceRow(row, face.Name, face.Handle));

    private Task<Result<Done>> Change(Id<Licence> id, Func<Licence, Task<Problem?>> act, CancellationToken cancel) => db.Attempt<Done>(async () =>
    {
        if (await db.Set<Licence>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } licence)
            return Problem.NotFound;
        var me = here.Actor;
        if (await db.Set<Member>().AnyAsync(member => member.Id == licence.MemberId && member.PersonId == me, cancel))
            return words.Problem("LicenceOwn");
        return await act(licence) is { } problem ? problem : default(Done);
    }, () => words.Problem("Stale"), cancel);
}
