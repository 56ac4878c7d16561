namespace Pendopo.Channels.Contracts;

/// <summary>Telephone numbers as people write them. Pure.</summary>
public static class PhoneNumber
{
    /// <summary>The country code of Indonesia.</summary>
    public const string Indonesia = "62";

    /// <summary>Digits with the country before them, as networks take them (0812…, +62 812…, 62812…, 0062812… are one); null for what is no telephone number.</summary>
    /// <param name="country">Of a number that begins with 0; empty when such a number is of nowhere.</param>
    public static string? Of(string? typed, string country)
    {
        var text = typed?.Trim() ?? "";
        // Letters say that it is something else; brackets, dots and strokes are how people group.
        if (text.Any(char.IsLetter))
            return null;
        var digits = new string([.. text.Where(char.IsAsciiDigit)]);
        if (digits.StartsWith("00", StringComparison.Ordinal))
            digits = digits[2..];
        else if (digits.StartsWith('0'))
            digits = country.Length > 0 ? country + digits.TrimStart('0') : "";
        // +62 (0)812…: the 0 is dialled at home alone.
        if (country.Length > 0 && digits.StartsWith(country + "0", StringComparison.Ordinal))
            digits = country + digits[country.Length..].TrimStart('0');
        // ITU-T E.164: at most fifteen digits, none of them a leading 0.
        return digits.Length is >= 8 and <= 15 && digits[0] != '0' ? digits : null;
    }
}
