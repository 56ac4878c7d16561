using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Privacy;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Guard;

/// <summary>Masks what was found, in the thing itself: the room that owns it takes the new words.</summary>
internal sealed class MaskContent(PendopoDb db, Here here, IEnumerable<IContentKind> kinds, IStringLocalizer<SafetyText> words)
{
    public IContentKind? KindOf(HeldContent held) => kinds.FirstOrDefault(kind => kind.Name == Split(held).Kind);

    /// <summary>The words with every finding masked, in the language of the page.</summary>
    public static IReadOnlyList<LeavingText> Masked(HeldContent held)
    {
        var inEnglish = System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";
        return [.. held.Words.Select(text => text with { Text = Masking.Mask(text.Text, FindingsIn(held, text), inEnglish) })];
    }

    public async Task<Result<Done>> Handle(Id<HeldContent> id, CancellationToken cancel)
    {
        if (!here.May(SafetyRoom.MayRelease))
            return words.Problem("NotYours");
        if (await db.Set<HeldContent>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } held)
            return Problem.NotFound;
        if (KindOf(held) is not { } kind)
            return words.Problem("MaskByHand");
        var replaced = await kind.Replace(Split(held).Id, Masked(held), cancel);
        if (!replaced.Ok)
            return replaced;
        db.Remove(held);
        await db.SaveChangesAsync(cancel);
        return default(Done);
    }

    public static (string Kind, string Id) Split(HeldContent held) =>
        held.Subject.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 ? (held.Subject[..colon], held.Subject[(colon + 1)..]) : (held.Subject, "");

    private static IEnumerable<Finding> FindingsIn(HeldContent held, LeavingText text) => held.Why.Where(why => why.Part == text.Part)
        .OrderBy(why => why.Start).Select(why => new Finding(Kind(why.Kind), why.Start, why.Start + why.Length, 1, why.Kind, Mend.Mask));

    private static FindingKind Kind(string key) => Enum.GetValues<FindingKind>().First(kind => kind.Key() == key);
}
