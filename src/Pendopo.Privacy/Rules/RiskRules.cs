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
    private int reached;

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
            // A condition named to the person themselves tells as much as a visit.
            if ((near & (Cue.Care | Cue.Patient | Cue.Doing)) != Cue.None || (sentences.In(token) is var here && ((here & (Cue.Health | Cue.You)) == (Cue.Health | Cue.You) || (finding.Kind == FindingKind.Name && (here.HasFlag(Cue.Mrn) || (here.HasFlag(Cue.Health) && page[token - 1].Is(Cue.Title)))))))
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
            ref readonly var word = ref page[token];
            if ((word.Facts.Cues & (Cue.You | Cue.Title | Cue.Kin | Cue.Third)) == Cue.None)
                continue;
            if ((Addressing.Read(page, sentences, token) ?? Confirming.Read(page, sentences, token)) is not { } matter)
                continue;
            risks.Add(new Risk(RiskKind.ConfirmsPatient, [Span(Math.Min(token, matter), Math.Max(token, matter))], "patient.addressed"));
            // One sentence confirms once.
            while (token + 1 < page.Count && !sentences.IsFirst(token + 1))
                token++;
        }
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

    // Findings come in order of place, so the token is looked for from the last one on.
    private int TokenAt(Finding finding)
    {
        while (reached + 1 < page.Count && page.Plain.Original(page[reached + 1].Start) <= finding.Start)
            reached++;
        return reached;
    }
}
