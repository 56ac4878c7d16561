using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Pendopo.Text.Stemming;

namespace Pendopo.Libraries.Tests.Text;

public sealed class StemmerTests
{
    // SHA-256 of the stems joined by line feeds, as PostgreSQL 15 gives them: ts_lexize over a dictionary of template snowball,
    // language indonesian (english), without stop words; words in the order in which the tests below make them.
    private const string PostgresIndonesian = "1cc5931acd1772493bb16201ee967107f732d3f461a9918ea3da7aa3c538ba78";
    private const string PostgresEnglish = "a5b419c512d0697bbfbff91e667a2228925bccffd814717725a70372c83aa66a";

    private static readonly string[] Prefixes =
    [
        "", "di", "me", "mem", "men", "meng", "meny", "ter", "ke", "pe", "pem", "pen", "peng", "peny", "ber", "be", "per", "se", "bel", "diper", "memper", "keber", "peper",
    ];

    private static readonly string[] Suffixes =
        ["", "kan", "an", "i", "nya", "ku", "mu", "lah", "kah", "pun", "kannya", "annya", "inya", "kanlah", "ankah"];

    [Theory]
    [InlineData("pengobatan", "obat")]
    [InlineData("memakan", "pakan")]
    [InlineData("menyapu", "sapu")]
    [InlineData("belajar", "ajar")]
    [InlineData("bekerja", "kerja")]
    [InlineData("organisasi", "organisasi")]
    [InlineData("kesehatan", "sehat")]
    [InlineData("memekspresikan", "pekspresi")]
    [InlineData("obat", "obat")]
    [InlineData("", "")]
    public void Indonesian_stem_drops_affixes(string word, string stem) => IndonesianStemmer.Stem(word).ShouldBe(stem);

    [Theory]
    [InlineData("vaccinations", "vaccin")]
    [InlineData("hopping", "hop")]
    [InlineData("hoping", "hope")]
    [InlineData("skies", "sky")]
    [InlineData("generously", "generous")]
    [InlineData("news", "news")]
    [InlineData("y", "y")]
    [InlineData("", "")]
    public void English_stem_drops_endings(string word, string stem) => EnglishStemmer.Stem(word).ShouldBe(stem);

    [Fact]
    public void Indonesian_stems_equal_those_of_PostgreSQL()
    {
        if (SharedData.File("bahasa-resources/combined_root_words.txt") is not { } path)
        {
            return;
        }

        var roots = File.ReadLines(path).Select(line => line.Trim().ToLowerInvariant())
            .Where(word => Regex.IsMatch(word, "^[a-z]+$")).Distinct().ToList();
        var affixed = roots.SelectMany((root, i) => Enumerable.Range(0, 2)
            .Select(k => Prefixes[((i * 7) + (k * 11)) % Prefixes.Length] + root + Suffixes[((i * 5) + (k * 3)) % Suffixes.Length]));
        var words = roots.Concat(affixed).Distinct().ToList();

        words.Count.ShouldBe(81_968);
        Digest(words.Select(IndonesianStemmer.Stem)).ShouldBe(PostgresIndonesian);
    }

    [Fact]
    public void English_stems_equal_those_of_PostgreSQL()
    {
        string[] names = ["train.queries.tsv", "dev.queries.tsv", "verified_claims.docs.tsv"];
        var paths = names.Select(name => SharedData.File("clef2020-claims/" + name)).ToList();
        if (paths.Contains(null))
        {
            return;
        }

        var words = new SortedSet<string>(
            paths.SelectMany(path => Regex.Matches(File.ReadAllText(path!).ToLowerInvariant(), "[a-z']+").Select(match => match.Value)),
            StringComparer.Ordinal);

        words.Count.ShouldBe(25_008);
        Digest(words.Select(EnglishStemmer.Stem)).ShouldBe(PostgresEnglish);
    }

    private static string Digest(IEnumerable<string> stems) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', stems))));
}
