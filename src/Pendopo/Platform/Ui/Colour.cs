using System.Buffers;
using System.Globalization;

namespace Pendopo.Platform.Ui;

/// <summary>Arithmetic of colours written as `#rrggbb`.</summary>
internal static class Colour
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    public static bool IsHex(string? colour) => colour is ['#', ..] && colour.Length == 7 && !colour.AsSpan(1).ContainsAnyExcept(Digits);

    /// <summary>Contrast of two colours from 1 to 21 (WCAG 2.2, definition of contrast ratio).</summary>
    public static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>So much of one colour, the rest of the other.</summary>
    public static string Mix(string one, string other, double share)
    {
        var (a, b) = (Parts(one), Parts(other));
        return Hex([.. a.Zip(b, (x, y) => x * share + y * (1 - share))]);
    }

    /// <summary>Hue from 0 to 6, strength and lightness from 0 to 1 (CSS Color 4, section 7: HSL).</summary>
    public static (double Hue, double Strength, double Light) ToHsl(string colour)
    {
        var parts = Parts(colour);
        var (most, least) = (parts.Max(), parts.Min());
        var (light, span) = ((most + least) / 2, most - least);
        if (span == 0)
            return (0, 0, light);
        var strength = span / (1 - Math.Abs(2 * light - 1));
        var hue = most == parts[0] ? (parts[1] - parts[2]) / span + 6 : most == parts[1] ? (parts[2] - parts[0]) / span + 2 : (parts[0] - parts[1]) / span + 4;
        return (hue % 6, strength, light);
    }

    public static string FromHsl(double hue, double strength, double light)
    {
        var reach = strength * Math.Min(light, 1 - light);
        double At(int offset)
        {
            var turn = (offset + hue * 2) % 12;
            return light - reach * Math.Max(-1, Math.Min(Math.Min(turn - 3, 9 - turn), 1));
        }
        return Hex([At(0), At(8), At(4)]);
    }

    // Relative luminance as WCAG 2.2 defines it.
    private static double Luminance(string colour)
    {
        var parts = Array.ConvertAll(Parts(colour), part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4));
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    }

    private static double[] Parts(string colour) =>
        [.. Enumerable.Range(0, 3).Select(i => int.Parse(colour.AsSpan(1 + i * 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)];

    private static string Hex(double[] parts) => "#" + string.Concat(parts.Select(part => ((int)Math.Round(Math.Clamp(part, 0, 1) * 255)).ToString("x2", CultureInfo.InvariantCulture)));
}
