using Microsoft.Extensions.Localization;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Desk;

/// <summary>What is the matter with a publication, in a sentence, and what a person does where no program may.</summary>
internal static class TroubleWords
{
    public static string? Of(IStringLocalizer words, Publication publication, Centre centre)
    {
        if (publication.Chore != Chore.None)
            return words["Chore" + publication.Chore];
        if (publication.TroubleCode is not { } code)
            return publication.RecallIsDue ? words["RecallUnderWay"].Value : publication.ChangeIsDue ? words["ChangeUnderWay"].Value : null;
        var reason = code switch
        {
            "DoesNotFit" => FitWords.Misfit(words, publication.TroubleReason ?? ""),
            "Held" => string.Join(", ", (publication.TroubleReason ?? "").Split(", ").Select(kind => FitWords.KindOf(words, kind))),
            _ => KeptReason.Say(publication.TroubleReason),
        };
        var said = words["Trouble_" + code, reason].Value;
        return publication.RunAt is { } next ? $"{said} {words["NextTry", Clock.DateTime(next, centre.Zone)]}" : said;
    }

    public static IEnumerable<string> Steps(IStringLocalizer words, Publication publication)
    {
        yield return publication.RemoteUrl is { } url ? words["StepOpen", url] : words["StepFind"];
        // The network's own way where it is known.
        yield return publication is { Chore: Chore.Recall, TroubleReason: { Length: > 0 } way } ? KeptReason.Say(way) : words[publication.Chore == Chore.Recall ? "StepDelete" : "StepChange"];
        yield return words["StepReport"];
    }
}
