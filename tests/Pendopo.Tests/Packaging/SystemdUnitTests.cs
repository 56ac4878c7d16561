using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Packaging;

/// <summary>The unit file, by systemd's own judgement, and the words that the program says to systemd.</summary>
public sealed partial class SystemdUnitTests : IDisposable
{
    private static readonly string Unit = Repository.PathTo("packaging", "systemd", "pendopo.service");
    private readonly string folder = TestFolder.New();

    [Fact]
    public async Task The_unit_file_is_one_that_systemd_understands_whole()
    {
        // The check wants the program to be there; here anything that can be run stands for it.
        var copy = Path.Combine(folder, "pendopo.service");
        await File.WriteAllTextAsync(copy, (await File.ReadAllTextAsync(Unit)).Replace("/usr/local/bin/pendopo", "/bin/true", StringComparison.Ordinal));
        (await Said("systemd-analyze", "verify", copy)).ShouldBe("");
    }

    [Fact]
    public async Task The_unit_leaves_the_program_little_that_it_could_harm()
    {
        var said = await Said("systemd-analyze", "security", "--offline=true", "--no-pager", Unit);
        var exposure = double.Parse(Exposure().Match(said).Groups[1].Value, CultureInfo.InvariantCulture);
        // 10 is unprotected; systemd calls up to 2.0 well protected. What is left: the network, ports 80 and 443, code compiled while running.
        exposure.ShouldBeLessThanOrEqualTo(2.0);
    }

    [Fact]
    public async Task A_crash_leaves_no_dump_of_what_people_wrote() => (await File.ReadAllLinesAsync(Unit)).ShouldContain("LimitCORE=0");

    [Fact]
    public async Task The_program_tells_systemd_when_it_prepares_serves_breathes_and_stops()
    {
        var path = Path.Combine(folder, "notify");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        var command = new ProcessStartInfo(Repository.PathTo("tests", "peers", "tied"), ["--signal", "TERM", "dotnet", Path.Combine(AppContext.BaseDirectory, "pendopo.dll"), "--data", Path.Combine(folder, "data"), "--urls", "http://127.0.0.1:0"]);
        (command.Environment["NOTIFY_SOCKET"], command.Environment["WATCHDOG_USEC"]) = (path, "400000");
        var process = await ServerProcess.StartAsync(command, line => line.Contains("Now listening on", StringComparison.Ordinal));
        (await Word(socket)).ShouldStartWith("STATUS=preparing the database\nEXTEND_TIMEOUT_USEC=");
        (await Until(socket, "READY=1")).ShouldEndWith("STATUS=serving");
        await Until(socket, "WATCHDOG=1");
        var stopped = process.StopAsync(TimeSpan.FromSeconds(30));
        await Until(socket, "STOPPING=1");
        await stopped;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<string> Until(Socket socket, string start)
    {
        while (true)
        {
            if (await Word(socket) is var word && word.StartsWith(start, StringComparison.Ordinal))
                return word;
        }
    }

    private static async Task<string> Word(Socket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var buffer = new byte[2000];
        return Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer, SocketFlags.None, patience.Token));
    }

    private static async Task<string> Said(string command, params string[] arguments)
    {
        using var running = Process.Start(new ProcessStartInfo(command, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = running.StandardError.ReadToEndAsync();
        var output = await running.StandardOutput.ReadToEndAsync();
        await running.WaitForExitAsync();
        return output + await errors;
    }

    [GeneratedRegex(@"exposure level for pendopo\.service: ([0-9.]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Exposure();
}
