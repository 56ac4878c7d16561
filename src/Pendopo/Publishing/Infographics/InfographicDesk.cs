using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Site;

namespace Pendopo.Publishing.Infographics;

/// <summary>What somebody typed for an infographic.</summary>
/// <param name="Link">Where its code leads; empty for the centre's front page.</param>
public sealed record InfographicForm(InfographicTemplate Template, InfographicWords Indonesian, InfographicWords English, string Link)
{
    public InfographicWords In(string language) => language == "en" ? English : Indonesian;
}

/// <summary>Draws infographics in the colours of the centre in scope.</summary>
internal sealed class DrawInfographic(Here here, SiteAddress site, RsvgChild rsvg)
{
    /// <summary>Pixels of a picture for networks: as wide as the drawing.</summary>
    private const int Pixels = Sheet.Width;

    public bool MakesPictures => rsvg.IsInstalled;

    /// <summary>The drawing as SVG; null when the words are too many, or there are none in this language.</summary>
    public string? Svg(InfographicForm form, string language, int height = SheetFrame.ForNetworks) =>
        form.In(language).IsEmpty || (form.Template == InfographicTemplate.Number && form.In(language).Items.Count == 0) ? null : Drawing.Of(form.Template, form.In(language), Frame(form, language, height));

    public async Task<byte[]?> Png(InfographicForm form, string language, CancellationToken cancel) =>
        Svg(form, language) is { } svg ? await rsvg.Png(svg, Pixels, cancel) : null;

    public async Task<byte[]?> Poster(InfographicForm form, string language, PaperSize paper, CancellationToken cancel) =>
        Svg(form, language, SheetFrame.ForPaper) is { } svg ? await rsvg.Pdf(svg, paper, cancel) : null;

    public static string Alt(InfographicForm form, string language) => Drawing.Alt(form.In(language), Templates.Dont(language));

    private SheetFrame Frame(InfographicForm form, string language, int height)
    {
        var centre = here.Centre;
        var link = form.Link.Length > 0 ? form.Link : site.Home(centre);
        var shown = link[(link.IndexOf("//", StringComparison.Ordinal) + 2)..].TrimEnd('/');
        return new(centre.Name, Accents.Readable(centre.Teak ?? Accents.HouseTeak, dark: false), Accents.Readable(centre.Leaf ?? Accents.HouseLeaf, dark: false), link,
            shown.Length <= 60 ? shown : new Uri(link).Host, language, height);
    }
}

/// <summary>Keeps infographics, takes them away, and says what is missing or too much.</summary>
internal sealed class KeepInfographic(PendopoDb db, Here here, DrawInfographic draw, TimeProvider time, IStringLocalizer<InfographicText> words)
{
    private const int Most = 200;

    public Task<List<Infographic>> All(CancellationToken cancel) => db.Set<Infographic>().AsNoTracking().OrderByDescending(row => row.EditedAt).Take(Most).ToListAsync(cancel);

    public Task<Infographic?> Find(Id<Infographic> id, CancellationToken cancel) => db.Set<Infographic>().FirstOrDefaultAsync(row => row.Id == id, cancel);

    /// <param name="basedOn">The version that the writer saw; null for a new one.</param>
    public async Task<Result<Infographic>> Run(Id<Infographic>? id, InfographicForm form, int? basedOn, CancellationToken cancel)
    {
        if (!here.May("publishing.write"))
            return words.Problem("MayNotKeep");
        var row = id is { } known ? await Find(known, cancel) : null;
        if (id is not null && row is null)
            return Problem.NotFound;
        if (Refuses(form) is { Count: > 0 } problems)
            return problems;
        if (row?.Version != basedOn)
            return words.Problem("SomebodyElseChanged");
        if (row is null)
            db.Add(row = Infographic.Of(here.Centre.Id));
        row.Say(form.Template, form.Indonesian, form.English, form.Link, here.Actor, time.Now());
        return await db.TrySave(cancel) ? row : words.Problem("SomebodyElseChanged");
    }

    /// <summary>What was made of it stays where it is.</summary>
    public async Task<Result<Done>> Remove(Id<Infographic> id, CancellationToken cancel)
    {
        if (!here.May("publishing.write"))
            return words.Problem("MayNotKeep");
        if (await Find(id, cancel) is not { } row)
            return Problem.NotFound;
        db.Remove(row);
        return await db.TrySave(cancel) ? default(Done) : words.Problem("SomebodyElseChanged");
    }

    /// <summary>All that keeps it from being drawn, in both languages.</summary>
    public List<Problem> Refuses(InfographicForm form)
    {
        var problems = new List<Problem>();
        if (form.Indonesian.IsEmpty && form.English.IsEmpty)
            problems.Add(words.Problem("WordsRequired", "Title-id"));
        if (form.Link.Length > Infographic.LinkLength || (form.Link.Length > 0 && !(Uri.TryCreate(form.Link, UriKind.Absolute, out var link) && link.Scheme is "http" or "https" && link.UserInfo.Length == 0)))
            problems.Add(words.Problem("LinkUnclear", "Link"));
        foreach (var language in Infographic.Tongues.Where(language => !form.In(language).IsEmpty))
            problems.AddRange(Refuses(form, language, problems.Count == 0));
        return problems;
    }

    private IEnumerable<Problem> Refuses(InfographicForm form, string language, bool drawable)
    {
        var said = form.In(language);
        var (least, most) = Bounds(form.Template);
        var before = drawable;
        if (said.Title.Length is 0 or > InfographicWords.TitleLength)
            yield return Refused("TitleRequired", "Title", InfographicWords.TitleLength);
        if (said.Items.Count < least || said.Items.Count > most || said.Lines.Length > InfographicWords.LinesLength)
            yield return least == most ? Refused("LinesWrong", "Lines", least, most) with { Text = words["LinesExactly" + form.Template] } : Refused("LinesWrong", "Lines", least, most);
        if (form.Template == InfographicTemplate.DoDont && (said.OtherItems.Count is 0 or > Templates.MostDo || said.Others.Length > InfographicWords.LinesLength))
            yield return Refused("LinesWrong", "Others", 1, Templates.MostDo);
        if (said.Source.Length > InfographicWords.SourceLength)
            yield return Refused("SourceTooLong", "Source", InfographicWords.SourceLength);
        // On the shorter sheet: what is read there is read on paper too.
        if (before && draw.Svg(form, language) is null)
            yield return Refused("TooMuch", "Title");

        Problem Refused(string code, string field, params object[] arguments)
        {
            before = false;
            return words.Problem(code, $"{field}-{language}", arguments);
        }
    }

    public static (int Least, int Most) Bounds(InfographicTemplate template) => template switch
    {
        InfographicTemplate.Points => (1, Templates.MostPoints),
        InfographicTemplate.Steps => (2, Templates.MostSteps),
        InfographicTemplate.Number => (2, 2),
        InfographicTemplate.DoDont => (1, Templates.MostDo),
        InfographicTemplate.Quote => (1, 1),
        _ => (2, 4),
    };
}
