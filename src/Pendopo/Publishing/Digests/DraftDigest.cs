using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Site;

namespace Pendopo.Publishing.Digests;

/// <summary>A post that a digest may tell of.</summary>
internal sealed record DigestLine(Id<Post> Id, string Title, string Summary, string Slug, DateTimeOffset PublishedAt);

/// <summary>Begins a digest: a draft that tells what stood on the site in some days, each with its way to the whole. It is edited, approved and sent like any other
/// post, so that nobody sends by it what nobody approved.</summary>
internal sealed class DraftDigest(PendopoDb db, Here here, BeginPost begin, SiteAddress site, IStringLocalizer<DigestText> words)
{
    public const int MostDays = 92, Most = 40;

    /// <param name="Language">`id` or `en`: posts of this language are told.</param>
    /// <param name="Only">Those that are told; all of these days when empty.</param>
    public sealed record Request(DateOnly From, DateOnly Until, string Language, IReadOnlyCollection<Id<Post>> Only);

    /// <summary>What stands on the site from the first day to the last, the oldest first.</summary>
    public async Task<IReadOnlyList<DigestLine>> Lines(DateOnly from, DateOnly until, string language, CancellationToken cancel)
    {
        var (begins, ends) = (here.Centre.Instant(from.ToDateTime(TimeOnly.MinValue)), here.Centre.Instant(until.AddDays(1).ToDateTime(TimeOnly.MinValue)));
        return await db.Set<SitePage>().AsNoTracking().Where(page => page.PublishedAt >= begins && page.PublishedAt < ends && page.RecalledAt == null && page.Language == language && page.Easy != true)
            .OrderBy(page => page.PublishedAt).Take(Most).Select(page => new DigestLine(page.Id, page.Title, page.Summary, page.Slug, page.PublishedAt)).ToListAsync(cancel);
    }

    public async Task<Result<Post>> Run(Request request, CancellationToken cancel)
    {
        if (request.Until < request.From || request.Until.DayNumber - request.From.DayNumber > MostDays)
            return words.Problem("DaysUnclear", "Until", MostDays);
        var lines = (await Lines(request.From, request.Until, request.Language, cancel)).Where(line => request.Only.Count == 0 || request.Only.Contains(line.Id)).ToList();
        if (lines.Count == 0)
            return words.Problem("NothingToTell", "From");
        var culture = CultureInfo.GetCultureInfo(request.Language);
        var days = $"{request.From.ToString("d MMMM", culture)} – {request.Until.ToString("d MMMM yyyy", culture)}";
        var title = DigestText.In(request.Language, "Title", here.Centre.Name, days);
        var text = new StringBuilder(DigestText.In(request.Language, "Opening", days)).Append("\n\n");
        foreach (var line in lines)
        {
            var told = $"## {line.Title}\n\n{(line.Summary.Length > 0 ? line.Summary + "\n\n" : "")}[{DigestText.In(request.Language, "ReadOn")}]({site.Post(here.Centre, line.Slug)})\n\n";
            if (text.Length + told.Length > PostWords.TextLength)
                break;
            text.Append(told);
        }
        return await begin.Run(PostWords.Nothing(request.Language) with { Kind = PostKind.Article, Title = KeptText.Of(title, PostWords.TitleLength), Summary = DigestText.In(request.Language, "Summary", lines.Count), Text = text.ToString().TrimEnd() }, null, cancel);
    }
}
