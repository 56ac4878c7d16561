using Microsoft.Playwright;

namespace Pendopo.Browser.Tests.Harness;

/// <summary>Debian's Chromium, started once a run.</summary>
internal static class Chromium
{
    private static readonly Lazy<Task<IBrowser>> Started = new(StartAsync);

    public static Task<IBrowser> SharedAsync() => Started.Value;

    private static async Task<IBrowser> StartAsync()
    {
        // A machine that does much else at once is slow, not wrong.
        Assertions.SetDefaultExpectTimeout(20_000);
        var playwright = await Playwright.CreateAsync();
        var path = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("Chromium is not installed: run tests/peers/install.");
        // Root in a container has no user namespaces for the sandbox; the pages are our own.
        return await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
    }
}
