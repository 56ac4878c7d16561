using System.Diagnostics;
using System.Net;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Trouble;

/// <summary>The built program as people run it: a process of its own, with its own clock and workers.</summary>
internal sealed class BuiltProgram : IAsyncDisposable
{
    private readonly ServerProcess process;
    private readonly List<HttpClient> browsers = [];

    private BuiltProgram(ServerProcess process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>What it printed last.</summary>
    public string Output => process.Output;

    /// <summary>Returns when it listens; ready or not.</summary>
    public static async Task<BuiltProgram> Listening(params string[] settings)
    {
        var port = FreePort.Next();
        var command = new ProcessStartInfo(Repository.PathTo("tests", "peers", "tied"),
            ["--signal", "TERM", "dotnet", Path.Combine(AppContext.BaseDirectory, "pendopo.dll"), .. settings, "--urls", $"http://127.0.0.1:{port}"]);
        var started = await ServerProcess.StartAsync(command, line => line.Contains("Now listening on", StringComparison.Ordinal));
        return new(started, new($"http://127.0.0.1:{port}"));
    }

    /// <summary>Returns when it serves.</summary>
    public static async Task<BuiltProgram> Ready(params string[] settings)
    {
        var program = await Listening(settings);
        await program.Until("/health/ready", answer => answer.StartsWith("200 ready", StringComparison.Ordinal));
        return program;
    }

    /// <summary>A browser in which nobody is signed in; redirects are shown, not followed.</summary>
    public HttpClient Browser()
    {
        var browser = new HttpClient(new CookieJar { InnerHandler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false } }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };
        browsers.Add(browser);
        return browser;
    }

    /// <summary>A browser in which this person of the sample world signed in by the page.</summary>
    public async Task<HttpClient> SignedIn(string email)
    {
        var browser = Browser();
        (await browser.Submit("/sign-in", "sign-in", ("Form.Email", email), ("Form.Password", TestApp.Password))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return browser;
    }

    /// <summary>Asks again and again until the answer, `503 the disk is full`, is the one that is waited for.</summary>
    public async Task<string> Until(string path, Func<string, bool> isThere, int seconds = 60)
    {
        using var asker = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(20) };
        var last = "";
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(seconds);)
        {
            try
            {
                using var answer = await asker.GetAsync(path);
                last = $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
            }
            catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
            {
                throw new InvalidOperationException($"{path} does not answer.\n{Output}", error);
            }
            if (isThere(last))
                return last;
        }
        throw new InvalidOperationException($"{path} still answers: {last}\n{Output}");
    }

    /// <summary>Runs a command of the program beside it and returns what it said.</summary>
    public static async Task<(int Exit, string Said)> Command(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "pendopo.dll"), .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var command = Process.Start(start)!;
        var (output, errors) = (command.StandardOutput.ReadToEndAsync(), command.StandardError.ReadToEndAsync());
        await command.WaitForExitAsync();
        return (command.ExitCode, await output + await errors);
    }

    /// <summary>Stops it as a supervisor does; its exit code.</summary>
    public Task<int> Stop() => process.StopAsync(TimeSpan.FromSeconds(25));

    public async ValueTask DisposeAsync()
    {
        browsers.ForEach(browser => browser.Dispose());
        await process.DisposeAsync();
    }
}
