using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Doors;

/// <summary>The built program with the sample world, in a process of its own and on every address of this machine: what a stranger on the network meets.</summary>
public sealed class ServedProgram : IAsyncLifetime
{
    private readonly string folder = TestFolder.New();
    private ServerProcess? process;

    public int Port { get; } = FreePort.Next();

    public string Address => $"http://127.0.0.1:{Port}";

    private static string Program => Path.Combine(AppContext.BaseDirectory, "pendopo.dll");

    public async Task InitializeAsync()
    {
        await ServerProcess.RunAsync("dotnet", Program, "demo", "--data", folder);
        var start = new ProcessStartInfo(Repository.PathTo("tests", "peers", "tied"), ["--signal", "TERM", "dotnet", Program, "--data", folder, "--urls", $"http://0.0.0.0:{Port}"]);
        process = await ServerProcess.StartAsync(start, line => line.Contains("JobRunner", StringComparison.Ordinal) || line.Contains("JobWorker", StringComparison.Ordinal));
        using var visitor = Visitor();
        for (var path = 0; path < 20; path++)
            (await visitor.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    public async Task DisposeAsync()
    {
        if (process is not null)
            await process.DisposeAsync();
    }

    public HttpClient Visitor() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false }) { BaseAddress = new Uri(Address), Timeout = TimeSpan.FromSeconds(20) };

    public async Task<Socket> Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, Port));
        return socket;
    }

    /// <summary>Resident memory of the program in megabytes, as the kernel counts it.</summary>
    public int Megabytes()
    {
        var child = Directory.GetDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out _)).First(path => Says(Path.Combine(path, "cmdline"), Program) && Says(Path.Combine(path, "cmdline"), folder) && Says(Path.Combine(path, "comm"), "dotnet"));
        var line = File.ReadLines(Path.Combine(child, "status")).First(found => found.StartsWith("VmRSS:", StringComparison.Ordinal));
        return int.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;
    }

    private static bool Says(string file, string word)
    {
        try
        {
            return File.ReadAllText(file).Contains(word, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // A process that has just ended.
        }
    }
}

[CollectionDefinition("served")]
public sealed class ServedCollection : ICollectionFixture<ServedProgram>;
