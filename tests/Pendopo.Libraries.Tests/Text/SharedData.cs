namespace Pendopo.Libraries.Tests.Text;

/// <summary>The data sets that stand beside the repository and are never part of it. Tests on them pass over when they are absent.</summary>
internal static class SharedData
{
    private static readonly string? Root = Find();

    /// <summary>The path of a file of the shared data, or null when it is not on this machine.</summary>
    public static string? File(string name)
    {
        var path = Root is null ? null : Path.Combine(Root, name);
        return path is not null && System.IO.File.Exists(path) ? path : null;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("PENDOPO_SHARED") is { Length: > 0 } set)
        {
            return Directory.Exists(Path.Combine(set, "data")) ? Path.Combine(set, "data") : set;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var data = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(data))
            {
                return data;
            }
        }

        return null;
    }
}
