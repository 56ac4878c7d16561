using Pendopo.Platform.People;

namespace Pendopo.Community.Members;

/// <summary>A phone number or an address as people type it, made one way of writing.</summary>
internal static class Contacts
{
    // ITU-T E.164: at most fifteen digits; the shortest numbers in use have seven.
    private const int FewestDigits = 8, MostDigits = 15;

    /// <summary>`+628…`, an address or a card's number in lower case; null for what is none of them.</summary>
    public static string? Read(string? typed)
    {
        var text = (typed ?? "").Trim();
        if (text.Contains('@'))
            return EmailForm.IsAddress(text) ? text.ToLowerInvariant() : null;
        if (CardNumber.Read(text) is { } card)
            return card;
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        if (text.Any(sign => !char.IsAsciiDigit(sign) && !" +-.()".Contains(sign)) || digits.Length is < FewestDigits or > MostDigits)
            return null;
        // Numbers without a country are Indonesian: 0812… is 62812….
        return text.StartsWith('+') ? "+" + digits : digits[0] == '0' ? "+62" + digits[1..] : digits.StartsWith("62", StringComparison.Ordinal) ? "+" + digits : null;
    }
}

/// <summary>The number on a card, for whoever has neither phone nor address.</summary>
internal static class CardNumber
{
    private const string Letters = "abcdefghijkmnpqrstuvwxyz", Lead = "kartu-";
    private const int Length = 8;

    /// <summary>A fresh one: it names a member and opens nothing alone.</summary>
    public static string New() => Lead + System.Security.Cryptography.RandomNumberGenerator.GetString(Letters, Length);

    /// <summary>The number as it is kept, or null when the text is none.</summary>
    public static string? Read(string text)
    {
        var plain = text.ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal);
        return plain.Length == Lead.Length + Length && plain.StartsWith(Lead, StringComparison.Ordinal) && plain[Lead.Length..].All(char.IsAsciiLetterLower) ? plain : null;
    }
}
