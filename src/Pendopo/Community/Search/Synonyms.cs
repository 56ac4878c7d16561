using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Text;

namespace Pendopo.Community.Search;

/// <summary>One word or phrase that is looked for: of each of its words any form, of all of them each.</summary>
public sealed record WantedPhrase(IReadOnlyList<IReadOnlyList<string>> Words)
{
    public static WantedPhrase Of(string text) => new(SearchText.Query(text));

    /// <summary>Whether every word of the other stands in these.</summary>
    internal bool IsWithin(IReadOnlyList<IReadOnlyList<string>> words) => Words.Count > 0 && Words.All(word => words.Any(other => Same(word, other)));

    internal static bool Same(IReadOnlyList<string> one, IReadOnlyList<string> other) => one.Any(form => other.Contains(form, StringComparer.Ordinal));
}

/// <summary>Words that mean the same.</summary>
internal static class Synonyms
{
    /// <summary>So many phrases may mean one thing, and so many lines are read.</summary>
    public const int MostInLine = 12, MostLines = 400;

    /// <summary>Those that come with the program: everyday words of the two languages for what health centres speak of. Our own list; each centre makes it its own.</summary>
    public const string Usual = """
        diabetes, kencing manis, gula darah, sakit gula
        hipertensi, darah tinggi, tekanan darah tinggi, tensi tinggi, hypertension, high blood pressure
        TBC, tuberkulosis, TB, paru-paru basah, tuberculosis
        DBD, demam berdarah, dengue
        diare, mencret, menceret, diarrhoea, diarrhea
        stroke, serangan otak
        jantung, serangan jantung, heart attack
        kolesterol, lemak darah, cholesterol
        asam urat, gout, pirai
        asma, bengek, mengi, asthma
        batuk pilek, ISPA, selesma, flu, influenza
        maag, sakit lambung, gastritis, asam lambung
        cacar air, cacar, chickenpox
        campak, gabagen, tampek, measles
        tipes, tifus, tifoid, typhoid
        hamil, kehamilan, mengandung, pregnant, pregnancy
        melahirkan, persalinan, bersalin, birth
        ASI, menyusui, air susu ibu, breastfeeding
        imunisasi, vaksin, suntik bayi, immunisation, vaccination
        KB, keluarga berencana, kontrasepsi, contraception
        stunting, kerdil, tengkes
        gizi buruk, kurang gizi, malnutrition
        posyandu, penimbangan balita
        lansia, lanjut usia, orang tua, manula, elderly
        pikun, demensia, alzheimer, dementia
        depresi, murung, putus asa, depression
        cemas, gelisah, kecemasan, anxiety
        susah tidur, insomnia, tidak bisa tidur, sleepless
        kanker, tumor ganas, cancer
        payudara, tetek, breast
        haid, menstruasi, datang bulan, mens, period
        keputihan, vaginal discharge
        cacingan, kecacingan, worms
        kudis, gatal-gatal, scabies
        panu, kurap, jamur kulit, ringworm
        katarak, mata kabur, cataract
        sakit gigi, gigi berlubang, toothache
        cuci darah, hemodialisis, gagal ginjal, dialysis
        merokok, rokok, smoking
        BPJS, JKN, kartu indonesia sehat, KIS
        """;

    /// <summary>The lines as they are looked through.</summary>
    public static IReadOnlyList<IReadOnlyList<WantedPhrase>> Read(string lines) =>
        [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MostLines)
            .Select(line => (IReadOnlyList<WantedPhrase>)[.. line.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MostInLine).Select(WantedPhrase.Of).Where(phrase => phrase.Words.Count > 0)])
            .Where(line => line.Count > 1)];

    /// <summary>What a query asks for: of each part any of its phrases. Words that together are a phrase of a line are one part.</summary>
    public static IReadOnlyList<IReadOnlyList<WantedPhrase>> Parts(string query, IReadOnlyList<IReadOnlyList<WantedPhrase>> lines)
    {
        var left = SearchText.Query(query).ToList();
        var parts = new List<IReadOnlyList<WantedPhrase>>();
        // The longest phrase first: "tekanan darah tinggi" before "darah tinggi".
        foreach (var (phrase, line) in lines.SelectMany(line => line.Select(phrase => (phrase, line))).OrderByDescending(pair => pair.phrase.Words.Count))
        {
            if (!phrase.IsWithin(left))
                continue;
            left.RemoveAll(word => phrase.Words.Any(other => WantedPhrase.Same(word, other)));
            parts.Add(line);
        }
        parts.AddRange(left.Select(word => (IReadOnlyList<WantedPhrase>)[new WantedPhrase([word])]));
        return parts;
    }
}

/// <summary>The words of the centre in scope, and who changes them.</summary>
internal sealed class KeepSynonyms(PendopoDb db, Here here, AuditBook audit, IStringLocalizer<SearchWords> words)
{
    public async Task<(string Lines, int? Version)> Read(CancellationToken cancel) =>
        await db.Set<SquareSynonyms>().AsNoTracking().FirstOrDefaultAsync(cancel) is { } own ? (own.Lines, own.Version) : (Synonyms.Usual, null);

    /// <param name="basedOn">The version that was read; null when there was none.</param>
    public async Task<Result<Done>> Keep(string? lines, int? basedOn, CancellationToken cancel)
    {
        var text = string.Join('\n', (lines ?? "").ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        if (text.Length > SquareSynonyms.LinesLength)
            return words.Problem("SynonymsLong", "Lines", SquareSynonyms.LinesLength);
        if (text.Split('\n').Index().FirstOrDefault(line => line.Item.Length > 0 && line.Item.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length is < 2 or > Synonyms.MostInLine) is { Item: not null } wrong)
            return words.Problem("SynonymsLine", "Lines", wrong.Index + 1, Synonyms.MostInLine);
        if (text.Split('\n').Length > Synonyms.MostLines)
            return words.Problem("SynonymsMany", "Lines", Synonyms.MostLines);
        return await db.Attempt<Done>(async () =>
        {
            var own = await db.Set<SquareSynonyms>().FirstOrDefaultAsync(cancel);
            if (own?.Version != basedOn)
                return words.Problem("SynonymsStale");
            (own ?? db.Add(SquareSynonyms.Of(here.Centre.Id)).Entity).Say(text);
            audit.Note("community.synonyms", $"centre:{here.Centre.Id}");
            return default(Done);
        }, () => words.Problem("SynonymsStale"), cancel);
    }

    /// <summary>Those that come with the program hold again.</summary>
    public async Task Reset(CancellationToken cancel)
    {
        db.RemoveRange(await db.Set<SquareSynonyms>().ToListAsync(cancel));
        audit.Note("community.synonyms", $"centre:{here.Centre.Id}");
        await db.TrySave(cancel);
    }
}
