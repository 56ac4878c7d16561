using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Privacy;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Guard;

/// <summary>Masks what was found, in the thing itself: the room that owns it takes the new words.</summary>
internal sealed class MaskContent(PendopoDb db, Here here, IEnumerable<IContentKind> kinds, AuditBook audit, IStringLocalizer<SafetyText> words)
{
    public IContentKind? KindOf(HeldContent held) => kinds.FirstOrDefault(kind => kind.Name == Split(held).Kind);

    /// <summary>What a mask can take away; a risk goes with what it is about, and what stands in a picture is hidden there.</summary>
    public static IReadOnlyList<HeldReason> Maskable(HeldContent held) => [.. held.Why.Where(why => Of(why.Kind) is not null && LeavingText.PictureOf(why.Part) is null)];

    /// <summary>The words with every finding masked, or one alone, in the language of the page.</summary>
    public static IReadOnlyList<LeavingText> Masked(HeldContent held, HeldReason? only = null) =>
        [.. held.Words.Select(text => text with { Text = Masking.Mask(text.Text, FindingsIn(held, text, only), InEnglish) })];

    /// <summary>What would stand in the place of one finding.</summary>
    public static string Word(HeldReason why) => Of(why.Kind) is { } kind ? Masking.Mask("x", [new Finding(kind, 0, 1, 1, why.Kind, Mend.Mask)], InEnglish) : "";

    /// <summary>Masks all that was found, or the one finding of this number among <see cref="Maskable"/>.</summary>
    public async Task<Result<Done>> Handle(Id<HeldContent> id, int? only, CancellationToken cancel)
    {
        if (!here.May(SafetyRoom.MayRelease) && !here.May(SafetyRoom.MayConfirm))
            return words.Problem("NotYours");
        if (await db.Set<HeldContent>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } held)
            return Problem.NotFound;
        if (KindOf(held) is not { } kind)
            return words.Problem("MaskByHand");
        var one = only is { } number ? Maskable(held).ElementAtOrDefault(number) : null;
        if (Maskable(held).Count == 0 || (only is not null && one is null))
            return words.Problem("NothingToMask");
        var replaced = await kind.Replace(Split(held).Id, Masked(held, one), cancel);
        if (!replaced.Ok)
            return replaced;
        audit.Note("safety.mask", held.Subject, string.Join(' ', (one is null ? Maskable(held) : [one]).Select(why => why.Kind).Distinct(StringComparer.Ordinal)));
        db.Remove(held);
        await db.SaveChangesAsync(cancel);
        return default(Done);
    }

    public static (string Kind, string Id) Split(HeldContent held) =>
        held.Subject.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 ? (held.Subject[..colon], held.Subject[(colon + 1)..]) : (held.Subject, "");

    private static bool InEnglish => System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    private static IEnumerable<Finding> FindingsIn(HeldContent held, LeavingText text, HeldReason? only) => Maskable(held).Where(why => why.Part == text.Part && (only is null || why == only))
        .OrderBy(why => why.Start).Select(why => new Finding(Of(why.Kind)!.Value, why.Start, why.Start + why.Length, 1, why.Kind, Mend.Mask));

    private static FindingKind? Of(string key) => Enum.GetValues<FindingKind>().Where(kind => kind.Key() == key).Select(kind => (FindingKind?)kind).FirstOrDefault();
}
