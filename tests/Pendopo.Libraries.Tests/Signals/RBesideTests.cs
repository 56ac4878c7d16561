using System.ComponentModel;
using System.Diagnostics;
using Pendopo.Evaluation.Signals;
using Pendopo.Signals;

namespace Pendopo.Libraries.Tests.Signals;

/// <summary>R itself, run beside us on series that no one has seen before; where it is not installed the stored values stand in.</summary>
public sealed class RBesideTests
{
    [RFact]
    public async Task Every_method_gives_the_values_of_R_on_series_drawn_now()
    {
        var folder = Directory.CreateTempSubdirectory("pendopo-r").FullName;
        var seed = Random.Shared.Next(1, 1_000_000);
        (await R.Run(folder, Path.Combine(AppContext.BaseDirectory, "Signals", "Fixtures", "make.R"), $"{seed}")).ShouldBe(0, $"Rscript make.R {seed}");
        var differences = new List<string>();
        foreach (var name in new[] { "seasonal", "sparse", "gaps", "monthly" })
        {
            var series = RTables.Series(Path.Combine(folder, name + ".csv"), name == "monthly" ? Cadence.Monthly : Cadence.Weekly);
            RComparison.Ears(series, Path.Combine(folder, "ears", name + ".csv"), name, differences);
            RComparison.Farrington(series, Path.Combine(folder, "farrington", name + ".csv"), name, differences).ShouldBeGreaterThan(200);
            RComparison.Cusum(series, Path.Combine(folder, "cusum", name + ".csv"), name, differences);
        }
        differences.ShouldBeEmpty($"seed {seed}");
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>A fact that needs R with its package surveillance; without them it is shown as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> Installed = new(() => R.Run(".", "-e", "quit(status = if (requireNamespace('surveillance', quietly = TRUE)) 0 else 1)").GetAwaiter().GetResult() == 0);

    public RFactAttribute()
    {
        if (!Installed.Value)
            Skip = "NOT RUN beside R: Rscript or its package surveillance is not installed. The stored values of R are compared by AgainstRTests.";
    }
}

internal static class R
{
    /// <summary>The exit code of Rscript, or -1 when it is not installed.</summary>
    public static async Task<int> Run(string folder, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("Rscript", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return process.ExitCode;
        }
        catch (Win32Exception)
        {
            return -1;
        }
    }
}
