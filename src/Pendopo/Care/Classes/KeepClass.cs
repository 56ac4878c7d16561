using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Care.Services;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;

namespace Pendopo.Care.Classes;

/// <summary>How often meetings come again.</summary>
public enum MeetingRhythm
{
    Once,
    Weekly,
    Fortnightly,
    Monthly,
}

/// <summary>Meetings as somebody asks for them: the first, and how it comes again.</summary>
internal sealed record AskedMeetings(DateOnly? Day, int? From, int? To, MeetingRhythm Rhythm, int Count)
{
    public IEnumerable<DateOnly> Days(DateOnly first) => Enumerable.Range(0, Rhythm == MeetingRhythm.Once ? 1 : Count).Select(number => Rhythm switch
    {
        MeetingRhythm.Weekly => first.AddDays(7 * number),
        MeetingRhythm.Fortnightly => first.AddDays(14 * number),
        MeetingRhythm.Monthly => first.AddMonths(number),
        _ => first,
    });
}

/// <summary>Adds a class, changes what it says of itself and when it meets, and ends it.</summary>
internal sealed class KeepClass(PendopoDb db, Here here, PublicWords check, TellClass tell, AuditBook audit, TimeProvider time, IStringLocalizer<ClassText> words)
{
    private const int Most = 300;

    private DateOnly Today => Clock.DateOf(time.GetUtcNow(), here.Centre.Zone);

    /// <summary>A new class with its meetings.</summary>
    public async Task<Result<CareClass>> Add(ClassWords typed, AskedMeetings asked, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayPlan))
            return Problem.NotFound;
        var said = Trimmed(typed);
        var problems = await Wrong(said, cancel);
        problems.AddRange(Wrong(asked));
        if (problems.Count > 0)
            return problems;
        return await db.Attempt<CareClass>(async () =>
        {
            if (await db.Set<CareClass>().CountAsync(row => row.EndedAt == null, cancel) >= Most)
                return words.Problem("TooManyClasses", null, Most);
            var made = db.Add(CareClass.Of(here.Centre.Id, CareSlug.Free(said.Title, "kelas", await db.Set<CareClass>().Select(row => row.Slug).ToListAsync(cancel)), said)).Entity;
            Meet(made, asked);
            audit.Note("care.class-added", $"class:{made.Id}");
            return made;
        }, () => words.Problem("Stale"), cancel);
    }

    /// <param name="basedOn">The version that the writer saw.</param>
    public async Task<Result<CareClass>> Change(Id<CareClass> id, ClassWords typed, int basedOn, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayPlan) || await db.Set<CareClass>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { EndedAt: null } known)
            return Problem.NotFound;
        var said = Trimmed(typed);
        var problems = await Wrong(said, cancel);
        if (problems.Count > 0)
            return problems;
        if (known.Version != basedOn)
            return words.Problem("Stale");
        known.Say(said);
        audit.Note("care.class-changed", $"class:{id}");
        return await db.TrySave(cancel) ? known : words.Problem("Stale");
    }

    public async Task<Result<CareClass>> Meet(Id<CareClass> id, AskedMeetings asked, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayPlan) || await db.Set<CareClass>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { EndedAt: null } known)
            return Problem.NotFound;
        var problems = Wrong(asked);
        if (problems.Count == 0 && await db.Set<ClassMeeting>().CountAsync(row => row.ClassId == id, cancel) + asked.Days(asked.Day!.Value).Count() > CareClass.MostMeetings)
            problems.Add(words.Problem("CountWrong", "Count", CareClass.MostMeetings));
        if (problems.Count > 0)
            return problems;
        Meet(known, asked);
        audit.Note("care.class-meetings", $"class:{id}");
        return await db.TrySave(cancel) ? known : words.Problem("Stale");
    }

    /// <summary>One meeting falls out; whoever is registered and asked to be reminded hears of it.</summary>
    public async Task<Result<ClassMeeting>> Cancel(Id<ClassMeeting> id, string typed, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayPlan) || await db.Set<ClassMeeting>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } meeting)
            return Problem.NotFound;
        var note = typed.ReplaceLineEndings(" ").Trim();
        var problems = await check.Wrong([new("Note", note)], cancel);
        if (note.Length > ClassMeeting.NoteLength)
            problems.Add(words.Problem("TooLong", "Note", ClassMeeting.NoteLength));
        if (meeting.StartsAt <= time.GetUtcNow())
            problems.Add(words.Problem("MeetingOver"));
        if (problems.Count > 0)
            return problems;
        if (!meeting.IsHeld)
            return meeting;
        meeting.Cancel(note, time.Now());
        await tell.FallsOut(meeting, cancel);
        audit.Note("care.class-meeting-cancelled", $"class:{meeting.ClassId}", CarePages.Field(meeting.Day));
        return await db.TrySave(cancel) ? meeting : words.Problem("Stale");
    }

    /// <summary>Nobody joins it any more; its coming meetings fall out.</summary>
    public async Task<Result<CareClass>> End(Id<CareClass> id, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayPlan) || await db.Set<CareClass>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } known)
            return Problem.NotFound;
        var now = time.Now();
        known.End(now);
        foreach (var meeting in await db.Set<ClassMeeting>().Where(row => row.ClassId == id && row.StartsAt > now && row.CancelledAt == null).ToListAsync(cancel))
        {
            meeting.Cancel("", now);
            await tell.FallsOut(meeting, cancel);
        }
        audit.Note("care.class-ended", $"class:{id}");
        return await db.TrySave(cancel) ? known : words.Problem("Stale");
    }

    private void Meet(CareClass made, AskedMeetings asked) => db.AddRange(asked.Days(asked.Day!.Value).Select(day => ClassMeeting.Of(made, day, (asked.From!.Value, asked.To!.Value), here.Centre.Zone)));

    private List<Problem> Wrong(AskedMeetings asked)
    {
        var problems = new List<Problem>();
        if (asked.Day is not { } day || day < Today || day > Today.AddYears(1))
            problems.Add(words.Problem("DayWrong", "Day"));
        if (asked.From is not (>= 0 and <= ClinicSession.LastMinute))
            problems.Add(words.Problem("TimeWrong", "From"));
        if (asked.To is not (>= 0 and <= ClinicSession.LastMinute) || asked.To <= asked.From)
            problems.Add(words.Problem("ToWrong", "To"));
        if (asked.Rhythm != MeetingRhythm.Once && asked.Count is < 1 or > CareClass.MostMeetings)
            problems.Add(words.Problem("CountWrong", "Count", CareClass.MostMeetings));
        return problems;
    }

    private async Task<List<Problem>> Wrong(ClassWords said, CancellationToken cancel)
    {
        var lines = new[] { ("LedBy", said.LedBy), ("Place", said.Place), ("ForWhom", said.ForWhom), ("Bring", said.Bring), ("Cost", said.Cost), ("Spoken", said.Spoken) };
        var problems = await check.Wrong([new("Title", said.Title), new("About", said.About), new("ForWhom", said.ForWhom), new("Bring", said.Bring), new("Cost", said.Cost)], cancel);
        if (said.Title.Length is 0 or > CareClass.TitleLength)
            problems.Add(words.Problem("TitleRequired", "Title", CareClass.TitleLength));
        if (said.About.Length > CareClass.WordsLength)
            problems.Add(words.Problem("TooLong", "About", CareClass.WordsLength));
        problems.AddRange(lines.Where(line => line.Item2.Length > CareClass.LineLength).Select(line => words.Problem("TooLong", line.Item1, CareClass.LineLength)));
        if (said.Places is < 1 or > CareClass.MostPlaces)
            problems.Add(words.Problem("PlacesWrong", "Places", CareClass.MostPlaces));
        if (said.CertificateFrom is < 0 or > CareClass.MostMeetings)
            problems.Add(words.Problem("CertificateWrong", "Certificate", CareClass.MostMeetings));
        if (said.Service is { } service && !await db.Set<HealthService>().AnyAsync(row => row.Id == service && row.EndedAt == null, cancel))
            problems.Add(words.Problem("ServiceMissing", "Service"));
        if (said.Staff is { } staff && !await db.Set<StaffMember>().AnyAsync(row => row.Id == staff && row.LeftAt == null, cancel))
            problems.Add(words.Problem("StaffMissing", "Staff"));
        return problems;
    }

    private static ClassWords Trimmed(ClassWords said) => said with
    {
        Title = Line(said.Title), About = said.About.ReplaceLineEndings("\n").Trim(), LedBy = Line(said.LedBy), Place = Line(said.Place), ForWhom = Line(said.ForWhom), Bring = Line(said.Bring), Cost = Line(said.Cost), Spoken = Line(said.Spoken),
    };

    private static string Line(string text) => text.ReplaceLineEndings(" ").Trim();
}
