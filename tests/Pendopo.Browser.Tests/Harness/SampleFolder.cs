using System.Diagnostics;
using Pendopo.Testing;

namespace Pendopo.Browser.Tests.Harness;

/// <summary>Someone of the sample world, as the command that loads it prints them.</summary>
internal sealed record SamplePerson(string Role, string Email, string Password);

/// <summary>A data folder with the sample world in it, loaded by the program's own command as a person would.</summary>
internal sealed record SampleFolder(string Path, string[] Settings, IReadOnlyDictionary<string, SamplePerson> People)
{
    /// <summary>A folder in which nothing stands yet.</summary>
    public static SampleFolder Empty()
    {
        var path = MemoryFolder.New("pendopo-browser-");
        return new SampleFolder(path, ["--data", path], new Dictionary<string, SamplePerson>());
    }

    private static readonly Lazy<Task<SampleFolder>> Embedded = new(() => MakeAsync(Database.Sqlite));

    /// <summary>A sample world of one's own. On the embedded database it is made once a run and copied: it is files and nothing else.</summary>
    public static async Task<SampleFolder> LoadAsync(Database database)
    {
        if (database != Database.Sqlite)
            return await MakeAsync(database);
        var made = await Embedded.Value;
        var path = MemoryFolder.New("pendopo-browser-");
        foreach (var folder in Directory.EnumerateDirectories(made.Path, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(System.IO.Path.Combine(path, System.IO.Path.GetRelativePath(made.Path, folder)));
        foreach (var file in Directory.EnumerateFiles(made.Path, "*", SearchOption.AllDirectories))
            File.Copy(file, System.IO.Path.Combine(path, System.IO.Path.GetRelativePath(made.Path, file)));
        return new SampleFolder(path, ["--data", path], made.People);
    }

    private static async Task<SampleFolder> MakeAsync(Database database)
    {
        var path = MemoryFolder.New("pendopo-browser-");
        string[] settings = ["--data", path, .. await database.FreshAsync()];
        var printed = await RunAsync(["demo", .. settings]);
        var people = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .Select(parts => new SamplePerson(parts[0], parts[1], parts[2].Trim()))
            .ToDictionary(person => person.Role);
        if (database == Database.Sqlite)
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(path, recursive: true);
        return new SampleFolder(path, settings, people);
    }

    /// <summary>Runs a command of the built program and returns what it printed.</summary>
    private static async Task<string> RunAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"pendopo {arguments[0]} failed: {output}{await errors}");
    }

    /// <summary>The program as it was built beside the tests.</summary>
    public static string Program => System.IO.Path.Combine(AppContext.BaseDirectory, "pendopo.dll");
}
