using Pendopo.Platform.Ui.Forms;

namespace Pendopo.Community.Members;

/// <summary>What people talk about at the square. Keys are kept in rows, so none is ever given another meaning.</summary>
internal static class SquareTopics
{
    public static IReadOnlyList<string> All { get; } =
        ["pregnancy", "child", "vaccines", "nutrition", "diabetes", "heart", "tb", "dengue", "mental", "ageing", "disability", "family"];

    public static IReadOnlyList<Option> Options => [.. All.Select(key => new Option(key, Word(key)))];

    public static bool Knows(string? key) => key is not null && All.Contains(key, StringComparer.Ordinal);

    public static string Word(string key) => CommunityText.Say("Topic_" + key);
}
