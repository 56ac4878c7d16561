using Microsoft.Playwright;

namespace Pendopo.Browser.Tests.Harness;

/// <summary>Waiting for what the program does by itself: a page is asked again until it shows it.</summary>
internal static class Waiting
{
    // A machine that does much else at once is slow, not wrong.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private const float Look = 3000;

    /// <summary>Loads the page again until the place is there, and fails with the page's words when it does not come.</summary>
    public static async Task ShowsAsync(this IPage page, ILocator place)
    {
        var end = DateTimeOffset.UtcNow + Patience;
        while (true)
        {
            try
            {
                await place.First.WaitForAsync(new() { Timeout = Look });
                return;
            }
            catch (TimeoutException) when (DateTimeOffset.UtcNow < end)
            {
                await page.ReloadAsync();
            }
            catch (TimeoutException late)
            {
                throw new InvalidOperationException($"{page.Url} never showed {place}. It says:{Environment.NewLine}{await page.Locator("main").InnerTextAsync()}", late);
            }
        }
    }

    /// <summary>Loads the page again until the place is there no more.</summary>
    public static async Task ShowsNoMoreAsync(this IPage page, ILocator place)
    {
        var end = DateTimeOffset.UtcNow + Patience;
        while (true)
        {
            try
            {
                await place.First.WaitForAsync(new() { Timeout = Look, State = WaitForSelectorState.Hidden });
                return;
            }
            catch (TimeoutException) when (DateTimeOffset.UtcNow < end)
            {
                await page.ReloadAsync();
            }
        }
    }
}
