using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Localization;

namespace Pendopo.Platform.People.Me;

/// <summary>Changes how one is called and in which language one reads.</summary>
public sealed class ChangeMyName(PendopoDb db, Here here, IStringLocalizer<PeopleText> words)
{
    public async Task<Result<Done>> Run(string? name, string? title, string? language, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 120 || title?.Length > 120)
            return words.Problem("NameRequired", "Name");
        var id = here.Actor;
        var person = await db.Set<Person>().FirstAsync(found => found.Id == id, cancel);
        person.Rename(name.Trim(), title?.Trim() ?? "");
        person.Speak(Languages.Knows(language) ? language : null);
        await db.SaveChangesAsync(cancel);
        return new Done();
    }
}
