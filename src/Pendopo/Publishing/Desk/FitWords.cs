using Microsoft.Extensions.Localization;
using Pendopo.Channels.Contracts;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Desk;

/// <summary>What stands in the way of a post on a channel, in sentences.</summary>
internal static class FitWords
{
    public static IEnumerable<string> Of(IStringLocalizer words, ChannelPreview preview)
    {
        foreach (var misfit in preview.Misfits)
            yield return words["Fit" + misfit.Trouble, misfit.Is, misfit.May];
        if (preview.Left > 0)
            yield return words["FitPicturesLeft", preview.Left];
        foreach (var kind in preview.Held.Select(reason => reason.Kind).Distinct(StringComparer.Ordinal))
            yield return words["HeldKind", KindOf(words, kind)];
    }

    public static string KindOf(IStringLocalizer words, string kind) => words["Found_" + kind] is { ResourceNotFound: false } known ? known.Value : GuardKinds.Word(kind);

    public static string Misfit(IStringLocalizer words, string trouble) =>
        Enum.TryParse<FitTrouble>(trouble, out var known) ? words["FitShort" + known] : trouble;
}
