using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Exits;
using Pendopo.Safety.Contracts;

namespace Pendopo.Care;

/// <summary>Asks at the exit about words that the public will read of care, before they are kept: nothing that tells of a person stands there,
/// unless a named person has let it through.</summary>
internal sealed class PublicWords(ExitDoors exits, PrivacyCheck check, Here here, IStringLocalizer<CareText> words)
{
    /// <param name="texts">Each with the name of its field.</param>
    public async Task<List<Problem>> Wrong(IReadOnlyList<LeavingText> texts, CancellationToken cancel)
    {
        List<LeavingText> said = [.. texts.Where(text => text.Text.Length > 0)];
        if (said.Count == 0 || (await exits.Ask(new Leaving(CareRoom.PageExit, here.Centre.Id, "care:words", said), cancel)).MayLeave)
            return [];
        return [.. (await check.Look(said, cancel)).Where(advice => advice.Stops).DistinctBy(advice => advice.Part).Select(advice => words.Problem("TellsOfSomebody", advice.Part, advice.Text))];
    }
}
