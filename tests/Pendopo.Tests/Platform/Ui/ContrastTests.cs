using System.Globalization;
using System.Text.RegularExpressions;

namespace Pendopo.Tests.Platform.Ui;

/// <summary>Holds the tokens to WCAG 2.2: 1.4.3 (text 4.5:1; ours 5.3) and 1.4.11 (edges 3:1; ours 3.3).</summary>
public sealed class ContrastTests
{
    public static TheoryData<bool> Themes => [false, true];

    [Theory, MemberData(nameof(Themes))]
    public void Text_stands_out_on_every_ground(bool dark)
    {
        var colours = Tokens(dark);
        foreach (var text in new[] { "ink", "ink-2", "teak", "leaf", "moss", "hibiscus" })
            foreach (var ground in new[] { "ground", "surface" })
                Ratio(colours[text], colours[ground]).ShouldBeGreaterThan(5.3, $"{text} on {ground}");
        foreach (var tint in new[] { "sunk", "leaf-tint", "hibiscus-tint", "turmeric-tint", "sky-tint" })
            Ratio(colours["ink"], colours[tint]).ShouldBeGreaterThan(5.3, $"ink on {tint}");
        Ratio(colours["leaf-ink"], colours["leaf"]).ShouldBeGreaterThan(5.3, "words on a main button");
        Ratio(colours["hibiscus"], colours["hibiscus-tint"]).ShouldBeGreaterThan(5.3, "words on the tint of danger");
    }

    [Theory, MemberData(nameof(Themes))]
    public void Edges_and_the_focus_ring_stand_out(bool dark)
    {
        var colours = Tokens(dark);
        foreach (var ground in new[] { "ground", "surface", "sunk" })
        {
            Ratio(colours["edge"], colours[ground]).ShouldBeGreaterThan(3.3, $"edge on {ground}");
            Ratio(colours["sky"], colours[ground]).ShouldBeGreaterThan(3.3, $"ring on {ground}");
        }
    }

    [Fact]
    public void The_dark_theme_is_the_same_by_device_and_by_choice()
    {
        var sheet = StyleFiles.Read("src/Pendopo/Platform/Ui/Styles/tokens.css");
        var device = Block(sheet, ":root:not([data-theme=\"light\"])");
        var choice = Block(sheet, ":root[data-theme=\"dark\"]");
        choice.ShouldBe(device);
    }

    private static Dictionary<string, string> Tokens(bool dark)
    {
        var sheet = StyleFiles.Read("src/Pendopo/Platform/Ui/Styles/tokens.css");
        return Block(sheet, dark ? ":root[data-theme=\"dark\"]" : ":root {");
    }

    private static Dictionary<string, string> Block(string sheet, string selector)
    {
        var start = sheet.IndexOf(selector, StringComparison.Ordinal);
        var body = sheet[start..sheet.IndexOf('}', start)];
        return Regex.Matches(body, "--(?<name>[a-z0-9-]+): (?<colour>#[0-9a-f]{3,6});").ToDictionary(m => m.Groups["name"].Value, m => m.Groups["colour"].Value);
    }

    internal static double Ratio(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    // Relative luminance, WCAG 2.2 definition.
    private static double Luminance(string hex)
    {
        var digits = hex.Length == 4 ? string.Concat(hex[1..].Select(c => new string(c, 2))) : hex[1..];
        var parts = Enumerable.Range(0, 3).Select(i => int.Parse(digits.AsSpan(i * 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }
}
