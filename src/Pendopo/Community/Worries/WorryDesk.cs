using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Community.Members;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Safety.Contracts;

namespace Pendopo.Community.Worries;

/// <summary>How to reach the person behind a face.</summary>
internal sealed record WorryPerson(string Name, string Contact, string Village, string Guardian);

/// <summary>What those who may take worries do about them. Everything is a line of the worry's own history, and of the house's.</summary>
internal sealed class WorryDesk(PendopoDb db, Here here, IEnumerable<IModeratedKind> kinds, Holders holders, WorryNotice notice, AuditBook audit, TimeProvider time, IStringLocalizer<WorryText> words)
{
    private const int Most = 100;

    /// <summary>Those that are open: the greatest danger first, then what nobody has, then the oldest.</summary>
    public async Task<IReadOnlyList<Worry>> Open(CancellationToken cancel) =>
        [.. (await db.Set<Worry>().AsNoTracking().Where(row => row.ClosedAt == null).OrderBy(row => row.Id).Take(Most).ToListAsync(cancel))
            .OrderByDescending(row => row.Risk).ThenBy(row => row.OwnerId is not null).ThenBy(row => row.At)];

    public async Task<IReadOnlyList<Worry>> Closed(CancellationToken cancel) =>
        await db.Set<Worry>().AsNoTracking().Where(row => row.ClosedAt != null).OrderByDescending(row => row.ClosedAt).Take(20).ToListAsync(cancel);

    /// <summary>Those whose person is to be asked again, the longest waiting first.</summary>
    public async Task<IReadOnlyList<Worry>> Following(CancellationToken cancel) =>
        await db.Set<Worry>().AsNoTracking().Where(row => row.FollowAt != null).OrderBy(row => row.ClosedAt).Take(Most).ToListAsync(cancel);

    /// <summary>How many wait for this person: what nobody has, and what is being handed to them.</summary>
    public Task<int> Count(CancellationToken cancel)
    {
        var me = here.Actor;
        return db.Set<Worry>().CountAsync(row => row.ClosedAt == null && (row.OwnerId == null || row.HandedToId == me), cancel);
    }

    public Task<Worry?> Find(Id<Worry> id, CancellationToken cancel) => db.Set<Worry>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel);

    public Task<List<WorryNote>> Notes(Id<Worry> id, CancellationToken cancel) => db.Set<WorryNote>().AsNoTracking().Where(row => row.WorryId == id).OrderBy(row => row.At).ThenBy(row => row.Id).ToListAsync(cancel);

    /// <summary>Names of the colleagues who did something.</summary>
    public async Task<Dictionary<Id<Person>, string>> Names(IEnumerable<WorryNote> notes, CancellationToken cancel)
    {
        var ids = notes.Select(note => note.ById).OfType<Id<Person>>().Distinct().ToList();
        return await db.Set<Person>().Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, cancel);
    }

    /// <summary>Whoever may take one, those on call first.</summary>
    public async Task<IReadOnlyList<(Person Person, bool OnCall)>> Colleagues(CancellationToken cancel)
    {
        var now = time.Now();
        var called = await db.Set<OnCall>().Where(row => row.FromAt <= now && row.UntilAt > now).Select(row => row.PersonId).ToListAsync(cancel);
        return [.. (await holders.Of(CommunityRoom.MayCare, here.Centre.Id, ownOnly: true, cancel)).Select(person => (person, called.Contains(person.Id))).OrderByDescending(row => row.Item2)];
    }

    public async Task<ContentSnapshot?> Now(Worry worry, CancellationToken cancel) => await Kind(worry).Snapshot(worry.Item, cancel);

    /// <summary>The language that the person reads, for the words that are ready.</summary>
    public async Task<string> LanguageOf(Worry worry, CancellationToken cancel) =>
        await Behind(worry).Join(db.Set<Person>(), member => member.PersonId, person => person.Id, (_, person) => person.Language).FirstOrDefaultAsync(cancel) ?? here.Centre.Language;

    public Task<Result<Done>> Take(Id<Worry> id, CancellationToken cancel) => Change(id, worry =>
    {
        if (worry.ClosedAt is not null)
            return words.Problem("Stale");
        worry.Take(here.Actor);
        return Note(worry, WorryNoteKind.Taken, "");
    }, cancel);

    public Task<Result<Done>> GiveBack(Id<Worry> id, CancellationToken cancel) => Own(id, worry =>
    {
        worry.GiveBack(time.Now());
        return Note(worry, WorryNoteKind.GivenBack, "");
    }, cancel);

    public async Task<Result<Done>> Judge(Id<Worry> id, string? sign, string? when, CancellationToken cancel)
    {
        var problems = new List<Problem>();
        if (!Enum.TryParse<DistressSign>(sign, ignoreCase: false, out var said) || !Enum.IsDefined(said) || said == DistressSign.None)
            problems.Add(words.Problem("SignMissing", "Sign"));
        if (!Enum.TryParse<WorryTime>(when, ignoreCase: false, out var near) || !Enum.IsDefined(near))
            problems.Add(words.Problem("WhenMissing", "When"));
        return problems.Count > 0 ? problems : await Own(id, worry =>
        {
            worry.Judge(RiskMatrix.Of(said, near), here.Actor, time.Now());
            return Note(worry, WorryNoteKind.Judged, $"{said} {near}");
        }, cancel);
    }

    /// <summary>Writes to the person; they alone read it, at the square, with the help lines.</summary>
    public Task<Result<Done>> Write(Id<Worry> id, string? text, CancellationToken cancel) => Words(id, text, WorryNoteKind.Written, mustOwn: true, worry => worry.Write(), cancel);

    public Task<Result<Done>> AddNote(Id<Worry> id, string? text, CancellationToken cancel) => Words(id, text, WorryNoteKind.Note, mustOwn: false, null, cancel);

    /// <summary>What those who kept watch take with them, after it is closed.</summary>
    public Task<Result<Done>> Debrief(Id<Worry> id, string? text, CancellationToken cancel) => Words(id, text, WorryNoteKind.Debrief, mustOwn: false, null, cancel);

    /// <summary>Limits the post, or ends that. The person is written to first; where the danger is greatest nobody waits for it.</summary>
    public Task<Result<Done>> Limit(Id<Worry> id, bool limited, CancellationToken cancel) => OwnAsync(id, async worry =>
    {
        if (limited && worry.Risk != WorryRisk.High && !await db.Set<WorryNote>().AnyAsync(note => note.WorryId == id && note.Kind == WorryNoteKind.Written, cancel))
            return words.Problem("WriteBefore");
        worry.Limit(limited ? time.Now() : null);
        await Kind(worry).Limit(worry.Item, limited, cancel);
        return Note(worry, limited ? WorryNoteKind.Limited : WorryNoteKind.Unlimited, "");
    }, cancel);

    public async Task<Result<Done>> HandOver(Id<Worry> id, string? to, string? note, CancellationToken cancel)
    {
        if (Wrong(note, "Note", WorryNote.TextLength) is { } problem)
            return problem;
        if (!Id<Person>.TryParse(to, null, out var next) || next == here.Actor || !(await Colleagues(cancel)).Any(row => row.Person.Id == next))
            return words.Problem("ColleagueMissing", "To");
        return await OwnAsync(id, async worry =>
        {
            worry.HandTo(next, time.Now());
            await notice.ToAll([next], cancel);
            return Note(worry, WorryNoteKind.HandedOver, Plain(note));
        }, cancel);
    }

    /// <summary>Who they are and how to reach them: for who has it, where the danger is greatest. That it was looked up is written down.</summary>
    public async Task<WorryPerson?> LookUp(Id<Worry> id, CancellationToken cancel)
    {
        var done = await Own(id, worry => worry.Risk == WorryRisk.High ? Note(worry, WorryNoteKind.LookedUp, "") : Problem.NotFound, cancel);
        if (!done.Ok || await Find(id, cancel) is not { } found || await Behind(found).AsNoTracking().FirstOrDefaultAsync(cancel) is not { } member)
            return null;
        var name = await db.Set<Person>().Where(person => person.Id == member.PersonId).Select(person => person.Name).FirstAsync(cancel);
        var contact = await db.Set<Entrance>().Where(row => row.PersonId == member.PersonId).Select(row => row.Contact).FirstOrDefaultAsync(cancel)
            ?? await db.Set<Account>().Where(row => row.PersonId == member.PersonId).Select(row => row.Email).FirstOrDefaultAsync(cancel);
        var village = await db.Set<Area>().Where(area => area.Id == member.VillageId).Select(area => area.Name).FirstOrDefaultAsync(cancel);
        return new(name, contact ?? "", village ?? "", member.Guardian);
    }

    public async Task<Result<Done>> Close(Id<Worry> id, string? outcome, string? done, CancellationToken cancel)
    {
        var problems = new List<Problem>();
        if (!Enum.TryParse<WorryOutcome>(outcome, ignoreCase: false, out var chosen) || !Enum.IsDefined(chosen))
            problems.Add(words.Problem("OutcomeMissing", "Outcome"));
        if (Wrong(done, "Done", Worry.DoneLength) is { } wrong)
            problems.Add(wrong);
        return problems.Count > 0 ? problems : await OwnAsync(id, async worry =>
        {
            worry.Close(chosen, Plain(done), time.Now());
            // They left the square meanwhile: what was kept so that they could be found goes now.
            if (!await Behind(worry).AnyAsync(cancel))
            {
                worry.Forget();
                db.RemoveRange(await db.Set<WorryNote>().Where(note => note.WorryId == id && note.Text != "").ToListAsync(cancel));
            }
            return Note(worry, WorryNoteKind.Closed, "");
        }, cancel);
    }

    /// <summary>Somebody asked the person again, after it was closed.</summary>
    public async Task<Result<Done>> AskAgain(Id<Worry> id, string? text, CancellationToken cancel) => Wrong(text, "Text", WorryNote.TextLength) is { } problem ? problem : await Change(id, worry =>
    {
        if (worry.FollowAt is null)
            return words.Problem("Stale");
        worry.AskedAgain();
        return Note(worry, WorryNoteKind.AskedAgain, Plain(text));
    }, cancel);

    private IQueryable<Member> Behind(Worry worry) => db.Set<Member>().Where(member => db.Set<Face>().Any(face => face.Id == worry.AuthorId && face.MemberId == member.Id));

    private IModeratedKind Kind(Worry worry) => kinds.First(kind => kind.Name == worry.Kind);

    private Problem? Note(Worry worry, WorryNoteKind kind, string text)
    {
        db.Add(WorryNote.By(worry, kind, here.Actor, text, time.Now()));
        audit.Note("community.worry", $"worry:{worry.Id}", kind.ToString());
        return null;
    }

    private async Task<Result<Done>> Words(Id<Worry> id, string? text, WorryNoteKind kind, bool mustOwn, Action<Worry>? then, CancellationToken cancel)
    {
        if (Wrong(text, "Text", WorryNote.TextLength) is { } problem)
            return problem;
        return await Change(id, worry =>
        {
            if ((mustOwn && worry.OwnerId != here.Actor) || (kind == WorryNoteKind.Debrief) != worry.ClosedAt is not null)
                return words.Problem("TakeFirst");
            then?.Invoke(worry);
            return Note(worry, kind, Plain(text));
        }, cancel);
    }

    private Problem? Wrong(string? text, string field, int most) =>
        string.IsNullOrWhiteSpace(text) ? words.Problem(field + "Missing", field) : Plain(text).Length > most ? words.Problem("NoteLong", field, most) : null;

    private static string Plain(string? text) => (text ?? "").Trim().ReplaceLineEndings("\n");

    private Task<Result<Done>> Own(Id<Worry> id, Func<Worry, Problem?> act, CancellationToken cancel) => OwnAsync(id, worry => Task.FromResult(act(worry)), cancel);

    private Task<Result<Done>> OwnAsync(Id<Worry> id, Func<Worry, Task<Problem?>> act, CancellationToken cancel) =>
        ChangeAsync(id, async worry => worry.ClosedAt is not null || worry.OwnerId != here.Actor ? words.Problem("TakeFirst") : await act(worry), cancel);

    private Task<Result<Done>> Change(Id<Worry> id, Func<Worry, Problem?> act, CancellationToken cancel) => ChangeAsync(id, worry => Task.FromResult(act(worry)), cancel);

    private Task<Result<Done>> ChangeAsync(Id<Worry> id, Func<Worry, Task<Problem?>> act, CancellationToken cancel) => db.Attempt<Done>(async () =>
    {
        if (await db.Set<Worry>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } worry)
            return Problem.NotFound;
        return await act(worry) is { } problem ? problem : default(Done);
    }, () => words.Problem("Stale"), cancel);
}
