using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Rules;

/// <summary>Names written so that a filter does not see them: "R i n a w a t i", "M-A-R-T-I-N", "S*ti M*ryam", "inisial SM".</summary>
internal static class SpelledNameRule
{
    private const int Shortest = 4;

    public static void Read(Page page)
    {
        for (var token = 0; token < page.Count; token++)
        {
            if (page.IsWord(token) && page[token].Length == 1)
                token = Spelled(page, token);
            else if (page.IsSign(token, '*'))
                token = Starred(page, token);
            else if (page[token].Length == 7 && page.IsWord(token + 1) && page.Text(page[token]).Equals("inisial", StringComparison.OrdinalIgnoreCase) && page[token + 1].Length <= 3 && page[token + 1].Capital)
                page.Add(FindingKind.Name, token + 1, token + 1, 0.8, "name.initials");
        }
    }

    private static int Spelled(Page page, int first)
    {
        var (last, letters) = (first, 1);
        while (true)
        {
            var next = page.IsSign(last + 1, '-') && page.IsGlued(last + 1) ? last + 2 : last + 1;
            if (!page.IsWord(next) || page[next].Length != 1 || page[next].BreakBefore)
                break;
            (last, letters) = (next, letters + 1);
        }
        if (letters >= Shortest)
            page.Add(FindingKind.Name, first, last, 0.8, "name.spelled");
        return last;
    }

    private static int Starred(Page page, int star)
    {
        if (star == 0 || !page.IsWord(star - 1) || !page[star - 1].Capital || page[star - 1].Length > 3 || !page.IsGlued(star) || !page.IsGlued(star + 1) || !page.IsWord(star + 1))
            return star;
        var last = star + 1;
        if (page.IsSign(last + 2, '*') && page[last + 1].Capital && page.IsGlued(last + 2) && page.IsWord(last + 3))
            last += 3;
        page.Add(FindingKind.Name, star - 1, last, 0.8, "name.spelled");
        return last;
    }
}
