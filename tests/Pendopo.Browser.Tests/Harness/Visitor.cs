using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Pendopo.Browser.Tests.Harness;

/// <summary>How someone looks at the pages.</summary>
internal sealed record Looks(string Language = "id", ColorScheme Scheme = ColorScheme.Light, int Width = 1280, bool Scripts = true);

/// <summary>
/// Someone with a browser of their own. It notes what no page may do: ask another server for anything, break its own content
/// policy, or fail in a script.
/// </summary>
internal sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> faults = new();
    private readonly string address;
    private LiveHouse? house;

    private Visitor(IBrowserContext context, IPage page, string address) => (this.context, Page, this.address) = (context, page, address);

    public IPage Page { get; }

    /// <summary>What went wrong in the pages so far.</summary>
    public IReadOnlyCollection<string> Faults => faults;

    public static async Task<Visitor> ArriveAsync(LiveHouse house, Looks? looks = null)
    {
        var visitor = await ArriveAsync(house.Address, looks);
        visitor.house = house;
        return visitor;
    }

    public static async Task<Visitor> ArriveAsync(string address, Looks? looks = null)
    {
        looks ??= new Looks();
        var browser = await Chromium.SharedAsync();
        var own = await browser.NewContextAsync(new()
        {
            BaseURL = address,
            Locale = looks.Language == "id" ? "id-ID" : "en-GB",
            ColorScheme = looks.Scheme,
            JavaScriptEnabled = looks.Scripts,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = looks.Width, Height = 800 },
        });
        own.SetDefaultTimeout(20_000);
        var visitor = new Visitor(own, await own.NewPageAsync(), address);
        visitor.Watch();
        return visitor;
    }

    /// <summary>Opens a page of the program and returns its status.</summary>
    public async Task<int> OpenAsync(string path) => (await Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load }))!.Status;

    /// <summary>Signs in by the page for it.</summary>
    public async Task SignInAsync(SamplePerson person)
    {
        await OpenAsync("/sign-in");
        await Page.Locator("[name='Form.Email']").FillAsync(person.Email);
        await Page.Locator("[name='Form.Password']").FillAsync(person.Password);
        await Page.Locator("form:has([name='Form.Password']) button[type=submit]").First.ClickAsync();
        await Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        await Page.WaitForLoadStateAsync(LoadState.Load);
    }

    /// <summary>Presses the button that says this, and waits for the page that follows.</summary>
    public async Task PressAsync(string words)
    {
        await Page.Locator("main, aside").GetByRole(AriaRole.Button, new() { Name = words, Exact = true }).First.ClickAsync();
        await Page.WaitForLoadStateAsync(LoadState.Load);
    }

    /// <summary>Is signed in as a person of the sample world from here on, without the page for it.</summary>
    public async Task EnterAsAsync(SamplePerson person)
    {
        foreach (var cookie in await house!.SignInAsync(person))
        {
            var pair = cookie.Split(';', 2)[0].Split('=', 2);
            await KeepCookieAsync(pair[0], pair[1]);
        }
    }

    /// <summary>Puts a cookie into this browser.</summary>
    public Task KeepCookieAsync(string name, string value) => context.AddCookiesAsync([new() { Name = name, Value = value, Url = address }]);

    public ValueTask DisposeAsync() => context.DisposeAsync();

    private void Watch()
    {
        Page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                faults.Enqueue($"asked {request.Url} for something on {Page.Url}");
        };
        Page.PageError += (_, error) => faults.Enqueue($"script failed on {Page.Url}: {error}");
        Page.Console += (_, message) =>
        {
            if (message.Type == "error" && message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                faults.Enqueue($"policy broken on {Page.Url}: {message.Text}");
        };
    }
}
