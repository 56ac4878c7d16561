using Pendopo.Publishing.Posts;

namespace Pendopo.Tests.Publishing;

public sealed class WordDiffTests
{
    [Fact]
    public void A_word_that_was_exchanged_is_shown_gone_and_added_in_its_place() =>
        Said("Minum satu gelas.", "Minum dua gelas.").ShouldBe("Minum [-satu-][+dua+] gelas.");

    [Fact]
    public void A_phrase_reads_as_one_change() =>
        Said("Beri air putih hangat sekarang", "Beri larutan oralit sekarang").ShouldBe("Beri [-air putih hangat-][+larutan oralit+] sekarang");

    [Fact]
    public void An_added_line_leaves_the_others_alone() =>
        Said("satu\ndua\n", "satu\ntambahan\ndua\n").ShouldBe("satu\n[+tambahan\n+]dua\n");

    [Theory]
    [InlineData("", "")]
    [InlineData("sama", "sama")]
    [InlineData("", "baru saja")]
    [InlineData("semua hilang", "")]
    [InlineData("a b c d e f", "a c d x f g")]
    [InlineData("baris satu\n\nbaris  dua\nakhir", "baris satu\nbaris dua!\n\nakhir\n")]
    public void Its_parts_make_both_texts_again(string before, string after)
    {
        var parts = WordDiff.Of(before, after);
        string.Concat(parts.Where(part => part.Kind != DiffKind.Added).Select(part => part.Text)).ShouldBe(before);
        string.Concat(parts.Where(part => part.Kind != DiffKind.Gone).Select(part => part.Text)).ShouldBe(after);
    }

    [Fact]
    public void The_longest_texts_that_share_nothing_are_compared_without_delay()
    {
        var (before, after) = (string.Concat(Enumerable.Range(0, 8_000).Select(i => $"a{i}.")), string.Concat(Enumerable.Range(0, 8_000).Select(i => $"b{i},")));
        WordDiff.Of(before, after).Select(part => part.Kind).ShouldBe([DiffKind.Gone, DiffKind.Added]);
    }

    private static string Said(string before, string after) => string.Concat(WordDiff.Of(before, after).Select(part => part.Kind switch
    {
        DiffKind.Gone => $"[-{part.Text}-]",
        DiffKind.Added => $"[+{part.Text}+]",
        _ => part.Text,
    }));
}
