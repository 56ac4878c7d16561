using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Publishing.Campaigns;

/// <summary>Sets an objective, changes it, enters a figure that no room counts, or takes it away.</summary>
internal sealed class KeepObjective(PendopoDb db, Here here, TimeProvider time, IStringLocalizer<CampaignText> words)
{
    /// <param name="Id">The objective, or null for a new one.</param>
    /// <param name="Entered">The figure as a person counted it, or null to leave it.</param>
    /// <param name="BasedOn">The version that the writer saw; null for a new one.</param>
    public sealed record Request(Id<Objective>? Id, ObjectiveWords Words, long? Entered, int? BasedOn);

    public async Task<Result<Objective>> Run(Request request, CancellationToken cancel)
    {
        if (!here.May("publishing.publish"))
            return words.Problem("MayNotPlan");
        var said = request.Words with { Title = request.Words.Title.Trim(), Note = request.Words.Note.ReplaceLineEndings("\n").Trim() };
        if (Refuses(said, request.Entered) is { Count: > 0 } problems)
            return problems;
        var objective = request.Id is { } id ? await db.Set<Objective>().FirstOrDefaultAsync(row => row.Id == id, cancel) : null;
        if (request.Id is not null && objective is null)
            return Problem.NotFound;
        if (objective?.Version != request.BasedOn)
            return words.Problem("SomebodyElseChanged");
        if (objective is null)
            db.Add(objective = Objective.Of(here.Centre.Id));
        objective.Say(said);
        if (request.Entered is { } figure && figure != objective.Entered)
            objective.Enter(figure, time.Now());
        return await db.TrySave(cancel) ? objective : words.Problem("SomebodyElseChanged");
    }

    /// <summary>Takes it away; its campaigns stay, without an objective.</summary>
    public async Task<Result<Done>> Remove(Id<Objective> id, CancellationToken cancel)
    {
        if (!here.May("publishing.publish"))
            return words.Problem("MayNotPlan");
        if (await db.Set<Objective>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } objective)
            return Problem.NotFound;
        foreach (var campaign in await db.Set<Campaign>().Where(row => row.ObjectiveId == id).ToListAsync(cancel))
            campaign.Say(campaign.Words with { Objective = null });
        db.Remove(objective);
        return await db.TrySave(cancel) ? default(Done) : words.Problem("SomebodyElseChanged");
    }

    private List<Problem> Refuses(ObjectiveWords said, long? entered)
    {
        var problems = new List<Problem>();
        if (said.Title.Length == 0)
            problems.Add(words.Problem("TitleRequired", "Title"));
        if (said.Title.Length > Objective.TitleLength)
            problems.Add(words.Problem("TooLong", "Title", Objective.TitleLength));
        if (said.Note.Length > Objective.NoteLength)
            problems.Add(words.Problem("TooLong", "Note", Objective.NoteLength));
        if (said.Baseline < 0)
            problems.Add(words.Problem("FigureWrong", "Baseline"));
        if (said.Target <= 0 || said.Target == said.Baseline)
            problems.Add(words.Problem("TargetWrong", "Target"));
        if (entered < 0)
            problems.Add(words.Problem("FigureWrong", "Entered"));
        if (said.To < said.From)
            problems.Add(words.Problem("EndsBeforeItBegins", "To"));
        return problems;
    }
}
