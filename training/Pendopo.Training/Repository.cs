namespace Pendopo.Training;

/// <summary>Where the repository and the data beside it stand.</summary>
internal static class Repository
{
    public static string Find() => Walk(folder => File.Exists(Path.Combine(folder, "Pendopo.slnx")) ? folder : null, Directory.GetCurrentDirectory())
        ?? throw new DirectoryNotFoundException("Run this inside the repository.");

    /// <summary>PENDOPO_SHARED, else the first <c>shared/data</c> beside a folder above.</summary>
    public static string SharedData()
    {
        if (Environment.GetEnvironmentVariable("PENDOPO_SHARED") is { Length: > 0 } set)
        {
            return Directory.Exists(Path.Combine(set, "data")) ? Path.Combine(set, "data") : set;
        }

        return Walk(folder => Directory.Exists(Path.Combine(folder, "shared", "data")) ? Path.Combine(folder, "shared", "data") : null, Directory.GetCurrentDirectory())
            ?? throw new DirectoryNotFoundException("The shared data was not found: set PENDOPO_SHARED.");
    }

    private static string? Walk(Func<string, string?> look, string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (look(folder.FullName) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
