using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Pendopo.Browser.Tests.Harness;

/// <summary>Accessibility as far as a machine sees it: WCAG 2.2 A and AA, and axe's best practices.</summary>
internal static class Axe
{
    private static readonly AxeRunOptions Everything = new()
    {
        RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"),
        Rules = new() { ["target-size"] = new RuleOptions { Enabled = true } },
    };

    private static readonly AxeRunOptions Colours = new() { RunOnly = RunOnlyOptions.Rules("color-contrast") };

    /// <summary>What axe finds on the page in the scheme it shows, one line a rule.</summary>
    public static Task<IReadOnlyList<string>> LookAsync(IPage page) => RunAsync(page, Everything);

    /// <summary>Only the colours: the other scheme of a page that was looked at differs in nothing else.</summary>
    public static Task<IReadOnlyList<string>> LookAtColoursAsync(IPage page) => RunAsync(page, Colours);

    private static async Task<IReadOnlyList<string>> RunAsync(IPage page, AxeRunOptions options)
    {
        var found = await page.RunAxe(options);
        return [.. found.Violations.Select(violation => $"{violation.Id}: {violation.Help} at {string.Join(" and ", violation.Nodes.Take(3).Select(node => node.Html))}")];
    }
}
