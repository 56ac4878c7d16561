using System.Collections.Concurrent;
using System.Diagnostics;

namespace Pendopo.Testing;

/// <summary>
/// A server started for the tests. It ends when its standard input closes, so it never outlives the test run, not even
/// one that is killed. Starting returns when the server says that it is ready; nothing waits by the clock.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const int LinesKept = 60;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly Process process;
    private readonly ConcurrentQueue<string> lastLines = new();
    private readonly TaskCompletionSource<string> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<string, bool> isReadyLine;

    private ServerProcess(ProcessStartInfo start, Func<string, bool> isReadyLine)
    {
        this.isReadyLine = isReadyLine;
        start.UseShellExecute = false;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => ready.TrySetException(Failure("ended before it was ready"));
    }

    /// <summary>The line by which the server said that it is ready.</summary>
    public string ReadyLine { get; private set; } = "";

    public int Id => process.Id;

    /// <summary>What the server printed last, for the message of a failed test.</summary>
    public string Output => string.Join(Environment.NewLine, lastLines);

    /// <summary>Asks the server to stop, and returns its exit code; fails when it has not stopped in time.</summary>
    public async Task<int> StopAsync(TimeSpan within)
    {
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(within);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    /// <summary>Waits for a server that was asked otherwise to stop, and returns its exit code.</summary>
    public async Task<int> EndedAsync(TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    public static async Task<ServerProcess> StartAsync(ProcessStartInfo start, Func<string, bool> isReadyLine)
    {
        var server = new ServerProcess(start, isReadyLine);
        server.process.Start();
        server.process.BeginOutputReadLine();
        server.process.BeginErrorReadLine();
        try
        {
            server.ReadyLine = await server.ready.Task.WaitAsync(Patience);
            return server;
        }
        catch (TimeoutException)
        {
            await server.DisposeAsync();
            throw server.Failure($"was not ready after {Patience.TotalSeconds} seconds");
        }
    }

    /// <summary>Runs a command to its end; throws with what it printed when it fails.</summary>
    public static async Task RunAsync(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var running = Process.Start(start) ?? throw new InvalidOperationException($"{command} did not start.");
        var output = running.StandardOutput.ReadToEndAsync();
        var errors = running.StandardError.ReadToEndAsync();
        await running.WaitForExitAsync();
        if (running.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command} failed: {await output}{await errors}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.StandardInput.Close();
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lastLines.Enqueue(line);
        while (lastLines.Count > LinesKept && lastLines.TryDequeue(out _))
        {
        }

        if (isReadyLine(line))
        {
            ready.TrySetResult(line);
        }
    }

    private InvalidOperationException Failure(string what) =>
        new($"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)} {what}:{Environment.NewLine}{Output}");
}
