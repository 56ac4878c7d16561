using Pendopo.Text.Languages;
using Pendopo.Text.Models;
using Pendopo.Text.Normalising;
using Pendopo.Text.Stemming;
using Pendopo.Text.Words;

namespace Pendopo.Text.Claims;

/// <summary>A text as claim matching sees it: plain words, groups of four letters across words, and keys of meaning.</summary>
internal sealed class ClaimText
{
    private const int Size = 4;
    private static readonly char[] Inner = ['.', ',', ':', '/', '_'];

    // Words of a message that wants a service, a price or a time, or tells of a purchase.
    private static readonly HashSet<string> Service = new(
        ("jadwal kapan jam berapa dimana stok merek diskon harga mahal murah daftar pendaftaran enak beli dibeli ditanggung bpjs biaya bayar besok kemarin seru video videonya " +
         "tiket lomba acara kelas konseling alamat buka tutup antre resep panen minimarket pasar ready order where when schedule open price appointment book booking tomorrow yesterday " +
         "recipe recipes fundraiser event buy bought queue cost sedunia diperingati singkatannya kepanjangan pensiun langganan wangi wanginya rasanya pait pahit").Split(' '),
        StringComparer.Ordinal);

    private ClaimText(string[] words)
    {
        Plain = $" {string.Join(' ', words)} ";
        for (var i = 0; i + Size <= Plain.Length; i++)
        {
            Letters.Add(Hashing.Word(Plain.AsSpan(i, Size), Size));
        }

        Synonyms.Instance.Keys(words, Keys, Groups);
        Stems(words);
        AsksService = words.Any(Service.Contains);
    }

    public string Plain { get; }

    /// <summary>True when the text has words of a service, a price or a time.</summary>
    public bool AsksService { get; }

    public List<uint> Letters { get; } = [];

    /// <summary>Groups of synonyms, and stems of words that are in none.</summary>
    public List<uint> Keys { get; } = [];

    /// <summary>Groups of synonyms alone.</summary>
    public List<uint> Groups { get; } = [];

    /// <summary>Stems of all words but stop words.</summary>
    public List<uint> Words { get; } = [];

    /// <summary>Stems side by side, and with one between.</summary>
    public List<uint> Pairs { get; } = [];

    public static ClaimText Of(string? text, bool knownEnglish = false)
    {
        // The table of chat words is Indonesian: English text is folded only.
        return new ClaimText(WordsOf(knownEnglish || IsEnglishText(text) ? TextNormaliser.Fold(text) : TextNormaliser.Normalise(text).Text));
    }

    public static bool IsEnglishText(string? text) => LanguageIdentifier.Identify(TextNormaliser.Fold(text)) is { Language: Language.English, Confidence: > 0.6 };

    /// <summary>Words, numbers and the words of hashtags; addresses, signatures and signs are left out, hyphens part words.</summary>
    public static string[] WordsOf(string plain)
    {
        var words = new List<string>();
        var opened = false;
        foreach (var token in new Tokens(plain))
        {
            // "(@name)" is the signature of a copied post, "@name" in a sentence is content.
            var signature = token.Kind == TokenKind.Mention && opened;
            opened = token.Kind == TokenKind.Sign && plain[token.Start] == '(';
            if (token.Kind is TokenKind.Word or TokenKind.Number or TokenKind.Hashtag or TokenKind.Mention && !signature)
            {
                var start = token.Kind is TokenKind.Hashtag or TokenKind.Mention ? token.Start + 1 : token.Start;
                var word = plain[start..token.End].Replace("'", "", StringComparison.Ordinal);
                words.AddRange(word.Split(Inner, StringSplitOptions.RemoveEmptyEntries));
            }
        }

        return [.. words];
    }

    private void Stems(string[] words)
    {
        foreach (var word in words)
        {
            if (!StopWords.Contains(word, Language.English))
            {
                Words.Add(Hashing.Word(EnglishStemmer.Stem(word), Size));
            }
        }

        for (var i = 1; i < Words.Count; i++)
        {
            Pairs.Add(Hashing.Pair(Words[i - 1], Words[i]));
            if (i > 1)
            {
                Pairs.Add(Hashing.Pair(Words[i - 2], Words[i]));
            }
        }
    }
}
