using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Playwright;
using Pendopo.Browser.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pendopo.Browser.Tests.WholeCampaign;

/// <summary>How a walk is taken.</summary>
/// <param name="Language">What the people read.</param>
/// <param name="Width">How wide the pages are.</param>
/// <param name="Scripts">Whether scripts run.</param>
/// <param name="Keys">Whether they use the keys alone.</param>
public sealed record Way(string Language, int Width, bool Scripts, bool Keys);

/// <summary>Somebody on the way of a campaign. Looks for the words that the program has in their language, and for nothing that is not on the page.</summary>
internal sealed class Walker : IAsyncDisposable
{
    public const int Phone = 360;
    private readonly LiveHouse house;
    private readonly Visitor visitor;
    private readonly CultureInfo culture;
    private readonly Hand hand;

    private Walker(LiveHouse house, Visitor visitor, Way way)
    {
        (this.house, this.visitor, culture) = (house, visitor, CultureInfo.GetCultureInfo(way.Language));
        hand = new(visitor.Page, way.Keys);
    }

    public IPage Page => visitor.Page;

    private ILocator Work => Page.Locator("main, aside");

    /// <summary>Arrives as a person of the sample world, or as nobody in particular.</summary>
    public static async Task<Walker> ArriveAsync(LiveHouse house, Way way, string? role)
    {
        var guest = await Visitor.ArriveAsync(house, new Looks(way.Language, Width: way.Width, Scripts: way.Scripts));
        if (role is not null)
            await guest.EnterAsAsync(house.Person(role));
        return new(house, guest, way);
    }

    /// <summary>The program's own words in this person's language.</summary>
    public string Say<T>(string key, params object[] values)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = culture;
        try
        {
            var said = house.Services.GetRequiredService<IStringLocalizer<T>>()[key, values];
            return said.ResourceNotFound ? throw new ArgumentException($"No words for {key} in {typeof(T).Name}.", nameof(key)) : said.Value;
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    public async Task OpenAsync(string path)
    {
        (await visitor.OpenAsync(path)).ShouldBe(200, path);
        (await Page.Locator("html").GetAttributeAsync("lang")).ShouldBe(culture.Name, path);
    }

    public Task FillAsync(string name, string text) => hand.FillAsync(Work.Locator($"[name='{name}']").First, text);

    public Task ChooseAsync(string name, string words) => hand.ChooseAsync(Work.Locator($"select[name='{name}']"), words);

    public Task PickAsync(string selector) => hand.PressAsync(Work.Locator(selector).First);

    /// <summary>Presses the first button with these words, in a part of the page or anywhere.</summary>
    public Task PressAsync(string words, string? within = null) =>
        hand.PressAsync((within is null ? Work : Work.Locator(within)).GetByRole(AriaRole.Button, new() { Name = words, Exact = true }).First);

    public Task FollowAsync(string words) => hand.PressAsync(Work.GetByRole(AriaRole.Link, new() { Name = words }).First);

    /// <summary>The page says this after an act.</summary>
    public Task IsToldAsync(string words) => Expect(Page.Locator(".notice").Filter(new() { HasText = words }).First).ToBeVisibleAsync();

    public Task SeesAsync(string words) => Expect(Work.GetByText(words).First).ToBeVisibleAsync();

    /// <param name="doors">Pages elsewhere to which somebody went by a button.</param>
    public void HadNoTrouble(params IReadOnlyList<string> doors) => visitor.Faults.Where(fault => !doors.Any(door => fault.StartsWith("asked " + door, StringComparison.Ordinal))).ShouldBeEmpty();

    public ValueTask DisposeAsync() => visitor.DisposeAsync();
}
