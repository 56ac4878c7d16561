namespace Pendopo.Channels.Contracts;

/// <summary>How large a text becomes as a message on the telephone network (3GPP TS 23.038 and 23.040): pure.</summary>
/// <param name="IsPlain">Whether every sign stands in the GSM alphabet of 7 bits; else each costs 16 bits (UCS-2).</param>
/// <param name="Units">Septets, or 16-bit units.</param>
/// <param name="Segments">So many messages are sent and paid; 0 for an empty text.</param>
/// <param name="Left">Units that still fit into the last of them.</param>
public sealed record SmsSize(bool IsPlain, int Units, int Segments, int Left)
{
    // A message that goes in parts loses six bytes of each to say which part it is.
    private const int PlainAlone = 160, PlainPart = 153, WideAlone = 70, WidePart = 67;
    private const string Basic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    // These take an escape before them, so two septets.
    private const string Further = "\f^{}\\[~]|€";

    private static readonly Dictionary<char, string> Plainer = new()
    {
        ['‘'] = "'", ['’'] = "'", ['“'] = "\"", ['”'] = "\"", ['–'] = "-", ['—'] = "-", ['…'] = "...", ['\u00a0'] = " ", ['\u202f'] = " ", ['•'] = "-", ['○'] = "-", ['☐'] = "-", ['·'] = "-", ['×'] = "x", ['\t'] = " ",
    };

    public static SmsSize Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var isPlain = text.All(sign => Basic.Contains(sign, StringComparison.Ordinal) || Further.Contains(sign, StringComparison.Ordinal));
        var costs = isPlain ? [.. text.Select(sign => Further.Contains(sign, StringComparison.Ordinal) ? 2 : 1)] : Wide(text);
        var (units, alone, part) = (costs.Sum(), isPlain ? PlainAlone : WideAlone, isPlain ? PlainPart : WidePart);
        if (units <= alone)
            return new(isPlain, units, units == 0 ? 0 : 1, alone - units);
        var (segments, used) = (1, 0);
        // A sign of two units is never cut between two messages.
        foreach (var cost in costs)
        {
            if (used + cost > part)
                (segments, used) = (segments + 1, 0);
            used += cost;
        }
        return new(isPlain, units, segments, part - used);
    }

    /// <summary>The same words with signs of the 7-bit alphabet where one stands for the other, so that they cost less.</summary>
    public static string Cheaper(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Concat(text.Select(sign => Plainer.GetValueOrDefault(sign) ?? sign.ToString()));
    }

    private static List<int> Wide(string text)
    {
        var costs = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
            costs.Add(rune.Utf16SequenceLength);
        return costs;
    }
}
