using Microsoft.Playwright;
using Pendopo.Browser.Tests.Harness;

namespace Pendopo.Browser.Tests;

/// <summary>What holds for every page: no barrier that axe sees, no sideways scroll on the narrowest phone, nothing from elsewhere.</summary>
public sealed class EveryPageTests(LivedIn sample) : IClassFixture<LivedIn>
{
    private const int NarrowestPhone = 320;

    /// <summary>Those that answer with another status than 200 even when all is well.</summary>
    private static readonly Dictionary<string, int> Statuses = new()
    {
        ["/design/form"] = 422,
    };

    [Fact]
    public void Every_page_that_names_something_has_a_sample_address() =>
        PageList.Of(sample.House, sample.Samples).Where(page => page.Path is null).Select(page => page.Template).ShouldBeEmpty();

    [Theory]
    [InlineData("id")]
    [InlineData("en")]
    public async Task No_page_has_a_barrier_in_either_theme(string language)
    {
        var barriers = await OnEveryPageAsync(new Looks(language), async (page, path) =>
        {
            var found = (await Axe.LookAsync(page)).Select(barrier => $"{path} light {barrier}").ToList();
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            found.AddRange((await Axe.LookAtColoursAsync(page)).Select(barrier => $"{path} dark {barrier}"));
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
            return found;
        });
        barriers.ShouldBeEmpty(string.Join(Environment.NewLine, barriers));
    }

    [Fact]
    public async Task No_page_scrolls_sideways_on_the_narrowest_phone_without_scripts()
    {
        var wide = await OnEveryPageAsync(new Looks(Width: NarrowestPhone, Scripts: false), async (page, path) =>
        {
            // Scripts of the page are off; the driver's own question is still answered.
            var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            return width > NarrowestPhone ? [$"{path} is {width} px wide"] : [];
        });
        wide.ShouldBeEmpty(string.Join(Environment.NewLine, wide));
    }

    private async Task<List<string>> OnEveryPageAsync(Looks looks, Func<IPage, string, Task<IReadOnlyList<string>>> look)
    {
        var found = new List<string>();
        await using var visitor = await Visitor.ArriveAsync(sample.House, looks);
        await using var administrator = await Visitor.ArriveAsync(sample.House, looks);
        await administrator.EnterAsAsync(sample.House.Person("administrator"));
        foreach (var page in PageList.Of(sample.House, sample.Samples).Where(page => page.Path is not null))
        {
            var reader = page.Anonymous ? visitor : administrator;
            var status = await reader.OpenAsync(page.Path!);
            if (status != Statuses.GetValueOrDefault(page.Path!, 200))
                found.Add($"{page.Path} answered {status}");
            found.AddRange(await look(reader.Page, page.Path!));
        }
        return [.. found, .. visitor.Faults, .. administrator.Faults];
    }
}
