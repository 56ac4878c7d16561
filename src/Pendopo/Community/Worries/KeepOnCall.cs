using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Community.Worries;

/// <summary>Who is on call, from when until when.</summary>
internal sealed class KeepOnCall(PendopoDb db, Here here, Holders holders, AuditBook audit, TimeProvider time, IStringLocalizer<WorryText> words)
{
    // A month of nights in one row would be a mistake of the year.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    public async Task<IReadOnlyList<(OnCall Call, string Name)>> Coming(CancellationToken cancel)
    {
        var now = time.Now();
        var rows = await db.Set<OnCall>().AsNoTracking().Where(row => row.UntilAt > now).OrderBy(row => row.FromAt).Take(100)
            .Join(db.Set<Person>(), row => row.PersonId, person => person.Id, (row, person) => new { row, person.Name }).ToListAsync(cancel);
        return [.. rows.Select(row => (row.row, row.Name)).OrderBy(row => row.row.FromAt)];
    }

    public Task<List<Person>> MayBe(CancellationToken cancel) => holders.Of(CommunityRoom.MayCare, here.Centre.Id, ownOnly: true, cancel);

    public async Task<Result<Done>> Add(string? person, string? from, string? until, CancellationToken cancel)
    {
        var problems = new List<Problem>();
        if (!Id<Person>.TryParse(person, null, out var who) || !(await MayBe(cancel)).Exists(one => one.Id == who))
            problems.Add(words.Problem("ColleagueMissing", "Person"));
        var (begins, ends) = (Read(from), Read(until));
        if (begins is null)
            problems.Add(words.Problem("InstantMissing", "From"));
        if (ends is null || ends <= begins || ends <= time.Now() || ends - begins > Longest)
            problems.Add(words.Problem("UntilWrong", "Until"));
        if (problems.Count > 0)
            return problems;
        var call = db.Add(OnCall.Of(here.Centre.Id, who, begins!.Value, ends!.Value)).Entity;
        audit.Note("community.on-call", $"on-call:{call.Id}");
        await db.SaveChangesAsync(cancel);
        return default(Done);
    }

    public async Task Remove(Id<OnCall> id, CancellationToken cancel)
    {
        if (await db.Set<OnCall>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } call)
            return;
        db.Remove(call);
        audit.Note("community.on-call", $"on-call:{id}", "removed");
        await db.TrySave(cancel);
    }

    private DateTimeOffset? Read(string? local) =>
        DateTime.TryParseExact(local, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? here.Centre.Instant(read) : null;
}
