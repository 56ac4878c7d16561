using Pendopo.Privacy.Reading;

namespace Pendopo.Privacy.Rules;

/// <summary>What masking wrote, such as "[telepon]": nothing is found in it again.</summary>
internal static class Placeholders
{
    private const int Longest = 6;

    private static readonly HashSet<string> Words = [.. Enum.GetValues<FindingKind>().SelectMany(kind => new[] { Masking.Indonesian(kind), Masking.English(kind) }).Select(word => word.Trim('[', ']'))];

    public static void Read(Page page)
    {
        if (!page.Plain.Chars.Contains('['))
            return;
        for (var token = 0; token < page.Count; token++)
        {
            if (!page.IsSign(token, '['))
                continue;
            var last = token + 1;
            while (last < page.Count && last < token + Longest && !page.IsSign(last, ']'))
                last++;
            if (last > token + 1 && page.IsSign(last, ']') && Words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(page.Between(token + 1, last - 1)))
                page.Pass(FindingKind.Phone, token, last);
        }
    }
}
