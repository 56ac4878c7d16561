using Pendopo.Text.Insights;
using Pendopo.Text.Models;
using Pendopo.Text.Normalising;
using Pendopo.Text.Words;

namespace Pendopo.Libraries.Tests.Text;

/// <summary>
/// That reading is linear is proven by counting, not by the clock: tokens are the only place that looks ahead, normalising writes each sign a
/// bounded number of times, and what the models read is bounded; everything else is one pass over tokens.
/// </summary>
public sealed class WorkTests
{
    private static readonly string[] Adversarial =
        ["a", "mati ", "sekaliiii", "a.b", "a.b/", "a.", "😭", "@", "#", "''", "a'", "anak2 ", "2a", "1.2,", "www.", "http://", "x/", "\u0301", "\uD800", "\u200B", "Ａ", "ﷺ", "4", "- "];

    [Fact]
    public void The_models_are_smaller_than_twelve_megabytes()
    {
        using var stream = typeof(MessageInspector).Assembly.GetManifestResourceStream("models.bin")!;
        stream.Length.ShouldBeLessThan(12 * 1024 * 1024);
    }

    [Fact]
    public void Cutting_an_adversarial_text_looks_at_each_sign_a_bounded_number_of_times()
    {
        foreach (var piece in Adversarial)
        {
            var once = Looks(Repeat(piece, 1_000));
            Looks(Repeat(piece, 10_000)).ShouldBeInRange(once, 11 * once, piece);
        }
    }

    [Fact]
    public void Cutting_any_text_looks_at_each_sign_a_bounded_number_of_times() => MessyText.ForAll(text =>
        Looks(text).ShouldBeLessThanOrEqualTo((70 * text.Length) + 200));

    [Fact]
    public void Normalising_writes_a_bounded_number_of_signs_for_each()
    {
        foreach (var piece in Adversarial)
        {
            var once = TextNormaliser.Normalise(Repeat(piece, 1_000)).Text.Length;
            TextNormaliser.Normalise(Repeat(piece, 10_000)).Text.Length.ShouldBeInRange(once, (10 * once) + 50, piece);
        }
    }

    [Fact]
    public void What_the_models_read_of_a_text_is_bounded()
    {
        foreach (var piece in Adversarial)
        {
            var words = Features(Repeat(piece + " ", 2_000));
            Features(Repeat(piece + " ", 20_000)).ShouldBe(words, piece);
        }
    }

    private static string Repeat(string piece, int times) => string.Concat(Enumerable.Repeat(piece, times));

    private static int Looks(string text)
    {
        var tokens = new Tokens(text);
        while (tokens.MoveNext())
        {
        }

        return tokens.Looks;
    }

    private static int Features(string text)
    {
        var reader = new MessageReader();
        reader.Read(text);
        return reader.Features.Count;
    }
}
