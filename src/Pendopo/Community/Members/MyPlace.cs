using Microsoft.EntityFrameworkCore;
using Pendopo.Community.Talk;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.People;
using Pendopo.Platform.People.SignIn;

namespace Pendopo.Community.Members;

/// <summary>What a member settles for themselves: name, topics, village, PIN or password, a new recovery card; and their leaving.</summary>
internal sealed class MyPlace(PendopoDb db, Here here, EntranceKeys keys, Villages villages, Viewers viewers, AuditBook audit, MemberDesk desk)
{
    public async Task<Result<Done>> Keep(string? name, IReadOnlyCollection<string> topics, string? village, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > Face.NameLength)
            return desk.Problem("NameWrong", "Name", Face.NameLength);
        var chosen = await villages.Read(village, cancel);
        viewers.Forget();
        return await db.Attempt<Done>(async () =>
        {
            if (await Mine(cancel) is not { } member)
                return Problem.NotFound;
            member.Settle(chosen, topics.Where(SquareTopics.Knows).Distinct(StringComparer.Ordinal));
            (await db.Set<Face>().FirstAsync(row => row.MemberId == member.Id && row.GroupId == null, cancel)).Rename(name.Trim());
            return default(Done);
        }, () => desk.Problem("Stale"), cancel);
    }

    /// <summary>They have read what stands there now.</summary>
    public async Task Read(CancellationToken cancel)
    {
        var (person, now) = (here.Actor, desk.Now);
        await db.Set<Member>().Where(row => row.PersonId == person).ExecuteUpdateAsync(set => set.SetProperty(row => row.ReadUntil, now), cancel);
    }

    /// <summary>How they get in; null for who came by the staff's way.</summary>
    public Task<Entrance?> Entrance(CancellationToken cancel)
    {
        var person = here.Actor;
        return db.Set<Entrance>().FirstOrDefaultAsync(row => row.PersonId == person, cancel);
    }

    /// <summary>Another PIN or password, and another card.</summary>
    public async Task<Result<Joined>> Lock(string? secret, CancellationToken cancel)
    {
        var problems = await keys.Check(secret);
        if (problems.Count > 0)
            return problems;
        if (await Entrance(cancel) is not { } entrance)
            return Problem.NotFound;
        keys.Lock(entrance, secret!);
        var code = EntranceKeys.NewCode(entrance);
        audit.Note("community.secret", $"person:{entrance.PersonId}");
        return await db.TrySave(cancel) ? new Joined(code, entrance.Contact) : desk.Problem("Stale");
    }

    private Task<Member?> Mine(CancellationToken cancel)
    {
        var person = here.Actor;
        return db.Set<Member>().FirstOrDefaultAsync(row => row.PersonId == person, cancel);
    }
}

/// <summary>Somebody leaves the square of a centre: their words, names and groups go at once. Who is nothing else here is erased altogether, soon after.</summary>
internal sealed class LeaveSquare(PendopoDb db, Here here, SquareErasure erasure, Sessions sessions, JobBoard jobs, AuditBook audit, TimeProvider time)
{
    public async Task<Result<Done>> Run(CancellationToken cancel)
    {
        var person = here.Actor;
        if (await db.Set<Member>().FirstOrDefaultAsync(row => row.PersonId == person, cancel) is not { } member)
            return Problem.NotFound;
        bool isAll;
        await using (var transaction = await db.Database.BeginTransactionAsync(cancel))
        {
            await erasure.Forget([member.Id], cancel);
            audit.Note("community.left", $"person:{person}");
            isAll = !await db.Set<Member>().AcrossCentres().AnyAsync(row => row.PersonId == person && row.Id != member.Id, cancel)
                && await db.Set<Account>().FirstOrDefaultAsync(row => row.PersonId == person, cancel) is { } account && !await db.IsStaff(account, time.Now(), cancel);
            if (isAll)
                jobs.Add(new EraseLeaver(person));
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        if (isAll)
            await sessions.EndAllOf(person, cancel);
        return default(Done);
    }
}
