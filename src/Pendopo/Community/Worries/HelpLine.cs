using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using System.Globalization;
using Pendopo.Inbox.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;

namespace Pendopo.Community.Worries;

/// <summary>What is said of a help line.</summary>
/// <param name="Hours">Seven spans as <see cref="OpenHours"/> reads them; empty for day and night.</param>
/// <param name="Source">Where the number and the hours are from.</param>
internal sealed record HelpWords(string Name, string Reach, string AboutId, string AboutEn, string Hours, string Source);

/// <summary>Somebody who helps whoever is in need, outside the centre: a number or an address, when it answers, and when somebody last made sure of it.</summary>
public sealed class HelpLine : IBelongsToCentre, IVersioned
{
    public const int NameLength = 80, ReachLength = 120, AboutLength = 240, HoursLength = 200, SourceLength = 300;

    /// <summary>Numbers change: after half a year somebody calls once more. Our own choice.</summary>
    public const int CheckedForDays = 180;

    private HelpLine()
    {
    }

    public Id<HelpLine> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public int Place { get; private set; }
    public string Name { get; private set; } = "";
    /// <summary>A telephone number, or an address that begins with https.</summary>
    public string Reach { get; private set; } = "";
    public string AboutId { get; private set; } = "";
    public string AboutEn { get; private set; } = "";
    public string Hours { get; private set; } = "";
    public string Source { get; private set; } = "";
    /// <summary>When somebody last tried it; null before, and then nobody is sent there.</summary>
    public DateOnly? CheckedOn { get; private set; }
    public int Version { get; set; }

    public bool IsAddress => Reach.StartsWith("https://", StringComparison.Ordinal);

    internal static HelpLine Of(Id<Centre> centre, int place, HelpWords words)
    {
        var line = new HelpLine { Id = Id<HelpLine>.New(), CentreId = centre, Place = place };
        line.Say(words, null);
        return line;
    }

    internal void Say(HelpWords words, DateOnly? checkedOn) =>
        (Name, Reach, AboutId, AboutEn, Hours, Source, CheckedOn) = (words.Name, words.Reach, words.AboutId, words.AboutEn, words.Hours, words.Source, checkedOn);

    public void Move(int place) => Place = place;

    public string About(string language) => language == "en" && AboutEn.Length > 0 || AboutId.Length == 0 ? AboutEn : AboutId;

    internal bool IsOpen(DateTime local) => Hours.Length == 0 || OpenHours.Read(Hours, "") is { } open && open.IsOpen(local);

    /// <summary>When it answers again, on the centre's clock; null while it does.</summary>
    internal DateTime? OpensAt(DateTime local) => Hours.Length == 0 ? null : OpenHours.Read(Hours, "")?.OpensAt(local);

    public bool IsOld(DateOnly today) => CheckedOn is not { } day || today.DayNumber - day.DayNumber > CheckedForDays;
}

/// <summary>What the form of a help line holds.</summary>
/// <param name="Days">Monday is `1`; nothing chosen is day and night.</param>
internal sealed record HelpAsked(string? Name, string? Reach, string? AboutId, string? AboutEn, IReadOnlyCollection<string> Days, string? From, string? Until, string? Source, string? CheckedOn, string? Place, int? BasedOn = null);

/// <summary>The ordered help lines of the centre in scope.</summary>
internal sealed class HelpLines(PendopoDb db, Here here, AuditBook audit, TimeProvider time, IStringLocalizer<WorryText> words)
{
    public const int Most = 20;

    // What ministry pages and news told (reference/methods.md section 10.3). Nobody is sent there before somebody tried the number.
    private static readonly HelpWords[] Usual =
    [
        new("SEJIWA 119 ext. 8", "119", "Layanan kesehatan jiwa. Hubungi 119, lalu tekan 8.", "Mental health service. Call 119, then press 8.", "08.00-16.00;08.00-16.00;08.00-16.00;08.00-16.00;08.00-16.00;;", "Kementerian Kesehatan, 2024: jam kerja saja"),
        new("Healing 119", "https://healing119.id", "Bercerita dengan konselor lewat situs.", "Talk with a counsellor on the site.", "", "Kementerian Kesehatan, 31 Juli 2025"),
        new("D'Patens 24", "081197910000", "Layanan krisis, siang dan malam.", "Crisis service, day and night.", "", "Kementerian Kesehatan, Maret 2024"),
    ];

    public Task<List<HelpLine>> All(CancellationToken cancel) => db.Set<HelpLine>().AsNoTracking().OrderBy(row => row.Place).ThenBy(row => row.Id).ToListAsync(cancel);

    public Task<HelpLine?> Find(Id<HelpLine> id, CancellationToken cancel) => db.Set<HelpLine>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel);

    /// <summary>For who needs help: those that answer now first, each kind in its order. A line that nobody ever tried is left out.</summary>
    public async Task<IReadOnlyList<(HelpLine Line, bool Open, DateTime? Next)>> Shown(CancellationToken cancel)
    {
        var local = here.Centre.Local(time.GetUtcNow()).DateTime;
        var lines = await db.Set<HelpLine>().AsNoTracking().Where(row => row.CheckedOn != null).OrderBy(row => row.Place).ThenBy(row => row.Id).ToListAsync(cancel);
        return [.. lines.Select(line => (line, Open: line.IsOpen(local), line.OpensAt(local))).OrderBy(line => line.Open ? 0 : 1)];
    }

    /// <summary>Puts the known lines of the country into an empty list, none of them checked.</summary>
    public async Task TakeUsual(CancellationToken cancel)
    {
        if (await db.Set<HelpLine>().AnyAsync(cancel))
            return;
        db.AddRange(Usual.Index().Select(line => HelpLine.Of(here.Centre.Id, line.Index + 1, line.Item)));
        audit.Note("community.help-line", $"centre:{here.Centre.Id}");
        await db.SaveChangesAsync(cancel);
    }

    public async Task<Result<Done>> Keep(Id<HelpLine>? id, HelpAsked asked, CancellationToken cancel)
    {
        var problems = Wrong(asked, out var said, out var day, out var place);
        if (problems.Count > 0)
            return problems;
        return await db.Attempt<Done>(async () =>
        {
            if (id is null && await db.Set<HelpLine>().CountAsync(cancel) >= Most)
                return words.Problem("LinesMany", "Name", Most);
            var line = id is { } known ? await db.Set<HelpLine>().FirstOrDefaultAsync(row => row.Id == known, cancel) : db.Add(HelpLine.Of(here.Centre.Id, place, said)).Entity;
            if (line is null)
                return Problem.NotFound;
            if (id is not null && asked.BasedOn is { } seen && seen != line.Version)
                return words.Problem("Stale");
            line.Say(said, day);
            line.Move(place);
            audit.Note("community.help-line", $"help-line:{line.Id}");
            return default(Done);
        }, () => words.Problem("Stale"), cancel);
    }

    public async Task<Result<Done>> Remove(Id<HelpLine> id, CancellationToken cancel)
    {
        if (await db.Set<HelpLine>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } line)
            return Problem.NotFound;
        db.Remove(line);
        audit.Note("community.help-line", $"help-line:{id}", "removed");
        return await db.TrySave(cancel) ? default(Done) : words.Problem("Stale");
    }

    private List<Problem> Wrong(HelpAsked asked, out HelpWords said, out DateOnly? day, out int place)
    {
        var problems = new List<Problem>();
        said = new(Plain(asked.Name), Plain(asked.Reach), Plain(asked.AboutId), Plain(asked.AboutEn), Hours(asked, problems), Plain(asked.Source));
        if (said.Name.Length is 0 or > HelpLine.NameLength)
            problems.Add(words.Problem("LineNameWrong", "Name", HelpLine.NameLength));
        if (!IsReach(said.Reach))
            problems.Add(words.Problem("LineReachWrong", "Reach"));
        foreach (var (field, text) in new[] { ("AboutId", said.AboutId), ("AboutEn", said.AboutEn) })
        {
            if (text.Length is 0 or > HelpLine.AboutLength)
                problems.Add(words.Problem("LineAboutWrong", field, HelpLine.AboutLength));
        }
        if (said.Source.Length is 0 or > HelpLine.SourceLength)
            problems.Add(words.Problem("LineSourceWrong", "Source", HelpLine.SourceLength));
        day = DateOnly.TryParseExact(asked.CheckedOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
        if (!string.IsNullOrWhiteSpace(asked.CheckedOn) && (day is null || day > Clock.DateOf(time.GetUtcNow(), here.Centre.Zone)))
            problems.Add(words.Problem("LineCheckedWrong", "CheckedOn"));
        if (!int.TryParse(asked.Place, CultureInfo.InvariantCulture, out place) || place is < 1 or > Most)
            problems.Add(words.Problem("LinePlaceWrong", "Place", Most));
        return problems;
    }

    private string Hours(HelpAsked asked, List<Problem> problems)
    {
        if (asked.Days.Count == 0)
            return "";
        var span = $"{asked.From}-{asked.Until}";
        var hours = string.Join(';', Enumerable.Range(1, 7).Select(day => asked.Days.Contains(day.ToString(CultureInfo.InvariantCulture)) ? span : ""));
        if (OpenHours.Read(hours, "") is not null)
            return hours;
        problems.Add(words.Problem("LineHoursWrong", "From"));
        return "";
    }

    private static bool IsReach(string reach) => reach.Length is > 2 and <= HelpLine.ReachLength
        && (reach.All(c => char.IsAsciiDigit(c) || c is '+' or ' ' or '-') || (reach.StartsWith("https://", StringComparison.Ordinal) && Uri.TryCreate(reach, UriKind.Absolute, out _)));

    private static string Plain(string? text) => (text ?? "").ReplaceLineEndings(" ").Trim();
}
