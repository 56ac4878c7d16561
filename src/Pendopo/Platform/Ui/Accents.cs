namespace Pendopo.Platform.Ui;

/// <summary>A centre's own colours: teak for the roof and the name, leaf for what can be pressed. What was chosen is only the hue:
/// its lightness is moved until everything written in it or on it can be read, in the light theme and in the dark one.</summary>
/// <param name="Teak">As `#rrggbb`; null for the house's own.</param>
/// <param name="Leaf">As `#rrggbb`; null for the house's own.</param>
public sealed record Accents(string? Teak, string? Leaf)
{
    /// <summary>The house's own colours in the light theme (tokens.css).</summary>
    public const string HouseTeak = "#7a3e1d", HouseLeaf = "#1b6350";

    // WCAG 2.2, 1.4.3 asks 4.5:1 for text; ours is stricter on what a whole page stands on (ContrastTests).
    private const double OnPage = 5.35, OnTint = 4.6;
    private const double StrongestInDark = 0.6;

    private static readonly Ground Light = new(["#fbf8f2", "#ffffff"], ["#f1ece2"], "#ffffff", "#ffffff", "#1f2a2e", 0.12, Dark: false);
    private static readonly Ground Dark = new(["#14191a", "#1c2324"], ["#0f1314"], "#0e1f1a", "#14191a", "#ece7dd", 0.16, Dark: true);

    /// <summary>A colour as it is kept: null for the house's own or for what is no colour.</summary>
    public static string? Kept(string? typed, string house)
    {
        var colour = typed?.Trim().ToLowerInvariant();
        return Colour.IsHex(colour) && colour != house ? colour : null;
    }

    /// <summary>Whether a form's answer is a colour, or empty.</summary>
    public static bool Knows(string? typed) => string.IsNullOrWhiteSpace(typed) || Colour.IsHex(typed.Trim().ToLowerInvariant());

    /// <summary>Address of the sheet with these colours; null when all are the house's own. It never changes, so it may be kept for ever.</summary>
    public string? Sheet => Teak is null && Leaf is null ? null : $"/colours/{(Teak ?? HouseTeak)[1..]}-{(Leaf ?? HouseLeaf)[1..]}.css";

    /// <summary>The sheet itself: it stands in the layer of the tokens, after them.</summary>
    public string Css()
    {
        var dark = Tokens(Dark);
        return $"@layer tokens{{:root{{{Tokens(Light)}}}@media (prefers-color-scheme:dark){{:root:not([data-theme=\"light\"]){{{dark}}}}}:root[data-theme=\"dark\"]{{{dark}}}}}";
    }

    /// <summary>The colour as it is shown: as near to the chosen one as reading allows.</summary>
    public static string Readable(string chosen, bool dark) => Correct(chosen, dark ? Dark : Light);

    /// <summary>The ground of chips and of what is selected, in the hue of leaf.</summary>
    public static string Tint(string shown, bool dark) => (dark ? Dark : Light).TintOf(shown);

    private string Tokens(Ground ground)
    {
        var teak = Teak is null ? "" : $"--teak:{Correct(Teak, ground)};";
        if (Leaf is null)
            return teak;
        var leaf = Correct(Leaf, ground);
        return $"{teak}--leaf:{leaf};--leaf-tint:{ground.TintOf(leaf)};";
    }

    private static string Correct(string chosen, Ground ground)
    {
        var (hue, strength, light) = Colour.ToHsl(chosen);
        strength = ground.Dark ? Math.Min(strength, StrongestInDark) : strength;
        for (var step = 0; step <= 100; step++)
        {
            var moved = Math.Clamp(light + (ground.Dark ? step : -step) / 100.0, 0, 1);
            if (Colour.FromHsl(hue, strength, moved) is var tried && ground.Bears(tried))
                return tried;
        }
        return ground.Dark ? "#ffffff" : "#000000";
    }

    private sealed record Ground(string[] Pages, string[] Rails, string WordsOnLeaf, string Paper, string Ink, double TintShare, bool Dark)
    {
        public string TintOf(string colour) => Colour.Mix(colour, Paper, TintShare);

        public bool Bears(string colour) =>
            Array.TrueForAll(Pages, page => Colour.Contrast(colour, page) >= OnPage)
            && Array.TrueForAll(Rails, rail => Colour.Contrast(colour, rail) >= OnTint)
            && Colour.Contrast(WordsOnLeaf, colour) >= OnPage
            && Colour.Contrast(colour, TintOf(colour)) >= OnTint
            && Colour.Contrast(Ink, TintOf(colour)) >= OnPage;
    }
}
