using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Rules;

/// <summary>Names of people, by what stands before them, by lists, and by what is said of them.</summary>
internal sealed class NameRules(Page page, Sentences sentences)
{
    private readonly NameEvidence evidence = new(page);

    private int lastName = -1;

    private const Cue Personal = Cue.Health | Cue.Care | Cue.Doing | Cue.Patient;

    public void Read()
    {
        for (var token = 0; token < page.Count; token++)
        {
            if (page.IsWord(token))
                token = Math.Max(token, Try(token));
        }
    }

    /// <summary>Tries a name that begins here; returns the last token that was used up.</summary>
    private int Try(int first)
    {
        var trust = NameShape.Of(page, first);
        if (trust == NameTrust.None && !(page[first].Length == 1 && page[first].Capital))
            return first;
        var before = NameContext.Before(page, first);
        if (trust == NameTrust.None && before != NameSign.StrongTitle)
            return first;
        var last = NameShape.End(page, first);
        if (IsNobodys(first, last, before))
            return last;
        if (Score(first, last, trust, before) is var score and > 0 && !page.Allow.AllowsName(page.Between(first, last)))
        {
            page.Hint(FindingKind.Name, first, last);
            lastName = last;
        }
        return last;
    }

    // A doctor who speaks, a shop, an invented person: public, or nobody.
    private bool IsNobodys(int first, int last, NameSign before)
    {
        if (before == NameSign.Office)
            return !sentences.In(first).HasFlag(Cue.Licence);
        if (before == NameSign.Place || IsGluedToSign(first))
            return true;
        if (page[last].Length == 1 && last == first)
            return false;
        return sentences.Near(first).HasFlag(Cue.Fiction) && before is not (NameSign.Label or NameSign.StrongTitle) && !sentences.HasIdentifier(first);
    }

    // A hashtag, a handle, a piece of an address; "…#Tatang#" in a form that is filled in is none.
    private bool IsGluedToSign(int first)
    {
        if (first == 0 || !page.IsGlued(first))
            return false;
        return page.IsSign(first - 1, '@') || page.IsSign(first - 1, '.') || (page.IsSign(first - 1, '-') && page.IsGlued(first - 1) && page.IsWord(first - 2)) || (page.IsSign(first - 1, '#') && (first == 1 || !page.IsGlued(first - 1)));
    }

    private double Score(int first, int last, NameTrust trust, NameSign before)
    {
        var isFull = last > first && HasKnown(first, last);
        return before switch
        {
            NameSign.StrongTitle => 0.92,
            NameSign.Label => trust == NameTrust.Unknown && !page[first].Capital ? 0 : 0.9,
            NameSign.Title => trust != NameTrust.Doubtful || page[first].Capital || (page[first].Is(Cue.DoubtfulName) && IsPersonal(first)) ? 0.88 : 0,
            NameSign.Office => 0.88,
            NameSign.Greeting => trust == NameTrust.Known || isFull || (page[first].Capital && trust != NameTrust.None && IsPersonal(first)) ? 0.85 : 0,
            _ => Bare(first, last, trust, isFull),
        };
    }

    private double Bare(int first, int last, NameTrust trust, bool isFull)
    {
        if (evidence.IsFollowedByPerson(first, last) && !(page[first].Is(Cue.Title) && last == first) && (trust != NameTrust.Doubtful || page[first].Capital))
            return 0.82;
        if (!IsPersonal(first) || (page[first].Is(Cue.Title) && last == first) || (page[first].Is(Cue.Month | Cue.Account) && last == first) || page[last].Is(Cue.Month) && page.Text(page[first]).Equals("bulan", StringComparison.OrdinalIgnoreCase))
            return 0;
        return trust switch
        {
            NameTrust.Known => page[first].Capital ? 0.82 : 0.75,
            _ when isFull => 0.8,
            NameTrust.Unknown => evidence.IsNamedInPassing(first, last) || evidence.DoesWhatPersonsDo(first, last, sentences) || evidence.FollowsName(first, lastName)
                || (evidence.ActsLikeAPerson(first, last, sentences) && IsPersonalHere(first)) ? 0.76
                : evidence.IsCapitalAmongWords(first, sentences) && IsPersonalHere(first) ? 0.71 : 0,
            NameTrust.Doubtful => IsSaidOf(first, last) || IsBesideIdentifier(first) ? 0.72 : 0,
            _ => 0,
        };
    }

    private bool HasKnown(int first, int last)
    {
        for (var at = first; at <= last; at++)
        {
            if (NameShape.Of(page, at) == NameTrust.Known)
                return true;
        }
        return false;
    }

    private bool IsPersonal(int token) => (sentences.Near(token) & Personal) != Cue.None || sentences.HasIdentifierNear(token);

    // A flower or a person: "Melati sudah dua kali tidak ambil obat", "ke Bunga, jadwal …".
    private bool IsSaidOf(int first, int last)
    {
        if ((!page[first].Capital && !Context.Follows(page, last, Cue.Patient, 2)) || page.IsDigits(last + 1) || (page[last + 1].Is(Cue.DoubtfulName) && !page[last + 1].Capital))
            return false;
        return Context.Follows(page, last, Cue.Health | Cue.Doing | Cue.Patient | Cue.Care, 6) && !page.IsSign(last + 1, ':') && !IsList(last);
    }

    private bool IsPersonalHere(int token) => (sentences.In(token) & Personal) != Cue.None || sentences.HasIdentifier(token);

    private bool IsBesideIdentifier(int first) => page[first].Capital && sentences.HasIdentifierNear(first) && !Context.Stands(page, first, Cue.Event, 3);

    private bool IsList(int last) => page.IsSign(last + 1, ',') && page.IsWord(last + 2) && page.IsSign(last + 3, ',');
}
