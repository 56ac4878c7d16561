using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Publishing.Calendar;

/// <summary>Adds a day to the centre's calendar, changes one, hides one or brings back what the program's list says.</summary>
internal sealed class KeepHealthDay(PendopoDb db, Here here, IStringLocalizer<CalendarText> words)
{
    /// <param name="Key">The day, or null for a new one.</param>
    /// <param name="BasedOn">The version that the writer saw; null for one that the centre has not touched.</param>
    public sealed record Request(string? Key, HealthDayWords Words, bool Shown, int? BasedOn);

    public async Task<Result<Done>> Run(Request request, CancellationToken cancel)
    {
        if (!here.May("publishing.publish"))
            return words.Problem("MayNotPlan");
        var said = request.Words with { Rule = request.Words.Rule.Trim(), NameId = request.Words.NameId.Trim(), NameEn = request.Words.NameEn.Trim(), Source = request.Words.Source.Trim() };
        if (Refuses(said) is { Count: > 0 } problems)
            return problems;
        var row = await Row(request.Key, cancel);
        if (request.Key is not null && row is null && !HealthDays.List.ContainsKey(request.Key))
            return Problem.NotFound;
        if (row?.Version != request.BasedOn)
            return words.Problem("SomebodyElseChanged");
        if (row is null)
            db.Add(row = HealthDay.Of(here.Centre.Id, request.Key));
        row.Say(said);
        row.Show(request.Shown);
        return await db.TrySave(cancel) ? default(Done) : words.Problem("SomebodyElseChanged");
    }

    /// <summary>Takes away what the centre wrote: its own day goes, a changed one stands again as the program's list says.</summary>
    public async Task<Result<Done>> Forget(string key, CancellationToken cancel)
    {
        if (!here.May("publishing.publish"))
            return words.Problem("MayNotPlan");
        if (await Row(key, cancel) is not { } row)
            return Problem.NotFound;
        db.Remove(row);
        return await db.TrySave(cancel) ? default(Done) : words.Problem("SomebodyElseChanged");
    }

    private async Task<HealthDay?> Row(string? key, CancellationToken cancel) => key is null ? null
        : Guid.TryParse(key, out var id) ? await db.Set<HealthDay>().FirstOrDefaultAsync(day => day.Key == null && day.Id == new Id<HealthDay>(id), cancel)
        : await db.Set<HealthDay>().FirstOrDefaultAsync(day => day.Key == key, cancel);

    private List<Problem> Refuses(HealthDayWords said)
    {
        var problems = new List<Problem>();
        if (said.NameId.Length == 0 && said.NameEn.Length == 0)
            problems.Add(words.Problem("NameRequired", "NameId"));
        if (HealthDayRule.Read(said.Rule) is null)
            problems.Add(words.Problem("RuleUnclear", "Rule"));
        foreach (var (field, text, most) in new[] { ("NameId", said.NameId, HealthDay.NameLength), ("NameEn", said.NameEn, HealthDay.NameLength), ("Source", said.Source, HealthDay.SourceLength) })
        {
            if (text.Length > most)
                problems.Add(words.Problem("TooLong", field, most));
        }
        return problems;
    }
}
