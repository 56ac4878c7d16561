using Pendopo.Privacy;
using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Tagging;
using Pendopo.Privacy.Words;

namespace Pendopo.Training.Privacy;

/// <summary>One page ready to learn from: the features of each token, with and without what the rules say, and the label it should get.</summary>
internal sealed record Lesson(uint[][] Rows, uint[][] Blind, Label[] Labels, bool[] Fixed, bool IsKnown, int Group)
{
    private const double HiddenNames = 0.4;
    private const double HiddenWords = 0.08;

    // Fewer rows are English, so each must teach more than its own words.
    private const double HiddenEnglish = 0.15;

    public static IEnumerable<Lesson> Of(Example example)
    {
        foreach (var (start, length) in Paragraphs.Of(example.Marked.Text))
        {
            var text = example.Marked.Text.Substring(start, length);
            using var page = new Page(text, AllowList.Empty);
            if (page.Count == 0)
                continue;
            var sentences = PrivacyFinder.Hints(page);
            var labels = new Label[page.Count];
            foreach (var (from, to, kind) in example.Marked.Marks)
            {
                for (var token = 0; token < page.Count; token++)
                {
                    if (page.Plain.Original(page[token].Start) + start < to && page.Plain.OriginalEnd(page[token].End) + start > from)
                        labels[token] = Pendopo.Privacy.Tagging.Labels.Of(kind);
                }
            }
            var isFixed = Enumerable.Range(0, page.Count).Select(token => page.Marks[token] != 0 && Atom.IsHard(page.Marks[token])).ToArray();
            for (var token = 0; token < page.Count; token++)
                labels[token] = isFixed[token] ? Label.None : labels[token];
            yield return new Lesson(All(page, sentences, withMarks: true), All(page, sentences, withMarks: false), labels, isFixed, example.IsKnown, example.Group);
        }
    }

    private static uint[][] All(Page page, Sentences sentences, bool withMarks)
    {
        var atoms = new Atom[page.Count + (2 * Features.Reach)];
        Tagger.Fill(page, 0, atoms, withMarks);
        if (!withMarks)
            Hide(page, sentences, atoms);
        var rows = new uint[Features.Most];
        return [.. Enumerable.Range(0, page.Count).Select(token =>
        {
            var used = Features.Of(atoms.AsSpan(token, (2 * Features.Reach) + 1), sentences.In(token), Tagger.Flags(sentences, token), rows);
            return rows[..used].ToArray();
        })];
    }

    // No list holds every word and every name, so some are hidden: the same ones each time for the same text.
    private static void Hide(Page page, Sentences sentences, Atom[] atoms)
    {
        var random = new Random(page.Count + (page.Plain.Length * 31));
        for (var token = 0; token < page.Count; token++)
        {
            var sort = page[token].Facts.Sort;
            var share = sort is WordSort.Name or WordSort.DoubtfulName ? HiddenNames : !page[token].Is(Cue.Common) ? 0 : sentences.In(token).HasFlag(Cue.English) && !sentences.In(token).HasFlag(Cue.Indonesian) ? HiddenEnglish : HiddenWords;
            if (page.IsWord(token) && page.Marks[token] is var mark && (mark == 0 || !Atom.IsHard(mark)) && random.NextDouble() < share)
                atoms[token + Features.Reach] = Atom.Unlisted(page, token);
        }
    }
}
