using Pendopo.Text.Models;
using Pendopo.Text.Normalising;
using Pendopo.Text.Words;

namespace Pendopo.Text.Claims;

/// <summary>A text as claim matching sees it: plain words, groups of four letters across words, and keys of meaning.</summary>
internal sealed class ClaimText
{
    private const int Size = 4;

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

        Synonyms.Instance.Keys(words, Keys);
        AsksService = words.Any(Service.Contains);
    }

    public string Plain { get; }

    /// <summary>True when the text has words of a service, a price or a time.</summary>
    public bool AsksService { get; }

    public List<uint> Letters { get; } = [];

    public List<uint> Keys { get; } = [];

    public static ClaimText Of(string? text) => new(Words(TextNormaliser.Normalise(text).Text));

    /// <summary>Words, numbers and the words of hashtags; addresses and signs are left out, hyphens part words.</summary>
    public static string[] Words(string plain)
    {
        var words = new List<string>();
        foreach (var token in new Tokens(plain))
        {
            if (token.Kind is TokenKind.Word or TokenKind.Number or TokenKind.Hashtag or TokenKind.Mention)
            {
                var start = token.Kind is TokenKind.Hashtag or TokenKind.Mention ? token.Start + 1 : token.Start;
                words.Add(plain[start..token.End].Replace("'", "", StringComparison.Ordinal));
            }
        }

        return [.. words];
    }
}
