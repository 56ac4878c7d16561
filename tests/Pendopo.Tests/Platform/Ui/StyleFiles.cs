using Pendopo.Tests.Architecture;

namespace Pendopo.Tests.Platform.Ui;

/// <summary>The files of the look, as they stand in the source tree.</summary>
internal static class StyleFiles
{
    public static string Read(string path) => File.ReadAllText(Path.Combine(SourceTree.Root, path));

    public static IReadOnlyList<string> In(string folder, string pattern) => [.. Directory.GetFiles(Path.Combine(SourceTree.Root, folder), pattern).Order(StringComparer.Ordinal)];

    /// <summary>Every Razor file of the program: path and text.</summary>
    public static IEnumerable<(string Path, string Text)> Pages =>
        SourceTree.Program.Where(file => file.Path.EndsWith(".razor", StringComparison.Ordinal)).Select(file => (file.Path, string.Join('\n', file.Lines)));
}
