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

    /// <summary>The folder of the repository that the program was built in.</summary>
    /// <exception cref="DirectoryNotFoundException">The program lies elsewhere.</exception>
    public static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Pendopo.slnx")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException("The repository was not found above the program.");
    }

    private static string? Existing(string path) => Directory.Exists(path) ? path : null;

    private static DirectoryNotFoundException Missing(string name) =>
        new($"The reference data '{name}' was not found. Set PENDOPO_SHARED to the folder that holds it.");
}
