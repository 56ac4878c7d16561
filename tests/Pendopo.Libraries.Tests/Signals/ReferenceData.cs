namespace Pendopo.Libraries.Tests.Signals;

/// <summary>The surveillance reference data: not part of the repository, found beside it or where PENDOPO_SHARED says.</summary>
internal static class ReferenceData
{
    public static string? Root { get; } = FindRoot();

    public static string Folder(string name) => Path.Combine(
        Root ?? throw new DirectoryNotFoundException($"The reference data '{name}' was not found: set PENDOPO_SHARED to the folder that holds data/{name}."),
        name);

    private static string? FindRoot()
    {
        if (Environment.GetEnvironmentVariable("PENDOPO_SHARED") is { Length: > 0 } given)
            return new[] { Path.Combine(given, "data"), given }.FirstOrDefault(p => Directory.Exists(Path.Combine(p, "surveillance")))
                ?? throw new DirectoryNotFoundException($"PENDOPO_SHARED is {given}, but neither data/surveillance nor surveillance is in it.");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(Path.Combine(candidate, "surveillance")))
                return candidate;
        }
        return null;
    }
}

/// <summary>A fact that needs the reference data; without it the test is shown as skipped with what was left uncompared.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ReferenceFactAttribute : FactAttribute
{
    public ReferenceFactAttribute()
    {
        if (ReferenceData.Root is null)
            Skip = "NOT COMPARED with R on the published series: the folder shared/data is not beside the repository and PENDOPO_SHARED is not set.";
    }
}
