using System.Collections.Frozen;

namespace Pendopo.Privacy;

/// <summary>What may stand in a text although it looks like an identifier: the centre's own numbers and addresses, its staff as speakers.</summary>
public sealed class AllowList
{
    /// <summary>Allows nothing.</summary>
    public static readonly AllowList Empty = new([], [], []);

    private readonly FrozenSet<string> numbers;
    private readonly FrozenSet<string> words;
    private readonly FrozenSet<string> names;

    /// <summary>Takes the centre's own words up.</summary>
    /// <param name="numbers">Phone and account numbers in any spelling; only their digits are compared, `62` and `0` at the beginning count as the same.</param>
    /// <param name="words">E-mail addresses, handles and addresses of pages, without regard to case.</param>
    /// <param name="names">Names of staff and speakers, without titles; without regard to case.</param>
    public AllowList(IEnumerable<string> numbers, IEnumerable<string> words, IEnumerable<string> names)
    {
        this.numbers = numbers.Select(Digits).Where(digits => digits.Length >= 3).ToFrozenSet(StringComparer.Ordinal);
        this.words = words.Select(word => word.Trim()).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        this.names = names.Select(name => name.Trim()).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    internal bool AllowsNumber(ReadOnlySpan<char> number) => numbers.Count > 0 && numbers.Contains(Digits(number.ToString()));

    internal bool AllowsWord(ReadOnlySpan<char> word) => words.Count > 0 && words.Contains(word.ToString());

    internal bool AllowsName(ReadOnlySpan<char> name) => names.Count > 0 && names.Contains(name.ToString());

    private static string Digits(string text)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        return digits.StartsWith("62", StringComparison.Ordinal) ? "0" + digits[2..] : digits;
    }
}
