using Pendopo.Platform.Centres;
using Pendopo.Privacy;
using Pendopo.Safety.Guard;

namespace Pendopo.Safety.Contracts;

/// <summary>Words of somebody outside, for places where many look: lists, notices, letters. Who answers reads them whole.</summary>
public sealed class MaskedWords
{
    private readonly Findings findings;
    private readonly Here here;

    internal MaskedWords(Findings findings, Here here) => (this.findings, this.here) = (findings, here);

    /// <summary>The words with every finding masked, in the reader's language; empty for empty words. A risk alone masks nothing.</summary>
    public async ValueTask<string> Of(string text, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0)
            return text;
        IReadOnlyList<Platform.Exits.LeavingText> words = [new("text", text)];
        var found = await findings.Of(here.Centre.Id, ContentHash.Of(words), words, cancel);
        return Masking.Mask(text, found.Select(one => one.Finding).OfType<Finding>(), System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en");
    }
}
