using System.Runtime.CompilerServices;

namespace Pendopo.Tests.Architecture;

/// <summary>The source files of the repository, as the architecture tests read them.</summary>
internal static class SourceTree
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceFile> Program { get; } = Read("src/Pendopo", "*.cs", "*.razor");

    public static IReadOnlyList<SourceFile> All { get; } =
        [.. new[] { "src", "tests", "training", "bench" }.Where(folder => Directory.Exists(Path.Combine(Root, folder))).SelectMany(folder => Read(folder, "*.cs", "*.razor", "*.js", "*.mjs", "*.css"))];

    private static List<SourceFile> Read(string folder, params string[] patterns) =>
        [.. patterns.SelectMany(pattern => Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Root, path))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "node_modules") && path != "src/Pendopo/wwwroot/pendopo.css")
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(path, File.ReadAllLines(Path.Combine(Root, path))))];

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(here)!);
        while (!File.Exists(Path.Combine(folder.FullName, "Pendopo.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("No Pendopo.slnx above the tests.");
        return folder.FullName;
    }
}

internal sealed record SourceFile(string Path, IReadOnlyList<string> Lines);
