using Microsoft.Playwright;
using Pendopo.Browser.Tests.Harness;

namespace Pendopo.Browser.Tests.WholeCampaign;

/// <summary>How somebody works a page: by pointing, or with the keys alone. With the keys each place is come to by Tab, has to show that it has the
/// focus and to stand in sight, and has to let it go again.</summary>
internal sealed class Hand(IPage page, bool keys)
{
    // The longest page of the desk has some 120 places; whoever passes this many has lost the way.
    private const int MostPlaces = 300;

    // A field for a day has four places of its own, and no field has so many.
    private const int MostInOnePlace = 8;

    public async Task PressAsync(ILocator button)
    {
        if (keys)
            await PressByKeyAsync(button);
        else
            await button.ClickAsync();
        await page.WaitForLoadStateAsync(LoadState.Load);
    }

    public async Task FillAsync(ILocator field, string text)
    {
        if (!keys)
        {
            await field.FillAsync(text);
            return;
        }
        await ReachAsync(field);
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.InsertTextAsync(text);
    }

    /// <summary>Chooses by the beginning of its words, as typing does.</summary>
    public async Task ChooseAsync(ILocator list, string words)
    {
        if (!keys)
        {
            await list.SelectOptionAsync(new SelectOptionValue { Label = words });
            return;
        }
        await ReachAsync(list);
        await page.Keyboard.TypeAsync(words);
        (await list.EvaluateAsync<string>("list => list.selectedOptions[0].label")).ShouldBe(words);
    }

    private async Task PressByKeyAsync(ILocator button)
    {
        var kind = await button.EvaluateAsync<string>("place => place.type === 'radio' ? 'radio' : place.localName === 'input' ? 'Space' : 'Enter'");
        await ReachAsync(button);
        await page.Keyboard.PressAsync(kind == "radio" ? "Space" : kind);
        // Tab comes to the answers of a question as one; the arrows go from one to the next.
        for (var turn = 0; kind == "radio" && turn < MostInOnePlace && !await button.IsCheckedAsync(); turn++)
            await page.Keyboard.PressAsync("ArrowDown");
    }

    private async Task ReachAsync(ILocator place)
    {
        var wanted = await place.ElementHandleAsync();
        // Without its style sheet a page shows no ring.
        await page.WaitForLoadStateAsync(LoadState.Load);
        var (before, stayed) = ("", 0);
        for (var step = 0; step < MostPlaces; step++)
        {
            await page.Keyboard.PressAsync("Tab");
            var found = await wanted.EvaluateAsync<string>(Look);
            if (found == "there")
                return;
            if (found == "skip")
                await page.Keyboard.PressAsync("Enter");
            found.StartsWith("unseen", StringComparison.Ordinal).ShouldBeFalse($"{page.Url}: {found}");
            stayed = found == before && found.StartsWith("at ", StringComparison.Ordinal) ? stayed + 1 : 0;
            stayed.ShouldBeLessThan(MostInOnePlace, $"{page.Url}: the focus does not leave {found}");
            before = found;
        }
        throw new InvalidOperationException($"{page.Url}: Tab never came to {place}, last {before}");
    }

    // WCAG 2.2: 2.4.7 focus visible, 2.4.11 focus not obscured (in sight at all), 2.4.1 a way past what repeats, 2.1.2 no keyboard trap.
    private const string Look =
        """
        wanted => {
          const now = document.activeElement;
          if (!now || now === document.body)
            return 'nowhere';
          const style = getComputedStyle(now), box = now.getBoundingClientRect();
          if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2)
            return 'unseen: no ring on ' + now.outerHTML.slice(0, 160);
          if (box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth)
            return 'unseen: out of sight ' + now.outerHTML.slice(0, 160);
          if (now === wanted || (now.type === 'radio' && now.name === wanted.name))
            return 'there';
          return now.classList.contains('skip') ? 'skip' : `at ${[...document.querySelectorAll('*')].indexOf(now)} ${now.outerHTML.slice(0, 160)}`;
        }
        """;
}
