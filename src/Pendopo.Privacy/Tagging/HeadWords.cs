using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Tagging;

/// <summary>
/// A word that is a name, too, alone at the head of a sentence: there the capital says nothing. It is somebody only when what follows is told
/// of persons ("Surya koma", "Grace missed her injection") and not of a thing ("Surya terbit", "Rose water soothes", "Dewi padi dipuja").
/// </summary>
internal static class HeadWords
{
    private const int Reach = 5;
    private const Cue Told = Cue.Doing | Cue.Acts | Cue.Third | Cue.Patient | Cue.When | Cue.Who | Cue.Kin;

    public static bool IsWord(Page page, Sentences sentences, int at)
    {
        ref readonly var token = ref page[at];
        if (!sentences.IsFirst(at) || token.Facts.Sort != WordSort.DoubtfulName || sentences.HasIdentifier(at) && Holds(page, sentences, at))
            return false;
        ref readonly var next = ref page[at + 1];
        if (at + 1 >= page.Count || next.BreakBefore || next.Kind != TokenKind.Word)
            return next.Kind == TokenKind.Sign && page.IsSign(at + 1, ',') && !Tells(page, sentences, at);
        return !Tells(page, sentences, at);
    }

    // Another identifier than the word itself.
    private static bool Holds(Page page, Sentences sentences, int at)
    {
        for (var next = at + 1; next < Math.Min(page.Count, at + 16) && !sentences.IsFirst(next); next++)
        {
            if (page.Marks[next] != 0 && page.IsPlace(next))
                return true;
        }
        return false;
    }

    private static bool Tells(Page page, Sentences sentences, int at)
    {
        for (var next = at + 1; next <= at + Reach && next < page.Count && !sentences.IsFirst(next); next++)
        {
            if (page[next].Is(Told) && !page[next].Is(Cue.Event))
                return true;
            // Illness right behind: "Intan demam", "Hope has asthma".
            if (next <= at + 2 && page[next].Is(Cue.Health | Cue.Care) && !page[next].Is(Cue.House))
                return true;
        }
        return false;
    }
}
