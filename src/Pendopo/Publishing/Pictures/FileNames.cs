using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Pictures;

/// <summary>Looks at the name that a picture or a video had where it came from. The name itself is kept nowhere.</summary>
internal sealed class FileNames(PrivacyCheck check)
{
    private const int LongestName = 1000;

    /// <summary>The kinds of what it tells of a person, as the guard names them: whoever names a photograph after a number or a person says what it shows. Empty for none.</summary>
    /// <param name="name">With or without a folder and an ending; null when it had none.</param>
    public async Task<IReadOnlyList<string>> KindsIn(string? name, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName)
            return [];
        var said = Path.GetFileNameWithoutExtension(name).Replace('_', ' ').Replace('+', ' ');
        return [.. (await check.Look([new("name", said)], cancel)).Where(advice => advice.Stops).Select(advice => advice.Kind)];
    }
}
