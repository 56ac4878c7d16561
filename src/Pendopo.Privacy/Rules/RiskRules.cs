using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Rules;

/// <summary>
/// What a text gives away beyond its single identifiers. A person who can be found and a word of care beside them confirm that they are a
/// patient (45 CFR 160.103: that somebody receives care is health information itself); a person and a condition, or a hamlet and a rare one, combine.
/// </summary>
internal sealed class RiskRules(Page page, Sentences sentences)
{
    private const Cue Condition = Cue.Health;

    // Few people of a village have these, so that the village is enough.
    private static readonly HashSet<string> Rare = new(StringComparer.OrdinalIgnoreCase)
        { "hiv", "aids", "odha", "arv", "kusta", "lepra", "odgj", "skizofrenia", "sifilis", "sipilis", "gonore", "difteri", "polio", "rabies", "dipasung", "narkoba", "thalassemia", "hemofilia" };

    private readonly List<Risk> risks = [];

    public IReadOnlyList<Risk> Read(IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
            Of(finding);
        Addressed();
        return risks;
    }

    private void Of(Finding finding)
    {
        var token = TokenAt(finding);
        var near = sentences.Near(token);
        var span = new TextSpan(finding.Start, finding.End);
        if (finding.Kind is FindingKind.Name or FindingKind.Kin or FindingKind.Mrn or FindingKind.Bpjs or FindingKind.Nik or FindingKind.PlaceIdentifying)
        {
            if ((near & (Cue.Care | Cue.Patient | Cue.Doing)) != Cue.None)
                risks.Add(new Risk(RiskKind.ConfirmsPatient, [span], "patient.named"));
            if (sentences.In(token).HasFlag(Condition) && Word(token, Condition) is { } condition)
                risks.Add(new Risk(RiskKind.Combination, [span, condition], "combination.condition"));
        }
        else if (finding.Kind == FindingKind.Address && RareNear(token) is { } rare)
        {
            risks.Add(new Risk(RiskKind.Combination, [span, rare], "combination.rare"));
        }
    }

    // "Your result is ready", "hasil lab Ibu sudah bisa diambil": said to one person in public, it confirms without a name.
    private void Addressed()
    {
        for (var token = 0; token < page.Count; token++)
        {
            var isYou = page.Text(page[token]) is "your" or "Your" or "Anda" or "anda" or "kakak" or "Kakak" or "njenengan" || (page[token].Is(Cue.Title) && page[token].Capital && IsYou(token));
            if (isYou && Matter(token) is { } matter && !sentences.In(token).HasFlag(Cue.Event))
                risks.Add(new Risk(RiskKind.ConfirmsPatient, [Span(Math.Min(token, matter), Math.Max(token, matter))], "patient.addressed"));
        }
    }

    // "Ibu" and "Bapak" alone, without a name behind, are "you".
    private bool IsYou(int token) => page[token].Length >= 3 && (page[token].Is(Cue.Kin) || page.Text(page[token]) is "Kak") && NameShape.Of(page, token + 1) == NameTrust.None;

    // The matter stands right beside "you", and something has happened with it.
    private int? Matter(int you)
    {
        for (var at = Math.Max(0, you - 3); at <= Math.Min(page.Count - 1, you + 3); at++)
        {
            if (at != you && page[at].Is(Cue.Health | Cue.Care) && page[at].Is(Cue.Health | Cue.Care) && Happened(Math.Max(at, you)))
                return at;
        }
        return null;
    }

    private bool Happened(int from)
    {
        for (var at = from + 1; at <= Math.Min(page.Count - 1, from + 6) && !Context.EndsSentence(page, at - 1); at++)
        {
            if (page.Text(page[at]) is "sudah" or "udah" or "siap" or "jadi" or "keluar" or "ready" or "came" or "tercatat" or "kemarin" or "geser" or "looks" or "negatif" or "positif" or "available" or "kami" or "tadi")
                return true;
        }
        return false;
    }

    private TextSpan? RareNear(int token)
    {
        for (var at = Math.Max(0, token - 16); at < Math.Min(page.Count, token + 24); at++)
        {
            if (page.IsWord(at) && page[at].Is(Cue.Health) && Rare.GetAlternateLookup<ReadOnlySpan<char>>().Contains(page.Text(page[at])))
                return Span(at, at);
        }
        return null;
    }

    private TextSpan? Word(int token, Cue cue)
    {
        for (var reach = 1; reach < 16; reach++)
        {
            foreach (var at in (ReadOnlySpan<int>)[token + reach, token - reach])
            {
                if (at >= 0 && at < page.Count && page[at].Is(cue))
                    return Span(at, at);
            }
        }
        return null;
    }

    private TextSpan Span(int first, int last) => new(page.Plain.Original(page[first].Start), page.Plain.OriginalEnd(page[last].End));

    private int TokenAt(Finding finding)
    {
        var (low, high) = (0, page.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = page.Plain.Original(page[middle].Start) <= finding.Start ? (middle, high) : (low, middle - 1);
        }
        return low;
    }
}
