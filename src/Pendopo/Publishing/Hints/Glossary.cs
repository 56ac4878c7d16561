using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Publishing.Hints;

/// <summary>The hard words and the plain ones for them: the house's own list, changed by each centre as its people speak.</summary>
internal sealed class Glossary(PendopoDb db, Here here, IStringLocalizer<HintText> words)
{
    public const int MostWords = 500;

    // Written by us: words of health that readers of primary school age ask about, and what midwives say instead.
    private static readonly PlainWord[] Indonesian =
    [
        new("hipertensi", "tekanan darah tinggi"), new("hipotensi", "tekanan darah rendah"), new("diabetes mellitus", "kencing manis"), new("hiperglikemia", "gula darah terlalu tinggi"),
        new("hipoglikemia", "gula darah terlalu rendah"), new("dehidrasi", "kekurangan cairan"), new("edukasi", "penjelasan"), new("diimbau", "mohon"), new("konsumsi", "makan atau minum"),
        new("mengonsumsi", "makan atau minum"), new("dikonsumsi", "dimakan atau diminum"), new("antipiretik", "obat penurun panas"), new("analgesik", "obat pereda nyeri"), new("antenatal", "selama hamil"),
        new("postpartum", "setelah melahirkan"), new("neonatus", "bayi baru lahir"), new("imunisasi dasar lengkap", "semua imunisasi untuk bayi"), new("prevalensi", "banyaknya yang sakit"),
        new("komorbid", "penyakit lain yang sudah ada"), new("asimtomatik", "tanpa gejala"), new("simtomatik", "dengan gejala"), new("transmisi", "penularan"), new("vektor", "hewan penular"),
        new("intervensi", "tindakan"), new("implementasi", "pelaksanaan"), new("optimal", "sebaik mungkin"), new("signifikan", "nyata"), new("kontraindikasi", "tidak boleh dipakai bila"), new("oral", "lewat mulut"),
        new("topikal", "dioleskan"), new("kronis", "lama"), new("akut", "mendadak"), new("stunting", "anak terlalu pendek untuk umurnya"), new("anemia", "kurang darah"), new("MPASI", "makanan pendamping ASI"),
    ];

    private static readonly PlainWord[] English =
    [
        new("hypertension", "high blood pressure"), new("hypoglycaemia", "low blood sugar"), new("hyperglycaemia", "high blood sugar"), new("dehydration", "too little water in the body"),
        new("antipyretic", "medicine against fever"), new("analgesic", "medicine against pain"), new("antenatal", "during pregnancy"), new("postpartum", "after the birth"), new("neonate", "newborn"),
        new("comorbidity", "another illness"), new("asymptomatic", "without signs of illness"), new("transmission", "how it spreads"), new("administer", "give"), new("utilise", "use"), new("commence", "begin"),
        new("prior to", "before"), new("in order to", "to"), new("approximately", "about"), new("contraindicated", "must not be used"), new("chronic", "long-lasting"), new("acute", "sudden"), new("oral", "by mouth"),
        new("topical", "on the skin"), new("prevalence", "how many have it"), new("myocardial infarction", "heart attack"), new("anaemia", "too little iron in the blood"),
    ];

    /// <summary>What holds for a language at this centre, by the hard word.</summary>
    public async Task<IReadOnlyList<PlainWord>> Of(string language, CancellationToken cancel)
    {
        var tongue = language.StartsWith("en", StringComparison.Ordinal) ? "en" : "id";
        var own = await db.Set<GlossaryWord>().AsNoTracking().Where(row => row.Language == tongue).ToDictionaryAsync(row => row.Hard, row => row.Plain, StringComparer.OrdinalIgnoreCase, cancel);
        return [.. (tongue == "en" ? English : Indonesian).Where(word => !own.ContainsKey(word.Hard)).Concat(own.Where(pair => pair.Value.Length > 0).Select(pair => new PlainWord(pair.Key, pair.Value)))
            .OrderBy(word => word.Hard, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Keeps a word; an empty plain one takes the hard word off the list.</summary>
    public async Task<Result<Done>> Keep(string language, string hard, string plain, CancellationToken cancel)
    {
        if (!here.May("publishing.write"))
            return words.Problem("MayNotChange");
        var (said, better) = (hard.ReplaceLineEndings(" ").Trim().ToLowerInvariant(), plain.ReplaceLineEndings(" ").Trim());
        if (said.Length is 0 or > GlossaryWord.HardLength)
            return words.Problem("HardRequired", "Hard", GlossaryWord.HardLength);
        if (better.Length > GlossaryWord.PlainLength)
            return words.Problem("TooLong", "Plain", GlossaryWord.PlainLength);
        if (language is not ("id" or "en"))
            return words.Problem("LanguageUnknown", "Language");
        var row = await db.Set<GlossaryWord>().FirstOrDefaultAsync(word => word.Language == language && word.Hard == said, cancel);
        if (row is null && await db.Set<GlossaryWord>().CountAsync(cancel) >= MostWords)
            return words.Problem("ListIsFull", "Hard", MostWords);
        if (row is null)
            db.Add(row = GlossaryWord.Of(here.Centre.Id, language, said));
        row.Say(better);
        return await db.TrySave(cancel) ? default(Done) : words.Problem("SomebodyElseChanged");
    }
}
