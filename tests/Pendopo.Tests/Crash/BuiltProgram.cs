using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using Pendopo.Platform;
using Pendopo.Testing;

namespace Pendopo.Tests.Crash;

/// <summary>The built program in a process of its own, which can be killed, stopped for a moment or asked to end.</summary>
internal sealed class BuiltProgram : IAsyncDisposable
{
    // linux/signal.h, the generic numbers
    private const int Kill9 = 9, Term = 15, Cont = 18, Stop = 19;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ServerProcess process;
    private readonly int pid;
    private readonly Lock freezing = new();

    private BuiltProgram(ServerProcess process, int pid, Uri address) => (this.process, this.pid, Address) = (process, pid, address);

    public Uri Address { get; }

    public string Output => process.Output;

    /// <summary>How long it took from its start until it served.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>Starts it on this place; returns when it listens, before it is ready.</summary>
    public static async Task<BuiltProgram> Listen(Installation place)
    {
        string[] data = place.OnPostgres ? ["--data", place.DataFolder, "--database", place.ConnectionString!] : ["--data", place.DataFolder];
        var command = new ProcessStartInfo(Repository.PathTo("tests", "peers", "tied"),
        [
            "--signal", "KILL", "dotnet", Path.Combine(AppContext.BaseDirectory, "pendopo.dll"), .. data,
            "--urls", "http://127.0.0.1:0", "--public-address", CrashStage.Root, "--allow-private", "127.0.0.0/8",
        ]);
        const string Mark = "Now listening on: ";
        var server = await ServerProcess.StartAsync(command, line => line.Contains(Mark, StringComparison.Ordinal));
        var address = server.ReadyLine[(server.ReadyLine.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length)..].Trim();
        return new(server, ProgramUnder(server.Id), new Uri(address));
    }

    /// <summary>Starts it and waits until it serves.</summary>
    public static async Task<BuiltProgram> Start(Installation place)
    {
        var started = Stopwatch.GetTimestamp();
        var program = await Listen(place);
        using var asker = new HttpClient { BaseAddress = program.Address };
        while ((await asker.GetAsync("/health/ready")).StatusCode != HttpStatusCode.OK)
            (Stopwatch.GetElapsedTime(started) < Patience).ShouldBeTrue($"not ready:\n{program.Output}");
        program.ReadyAfter = Stopwatch.GetElapsedTime(started);
        return program;
    }

    /// <summary>`kill -9`.</summary>
    public Task Die()
    {
        Signal(Kill9);
        return process.EndedAsync(Patience);
    }

    /// <summary>SIGTERM, as a supervisor sends it; returns the exit code.</summary>
    public Task<int> End(TimeSpan within)
    {
        Signal(Term);
        return process.EndedAsync(within);
    }

    /// <summary>From now on it can open only so many files and sockets more than it holds.</summary>
    public Task LimitFiles(int more) => ServerProcess.RunAsync("prlimit", "--pid", $"{pid}", $"--nofile={Directory.GetFiles($"/proc/{pid}/fd").Length + more}");

    /// <summary>From now on it can take only so many bytes more of memory than it holds.</summary>
    public Task LimitMemory(long more)
    {
        var held = File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("VmData:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2];
        return ServerProcess.RunAsync("prlimit", "--pid", $"{pid}", $"--data={long.Parse(held, System.Globalization.CultureInfo.InvariantCulture) * 1024 + more}");
    }

    /// <summary>Does something while every thread of the program stands still, as if the power failed at that instant.</summary>
    public void Frozen(Action act)
    {
        lock (freezing)
        {
            Signal(Stop);
            try
            {
                while (!Directory.GetDirectories($"/proc/{pid}/task").All(Stands))
                    Thread.Yield();
                act();
            }
            finally
            {
                Signal(Cont);
            }
        }
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    // A thread within a call of the kernel ends that call first.
    private static bool Stands(string thread) => File.ReadAllText(Path.Combine(thread, "stat")).Split(')')[^1].StartsWith(" T", StringComparison.Ordinal);

    // One that fell already cannot be told anything any more, which is no fault here.
    private void Signal(int signal) => _ = kill(pid, signal);

    /// <summary>The process that `tied` started; the other one waits for this test run.</summary>
    private static int ProgramUnder(int tied) => File.ReadAllText($"/proc/{tied}/task/{tied}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(int.Parse).First(child => File.ReadAllText($"/proc/{child}/cmdline").Contains("pendopo.dll", StringComparison.Ordinal));

    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
}
