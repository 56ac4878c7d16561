using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;

namespace Pendopo.Platform.Centres;

/// <summary>Draws an area into the tree.</summary>
public sealed class AddArea(PendopoDb db, CentresBook book, AuditBook audit, IStringLocalizer<SettingsText> words)
{
    public async Task<Result<Done>> Run(string? name, string? level, string? code, string? parent, CancellationToken cancel)
    {
        if (!await book.MayOpen(cancel))
            return Problem.NotFound;
        if (string.IsNullOrWhiteSpace(name) || name.Length > 120 || code?.Length > 20)
            return words.Problem("AreaNameRequired", "Name");
        var above = Id<Area>.TryParse(parent, null, out var id) ? await db.Set<Area>().FirstOrDefaultAsync(area => area.Id == id, cancel) : null;
        if (!Enum.TryParse<AreaLevel>(level, out var chosen) || !Enum.IsDefined(chosen) || above?.Level >= chosen)
            return words.Problem("AreaLevelWrong", "Level");
        var added = Area.Of(chosen, name.Trim(), code?.Trim() ?? "", above);
        db.Add(added);
        audit.Note("areas.add", $"area:{added.Id}");
        await db.SaveChangesAsync(cancel);
        return new Done();
    }
}
