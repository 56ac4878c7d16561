using Pendopo.Platform.Exits;

namespace Pendopo.Safety.Contracts;

/// <summary>What somebody who writes at the square does about what stands in their words.</summary>
public enum CalmChoice
{
    /// <summary>What was found is masked, the rest is posted.</summary>
    HideIt,

    /// <summary>Only the nurse reads it; nothing is posted.</summary>
    NurseOnly,

    /// <summary>It is posted as it stands: they are the person's own words.</summary>
    PostAnyway,
}

/// <summary>What a calm line has to say.</summary>
/// <param name="Found">What could point to somebody, in order; empty when nothing does.</param>
/// <param name="CriesForHelp">Whether somebody seems to be in despair: a way to help is shown first, and nothing is kept from being sent.</param>
public sealed record CalmLook(IReadOnlyList<PrivacyAdvice> Found, bool CriesForHelp)
{
    /// <summary>True when there is nothing to say.</summary>
    public bool IsQuiet => Found.Count == 0 && !CriesForHelp;
}

/// <summary>
/// The guard for words of members: posts, comments, stories. It shows and offers, and never refuses; whoever makes no choice posts as it
/// stands. A room shows <see cref="CalmLine"/> beside its form and asks <see cref="Choose"/> when the form is sent.
/// </summary>
public sealed class CalmCheck(PrivacyCheck check, MaskedWords masked)
{
    /// <summary>Looks at words before they are posted. Empty words are quiet.</summary>
    public async Task<CalmLook> Look(string text, CancellationToken cancel) =>
        new(await check.Look([new LeavingText("text", text)], cancel), DistressReader.Read(text) != DistressSign.None);

    /// <summary>The words that are posted by this choice; null when only the nurse gets them, and then they are <paramref name="text"/>.</summary>
    /// <param name="choice">What was chosen; null when nothing was.</param>
    /// <param name="text">What was written.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<string?> Choose(CalmChoice? choice, string text, CancellationToken cancel) => choice switch
    {
        CalmChoice.HideIt => await masked.Of(text, cancel),
        CalmChoice.NurseOnly => null,
        _ => text,
    };
}
