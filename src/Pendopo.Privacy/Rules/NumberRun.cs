using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Rules;

/// <summary>Groups of digits that follow each other with a blank or one sign between them. Used again and again for one page, so it allocates once.</summary>
internal sealed class NumberRun
{
    public const int MaxGroups = 24;
    private const int MaxDigits = 48;

    private readonly char[] digits = new char[MaxDigits];
    private readonly Group[] groups = new Group[MaxGroups];

    public readonly record struct Group(int Token, int From, int To, char Separator);

    public int Count { get; private set; }

    public Group this[int index] => groups[index];

    public ReadOnlySpan<char> Digits(int first, int last) => digits.AsSpan(groups[first].From, groups[last].To - groups[first].From);

    public int Total(int first, int last) => groups[last].To - groups[first].From;

    /// <summary>Whether the same sign, or none, stands between all groups from first to last.</summary>
    public bool IsEven(int first, int last)
    {
        for (var at = first + 2; at <= last; at++)
        {
            if (groups[at].Separator != groups[first + 1].Separator)
                return false;
        }
        return true;
    }

    /// <summary>Whether three groups are a day, a month and a year in numbers.</summary>
    public bool IsDate(int first)
    {
        if (Count - first < 3 || groups[first + 1].Separator is not ('-' or '/' or '.') || groups[first + 2].Separator != groups[first + 1].Separator)
            return false;
        var (day, month, year) = (Number(first), Number(first + 1), groups[first + 2]);
        return day is >= 1 and <= 31 && month is >= 1 and <= 12 && year.To - year.From is 2 or 4 && (year.To - year.From == 2 || digits[year.From] is '1' or '2');
    }

    private int Number(int group) => groups[group].To - groups[group].From <= 2 ? int.Parse(Digits(group, group), System.Globalization.CultureInfo.InvariantCulture) : 0;

    /// <summary>Reads the run that begins at a token; the count is 0 when none does. Returns the first token behind it.</summary>
    public int Read(Page page, int token)
    {
        Count = 0;
        var (length, separator) = (0, '\0');
        while (Count < MaxGroups && Take(page, token, ref length))
        {
            groups[Count++] = new Group(token, length - page[token].Length, length, separator);
            token++;
            if (Joint(page, ref token) is not { } joint)
                break;
            separator = joint;
        }
        return Count == 0 ? token + 1 : groups[Count - 1].Token + 1;
    }

    // What may stand between two groups; the token moves to the next group.
    private static char? Joint(Page page, ref int token)
    {
        if (page.IsSign(token, ')'))
            token++;
        if (token < page.Count && page[token].Kind != TokenKind.Sign)
            return page[token].SpaceBefore && !page[token].BreakBefore ? ' ' : null;
        var isJoint = token + 1 < page.Count && !page[token].BreakBefore && page.Plain[page[token].Start] is '-' or '.' or '/' or '_';
        if (!isJoint)
            return null;
        var sign = page.Plain[page[token].Start];
        token++;
        return page[token].BreakBefore || (sign == '.' && page[token].SpaceBefore && !page[token - 1].SpaceBefore) ? null : sign;
    }

    private bool Take(Page page, int index, ref int length)
    {
        var token = page[index];
        if (token.Length == 0 || length + token.Length > MaxDigits || (token.Kind != TokenKind.Digits && !IsLookAlike(page, token, Count > 0)))
            return false;
        foreach (var letter in page.Text(token))
            digits[length++] = LookAlike.Digit(letter);
        return true;
    }

    // Behind a group of digits one real digit is enough: "08i3 55o4 l2oo".
    private static bool IsLookAlike(Page page, Token token, bool goesOn)
    {
        if (token.Kind != TokenKind.Mixed || token.Length < 3)
            return false;
        var real = 0;
        foreach (var letter in page.Text(token))
        {
            if (LookAlike.Digit(letter) == '\0')
                return false;
            real += char.IsAsciiDigit(letter) ? 1 : 0;
        }
        return goesOn ? real > 0 : real * 2 >= token.Length;
    }
}

/// <summary>Letters that people write for digits so that filters do not see them.</summary>
internal static class LookAlike
{
    public static char Digit(char letter) => letter switch
    {
        >= '0' and <= '9' => letter,
        'o' or 'O' or 'Q' => '0',
        'l' or 'I' or 'i' or 'L' => '1',
        'z' or 'Z' => '2',
        'e' or 'E' => '3',
        'a' or 'A' => '4',
        's' or 'S' => '5',
        'b' or 'B' => '8',
        'g' => '9',
        _ => '\0',
    };
}
