namespace Pendopo.Privacy.Rules;

/// <summary>International bank account numbers (ISO 13616-1): two letters, two check digits, up to 30 letters and digits; the whole modulo 97 is 1.</summary>
internal static class Iban
{
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.Length is < 15 or > 34 || !char.IsAsciiLetterUpper(text[0]) || !char.IsAsciiLetterUpper(text[1]) || !char.IsAsciiDigit(text[2]) || !char.IsAsciiDigit(text[3]))
            return false;
        var rest = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var sign = text[(at + 4) % text.Length];
            if (!char.IsAsciiDigit(sign) && !char.IsAsciiLetterUpper(sign))
                return false;
            rest = char.IsAsciiDigit(sign) ? ((rest * 10) + sign - '0') % 97 : ((rest * 100) + sign - 'A' + 10) % 97;
        }
        return rest == 1;
    }
}
