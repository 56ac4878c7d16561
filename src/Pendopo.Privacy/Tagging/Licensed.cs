using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Tagging;

/// <summary>"STR 33 1 1 100 … bidan Yeyen": with the number of a licence beside it, even the name of who is at work is a person's.</summary>
internal static class Licensed
{
    private const int Reach = 16;
    private const int MostParts = 3;

    public static void Find(Page page, Sentences sentences, Span<Label> labels)
    {
        if (!page.Found.Exists(finding => finding.Kind == FindingKind.SipStr))
            return;
        var licence = (byte)(FindingKind.SipStr + 1);
        for (var token = 0; token < page.Count; token++)
        {
            if (page.Marks[token] == licence && (token == 0 || page.Marks[token - 1] != licence))
                Around(page, sentences, token, labels);
        }
    }

    private static void Around(Page page, Sentences sentences, int licence, Span<Label> labels)
    {
        for (var token = Math.Max(0, licence - Reach); token < Math.Min(labels.Length, licence + (2 * Reach)); token++)
        {
            if (!page[token].Is(Cue.Office))
                continue;
            var name = page.IsSign(token + 1, '.') ? token + 2 : token + 1;
            for (var at = name; at < Math.Min(labels.Length, name + MostParts) && labels[at] == Label.None && page.Marks[at] is 0 or (byte)(FindingKind.Name + 1) && IsName(page, at) && !sentences.IsFirst(at); at++)
                labels[at] = Label.Name;
        }
    }

    private static bool IsName(Page page, int at) => page.IsWord(at) && page[at].Capital && page[at].Length > 2 && page[at].Facts.Sort <= WordSort.DoubtfulName && !page[at].BreakBefore;
}
