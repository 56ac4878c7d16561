using System.Diagnostics;

namespace Pendopo.Tests.Platform.Observing;

/// <summary>What the built program prints when a thread that nobody watches brings it down: the kind and the place of the fault, and nobody's words.</summary>
[Collection("processes on sqlite")]
public sealed class LastWordsTests
{
    [Fact]
    public async Task A_fault_that_nobody_catches_ends_the_process_without_a_word_of_anybody()
    {
        var canaries = new Canaries();
        var words = $"{canaries.Next()} {canaries.Next()} {canaries.Next()} {canaries.Next()}";
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "pendopo.dll"), "inspect", "privacy"])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        start.Environment[StartupHook.Words] = words;
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        using var program = Process.Start(start)!;
        // It waits for its input, which never comes: what ends it is the fault.
        var (output, errors) = (program.StandardOutput.ReadToEndAsync(), program.StandardError.ReadToEndAsync());
        await program.StandardInput.WriteLineAsync("""{"id":"1","text":"Datang pukul sembilan."}""");
        await program.StandardInput.FlushAsync();
        try
        {
            await program.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token);
        }
        finally
        {
            program.Kill(entireProcessTree: true);
        }
        var said = await output + await errors;
        canaries.In(said).ShouldBeEmpty(said);
        program.ExitCode.ShouldNotBe(0);
        said.ShouldContain("A task that nobody waited for failed: ");
        said.ShouldContain("System.IO.InvalidDataException");
        said.ShouldContain("Unhandled exception on a thread of its own: System.InvalidOperationException");
        said.ShouldContain("System.FormatException");
        said.ShouldContain(nameof(StartupHook));
    }
}
