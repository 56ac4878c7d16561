using System.Diagnostics;

namespace Pendopo.Browser.Tests.Harness;

/// <summary>Someone of the sample world, as the command that loads it prints them.</summary>
internal sealed record SamplePerson(string Role, string Email, string Password);

/// <summary>A data folder with the sample world in it, loaded by the program's own command as a person would.</summary>
internal sealed record SampleFolder(string Path, string[] Settings, IReadOnlyDictionary<string, SamplePerson> People)
{
    /// <summary>A folder in which nothing stands yet.</summary>
    public static SampleFolder Empty()
    {
        var path = Directory.CreateTempSubdirectory("pendopo-browser-").FullName;
        return new SampleFolder(path, ["--data", path], new Dictionary<string, SamplePerson>());
    }

    public static async Task<SampleFolder> LoadAsync(Database database)
    {
        var path = Directory.CreateTempSubdirectory("pendopo-browser-").FullName;
        string[] settings = ["--data", path, .. await database.FreshAsync()];
        var printed = await RunAsync(["demo", .. settings]);
        var people = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .Select(parts => new SamplePerson(parts[0], parts[1], parts[2].Trim()))
            .ToDictionary(person => person.Role);
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
