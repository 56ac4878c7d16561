using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Publishing.Pages;

/// <summary>What a reader sees of a page.</summary>
/// <param name="Html">Clean markup.</param>
/// <param name="ChangedAt">When the centre wrote it, or null while the default stands.</param>
internal sealed record ShownHousePage(HousePageKind Kind, string Html, DateTimeOffset? ChangedAt);

/// <summary>A page as it is edited.</summary>
/// <param name="Own">False while the default stands.</param>
internal sealed record EditedHousePage(HousePageKind Kind, string Language, string Text, bool Own, DateTimeOffset? ChangedAt, int? Version);

/// <summary>Reads a centre's pages.</summary>
internal sealed class HousePages(PendopoDb db, Here here)
{
    public async Task<ShownHousePage> Show(HousePageKind kind, string language, CancellationToken cancel)
    {
        var page = await Edit(kind, language, cancel);
        return new(kind, Markup(page.Text), page.ChangedAt);
    }

    /// <summary>A text as its page would show it.</summary>
    public string Markup(string text) => HousePageMarkup.Html(HousePageWords.Fill(text, here.Centre));

    public async Task<EditedHousePage> Edit(HousePageKind kind, string language, CancellationToken cancel)
    {
        var own = await db.Set<HousePage>().AsNoTracking().FirstOrDefaultAsync(page => page.Kind == kind && page.Language == language, cancel);
        return own is null
            ? new(kind, language, HousePageWords.Default(kind, language), false, null, null)
            : new(kind, language, own.Text, true, own.ChangedAt, own.Version);
    }

    /// <summary>All pages in both languages, in their order.</summary>
    public async Task<IReadOnlyList<EditedHousePage>> All(IReadOnlyList<string> languages, CancellationToken cancel)
    {
        var pages = new List<EditedHousePage>();
        foreach (var kind in Enum.GetValues<HousePageKind>())
            foreach (var language in languages)
                pages.Add(await Edit(kind, language, cancel));
        return pages;
    }
}
