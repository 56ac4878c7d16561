using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Inbox.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Inbox.Hours;

/// <summary>Reads and keeps what a centre settles for its inbox.</summary>
internal sealed class KeepRules(PendopoDb db, CentreScope scope, Here here, AuditBook audit, IStringLocalizer<InboxText> words)
{
    /// <summary>The rules of the centre in scope; the usual ones while nobody has settled any.</summary>
    public async Task<InboxRules> Read(CancellationToken cancel) =>
        await db.Set<InboxRules>().AsNoTracking().FirstOrDefaultAsync(cancel) ?? InboxRules.Of(scope.Centre);

    public async Task<Result<InboxRules>> Keep(RulesWords said, int basedOn, CancellationToken cancel)
    {
        if (!here.May(InboxRoom.MayAssign))
            return Problem.NotFound;
        var problems = Wrong(said);
        if (problems.Count > 0)
            return problems;
        return await db.Attempt<InboxRules>(async () =>
        {
            var rules = await db.Set<InboxRules>().FirstOrDefaultAsync(cancel);
            if ((rules?.Version ?? 0) != basedOn)
                return words.Problem("Stale");
            rules ??= db.AddFirst(InboxRules.Of(here.Centre.Id));
            rules.Say(said);
            audit.Note("inbox.rules", $"centre:{here.Centre.Id}");
            return rules;
        }, () => words.Problem("Stale"), cancel);
    }

    private List<Problem> Wrong(RulesWords said)
    {
        var problems = new List<Problem>();
        if (said.Hours.Length > InboxRules.HoursLength || OpenHours.Read(said.Hours, "") is null)
            problems.Add(words.Problem("HoursWrong", "Hours"));
        if (said.ClosedDays.Length > InboxRules.DaysLength || OpenHours.Read("", said.ClosedDays) is null)
            problems.Add(words.Problem("ClosedDaysWrong", "ClosedDays"));
        if (new[] { said.Minutes.Urgent, said.Minutes.Private, said.Minutes.UnderPost, said.Minutes.Other }.Any(minutes => minutes is < 5 or > AnswerMinutes.Most))
            problems.Add(words.Problem("MinutesWrong", "Urgent", AnswerMinutes.Most));
        foreach (var (field, text) in new[] { ("AwayId", said.AwayId), ("AwayEn", said.AwayEn) })
        {
            if (text.Length > InboxRules.AwayLength || said.AwayOn && text.Length == 0)
                problems.Add(words.Problem(text.Length == 0 ? "AwayMissing" : "AwayTooLong", field, InboxRules.AwayLength));
        }
        return problems;
    }
}
