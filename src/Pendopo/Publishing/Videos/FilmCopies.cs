using System.Globalization;
using Pendopo.Publishing.Site;

namespace Pendopo.Publishing.Videos;

/// <summary>One copy of a video, as a player offers it.</summary>
public sealed record FilmCopy(string Address, string Mime, int Width, int Height, long Bytes)
{
    /// <summary>Its size in MB, with one digit behind the point below ten; never told as nothing.</summary>
    public string Megabytes => Math.Max(Bytes / 1e6, 0.1).ToString(Bytes < 9_950_000 ? "0.0" : "0", CultureInfo.CurrentCulture);

    /// <summary>The lines by which people know it: the shorter side.</summary>
    public int Lines => Math.Min(Width, Height);
}

/// <summary>What a player shows: a poster and the copies, the best first.</summary>
public sealed record FilmCopies(string? Poster, IReadOnlyList<FilmCopy> All)
{
    /// <summary>What goes over the line when somebody plays it on a phone.</summary>
    public FilmCopy Smallest => All.MinBy(copy => (copy.Lines, copy.Bytes))!;

    internal static FilmCopies? Of(IEnumerable<PagePicture> onPage)
    {
        var film = onPage.Where(picture => picture.Film).ToList();
        var copies = film.Where(picture => picture.Mime.StartsWith("video/", StringComparison.Ordinal))
            .Select(picture => new FilmCopy($"/files/{picture.Name}", picture.Mime, picture.Width, picture.Height, picture.Size)).ToList();
        return copies.Count == 0 ? null : new(film.Find(picture => !picture.Mime.StartsWith("video/", StringComparison.Ordinal)) is { } poster ? $"/files/{poster.Name}/640" : null,
            [.. copies.OrderByDescending(copy => copy.Lines).ThenBy(copy => copy.Bytes)]);
    }
}
