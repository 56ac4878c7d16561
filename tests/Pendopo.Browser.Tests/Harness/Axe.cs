using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Pendopo.Browser.Tests.Harness;

/// <summary>Accessibility as far as a machine sees it: WCAG 2.2 A and AA, and axe's best practices.</summary>
internal static class Axe
{
    private static readonly string Source = new BundledAxeScriptProvider().GetScript();

    private static readonly object Everything = new
    {
        runOnly = new { type = "tag", values = new[] { "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice" } },
        rules = new Dictionary<string, object> { ["target-size"] = new { enabled = true } },
        resultTypes = new[] { "violations" },
    };

    private static readonly object Colours = new { runOnly = new { type = "rule", values = new[] { "color-contrast" } }, resultTypes = new[] { "violations" } };

    /// <summary>What axe finds on the page in the scheme and width it shows, one line a rule.</summary>
    public static Task<IReadOnlyList<string>> LookAsync(IPage page) => RunAsync(page, Everything);

    /// <summary>Only the colours: the other scheme of a page that was looked at differs in nothing else.</summary>
    public static Task<IReadOnlyList<string>> LookAtColoursAsync(IPage page) => RunAsync(page, Colours);

    // Our pages have no frames, so axe runs in the page itself, and its half a megabyte is read in once for all that is asked of it.
    private static async Task<IReadOnlyList<string>> RunAsync(IPage page, object options)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
            await page.EvaluateAsync(Source);
        return await page.EvaluateAsync<string[]>(
            """
            async options => (await axe.run(document, options)).violations.map(found =>
              `${found.id}: ${found.help} at ${found.nodes.slice(0, 3).map(node => node.html).join(' and ')}`)
            """, options);
    }
}
