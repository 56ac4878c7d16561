using Microsoft.Playwright;
using Pendopo.Browser.Tests.Harness;
using Pendopo.Testing;

namespace Pendopo.Browser.Tests;

/// <summary>What holds for every page: no barrier that axe sees, no sideways scroll on the narrowest phone, nothing from elsewhere.</summary>
[Collection(nameof(LivedIn))]
public sealed class EveryPageTests(LivedIn sample)
{
    [Fact]
    public void Every_address_of_a_page_is_walked_or_says_why_not()
    {
        var pages = PageList.Of(sample.House, sample.Samples);
        pages.Where(page => page.Path is null && !Round.Elsewhere.ContainsKey(page.Template)).Select(page => page.Template).ShouldBeEmpty("neither a sample address nor a reason");
        Round.Elsewhere.Keys.Except(pages.Select(page => page.Template)).ShouldBeEmpty("reasons for pages that are gone");
        sample.Samples.Keys.Except(pages.Select(page => page.Template)).ShouldBeEmpty("sample addresses of pages that are gone");
    }

    [Theory, Trait(Series.Form, Series.Long)]
    [InlineData("id")]
    [InlineData("en")]
    public async Task No_page_has_a_barrier_on_desk_or_phone_in_either_theme(string language)
    {
        var barriers = await Round.WalkAsync(sample, new Looks(language), LookAsync);
        barriers.ShouldBeEmpty(string.Join(Environment.NewLine, barriers));
    }

    [Theory]
    [InlineData("id")]
    [InlineData("en")]
    public async Task No_step_of_the_set_up_has_a_barrier(string language)
    {
        await using var house = await LiveHouse.EmptyAsync();
        await using var administrator = await Visitor.ArriveAsync(house, new Looks(language));
        var barriers = await Round.SetUpAsync(house, administrator, LookAsync);
        barriers.ShouldBeEmpty(string.Join(Environment.NewLine, barriers));
    }

    /// <summary>All that axe knows at both widths in the light; in the dark the colours, for nothing else differs there. In the suite every page is
    /// looked at on the phone in Indonesian and at the desk in English; at night all of it in both.</summary>
    private static async Task<IReadOnlyList<string>> LookAsync(IPage page, string path)
    {
        var found = new List<string>();
        var language = await page.EvaluateAsync<string>("document.documentElement.lang");
        foreach (var (name, width) in new[] { ("desk", 1280), ("phone", 360) }.Where(look => Series.Nightly || look.Item1 == (language == "en" ? "desk" : "phone")))
        {
            await page.SetViewportSizeAsync(width, 800);
            found.AddRange((await Axe.LookAsync(page)).Select(barrier => $"{path} {name} light {barrier}"));
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            found.AddRange((await Axe.LookAtColoursAsync(page)).Select(barrier => $"{path} {name} dark {barrier}"));
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        }
        return found;
    }
}

/// <summary>The narrowest phone, in a world of its own so that it is walked while others look closely.</summary>
public sealed class EveryWidthTests(LivedIn sample) : IClassFixture<LivedIn>
{
    [Theory]
    [InlineData("id")]
    [InlineData("en")]
    public async Task No_page_scrolls_sideways_on_the_narrowest_phone_without_scripts(string language)
    {
        var wide = await Round.WalkAsync(sample, new Looks(language, Width: Round.NarrowestPhone, Scripts: false), Round.LookAtWidthAsync);
        wide.ShouldBeEmpty(string.Join(Environment.NewLine, wide));
    }
}

/// <summary>On the other database the same pages open: what differs there is how they load and what a search finds, not how they are drawn.</summary>
public sealed class EveryPageOnPostgresTests(LivedInOnPostgres sample) : IClassFixture<LivedInOnPostgres>
{
    [Fact]
    public async Task Every_page_opens_and_does_not_scroll_sideways_without_scripts()
    {
        var wide = await Round.WalkAsync(sample, new Looks("id", Width: Round.NarrowestPhone, Scripts: false), Round.LookAtWidthAsync);
        wide.ShouldBeEmpty(string.Join(Environment.NewLine, wide));
    }

    [Fact]
    public async Task What_a_search_finds_has_no_barrier()
    {
        await using var visitor = await Visitor.ArriveAsync(sample.House);
        foreach (var query in new[] { "demam", "tidak-ada-ini" })
        {
            (await visitor.OpenAsync($"/search?q={query}")).ShouldBe(200);
            (await Axe.LookAsync(visitor.Page)).ShouldBeEmpty();
        }
    }
}
