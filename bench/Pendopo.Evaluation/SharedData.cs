namespace Pendopo.Evaluation;

/// <summary>Finds the reference data, which is not part of the repository.</summary>
internal static class SharedData
{
    /// <summary>The folder named by PENDOPO_SHARED, else the first <c>shared/data</c> found beside a folder above the program.</summary>
    /// <exception cref="DirectoryNotFoundException">Neither exists.</exception>
    public static string Find(string name)
    {
        if (Environment.GetEnvironmentVariable("PENDOPO_SHARED") is { Length: > 0 } given)
            return Existing(Path.Combine(given, "data", name)) ?? Existing(Path.Combine(given, name)) ?? throw Missing(name);
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Existing(Path.Combine(folder.FullName, "shared", "data", name)) is { } found)
                return found;
        }
        throw Missing(name);
    }

    private static string? Existing(string path) => Directory.Exists(path) ? path : null;

    private static DirectoryNotFoundException Missing(string name) =>
        new($"The reference data '{name}' was not found. Set PENDOPO_SHARED to the folder that holds it.");
}
