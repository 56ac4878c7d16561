using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Safety.Guard;

/// <summary>Changes what the guard of this centre does about kinds. Kinds not named stay as they are; each change is on the audit chain.</summary>
internal sealed class KeepGuardRules(PendopoDb db, Here here, GuardRuleBook book, AuditBook audit, IStringLocalizer<SafetyText> words)
{
    public async Task<Result<Done>> Handle(IReadOnlyDictionary<string, GuardAnswer> wanted, CancellationToken cancel)
    {
        if (!here.May(SafetyRoom.MayRule))
            return words.Problem("NotYours");
        if (wanted.Keys.Except(GuardRules.Kinds).Any() || wanted.Values.Any(answer => !Enum.IsDefined(answer)))
            return words.Problem("NoSuchRule");
        var before = await book.Of(here.Centre.Id, cancel);
        var rows = await db.Set<GuardRule>().ToDictionaryAsync(rule => rule.Kind, StringComparer.Ordinal, cancel);
        foreach (var (kind, answer) in wanted.Where(pair => before.Of(pair.Key) != pair.Value))
        {
            if (rows.TryGetValue(kind, out var row))
                row.Say(answer);
            else
                db.Add(GuardRule.Of(here.Centre.Id, kind, answer));
            audit.Note("safety.rule", kind, $"{before.Of(kind)} > {answer}");
        }
        await db.SaveChangesAsync(cancel);
        return default(Done);
    }
}
