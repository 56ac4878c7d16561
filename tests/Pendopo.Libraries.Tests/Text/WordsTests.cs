using Pendopo.Text;
using Pendopo.Text.Languages;
using Pendopo.Text.Words;

namespace Pendopo.Libraries.Tests.Text;

public sealed class WordsTests
{
    [Fact]
    public void Tokens_have_their_kinds()
    {
        const string text = "Anak2 @mbak #sehat 38,5 140/90 5ml https://x.id/a? don't 😭 ok!";

        var tokens = Tokens.Of(text).Select(token => (text.Substring(token.Start, token.Length), token.Kind));

        tokens.ShouldBe(
        [
            ("Anak2", TokenKind.Word), ("@mbak", TokenKind.Mention), ("#sehat", TokenKind.Hashtag), ("38,5", TokenKind.Number), ("140/90", TokenKind.Number),
            ("5ml", TokenKind.Word), ("https://x.id/a?", TokenKind.Address), ("don't", TokenKind.Word), ("😭", TokenKind.Emoji), ("ok", TokenKind.Word), ("!", TokenKind.Sign),
        ]);
    }

    [Fact]
    public void Tokens_cover_everything_but_blanks_and_cut_no_pair() => MessyText.ForAll(text =>
    {
        var covered = new bool[text.Length];
        foreach (var token in Tokens.Of(text))
        {
            MessyText.IsBoundary(text, token.Start).ShouldBeTrue();
            MessyText.IsBoundary(text, token.End).ShouldBeTrue();
            covered.AsSpan(token.Start, token.Length).Contains(true).ShouldBeFalse();
            covered.AsSpan(token.Start, token.Length).Fill(true);
        }

        for (var i = 0; i < text.Length; i++)
        {
            covered[i].ShouldBe(!char.IsWhiteSpace(text[i]) && !char.IsControl(text[i]));
        }
    });

    [Fact]
    public void Sentences_end_at_stops_but_not_in_numbers_or_titles()
    {
        const string text = "Suhu 38.5 derajat. Temui dr. Ayu besok! Bawa kartu…\nTerima kasih";

        Sentences.Split(text).Select(range => text[range])
            .ShouldBe(["Suhu 38.5 derajat.", "Temui dr. Ayu besok!", "Bawa kartu…", "Terima kasih"]);
    }

    [Theory]
    [InlineData("anak saya demam tinggi sejak kemarin", Language.Indonesian)]
    [InlineData("my daughter has had a fever since yesterday", Language.English)]
    [InlineData("gmn cara daftar antrean bsk pagi", Language.Indonesian)]
    [InlineData("anakku wis telung dino mumet karo mutah", Language.Javanese)]
    [InlineData("budak abdi muriang ti kamari, kedah kumaha", Language.Sundanese)]
    [InlineData("👍👍", Language.Unknown)]
    [InlineData("", Language.Unknown)]
    [InlineData(null, Language.Unknown)]
    public void Language_of_a_message_is_found(string? text, Language language) => LanguageIdentifier.Identify(text).Language.ShouldBe(language);

    [Fact]
    public void Mixed_languages_are_named()
    {
        var guess = LanguageIdentifier.Identify("my kid demam since kemarin, what should I do dok, sudah minum obat");

        guess.IsMixed.ShouldBeTrue();
        new[] { guess.Language, guess.Second }.ShouldBe([Language.English, Language.Indonesian], ignoreOrder: true);
    }

    [Fact]
    public void Languages_of_the_triage_messages_are_found()
    {
        if (SharedData.File("triage/triage.jsonl") is not { } path)
        {
            return;
        }

        var rows = File.ReadLines(path).Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement)
            .Select(row => (Code: row.GetProperty("lang").GetString(), LanguageIdentifier.Identify(row.GetProperty("text").GetString()).Language))
            .Where(row => row.Language != Language.Unknown).ToList();

        rows.Count(row => row.Code == row.Language.Code()).ShouldBeGreaterThan((int)(rows.Count * 0.97));
    }
}
