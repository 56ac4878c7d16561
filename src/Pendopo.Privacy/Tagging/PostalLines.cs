using Pendopo.Privacy.Reading;

namespace Pendopo.Privacy.Tagging;

/// <summary>Addresses as they stand on envelopes: a line that is nothing but "Suite 084", the street above it, the town and postcode below it.</summary>
internal static class PostalLines
{
    private const int LongestLine = 8;

    /// <summary>Labels the lines around a unit that begins a line.</summary>
    public static void Fill(Page page, Span<Label> labels, int unit)
    {
        var number = page.IsSign(unit + 1, '.') ? unit + 2 : unit + 1;
        if (number >= page.Count || !page.IsDigits(number) || page.Marks[number] != 0 || !EndsLine(page, number))
            return;
        var above = unit - 1;
        while (above > 0 && unit - above < LongestLine && !page[above].BreakBefore)
            above--;
        if (page[above].BreakBefore && Holds(page, above, unit - 1, 1))
            labels[above..unit].Fill(Label.Address);
        labels[unit..(number + 1)].Fill(Label.Address);
        var below = number + 1;
        while (below < page.Count && below <= number + LongestLine && !EndsLine(page, below))
            below++;
        if (below < page.Count && Holds(page, number + 1, below, 4))
            labels[(number + 1)..(below + 1)].Fill(Label.Address);
    }

    private static bool EndsLine(Page page, int token) => token + 1 >= page.Count || page[token + 1].BreakBefore;

    // Whether the line has a number of so many digits at least, and nothing that is something else.
    private static bool Holds(Page page, int first, int last, int digits)
    {
        var hasNumber = false;
        for (var at = first; at <= last; at++)
        {
            if (page.Marks[at] != 0 && Atom.IsHard(page.Marks[at]))
                return false;
            hasNumber |= page.IsDigits(at) && page[at].Length >= digits && page[at].Length <= 6;
        }
        return hasNumber;
    }
}
