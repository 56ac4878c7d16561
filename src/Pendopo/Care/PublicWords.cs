using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Exits;
using Pendopo.Safety.Contracts;

namespace Pendopo.Care;

/// <summary>Looks at words that the public will read of care, before they are kept: nothing that tells of a person stands there.</summary>
internal sealed class PublicWords(PrivacyCheck check, IStringLocalizer<CareText> words)
{
    /// <param name="texts">Each with the name of its field.</param>
    public async Task<List<Problem>> Wrong(IReadOnlyList<LeavingText> texts, CancellationToken cancel) =>
        [.. (await check.Look([.. texts.Where(text => text.Text.Length > 0)], cancel)).Where(advice => advice.Stops).DistinctBy(advice => advice.Part).Select(advice => words.Problem("TellsOfSomebody", advice.Part, advice.Text))];
}
