using Pendopo.Community.Search;

namespace Pendopo.Tests.Community;

public sealed class SearchRuleTests
{
    [Fact]
    public void Every_slip_of_one_letter_is_near_and_nothing_else_is()
    {
        const string word = "senam";
        var near = Nearby.Of(word);
        near.ShouldNotContain(word);
        new[] { "snam", "senaam", "sesam", "senma", "enam", "senamx" }.ShouldAllBe(slip => near.Contains(slip));
        near.ShouldAllBe(slip => Distance(word, slip) == 1);
        Nearby.Of("flu").ShouldBeEmpty();
    }

    [Fact]
    public void Of_a_query_the_longest_phrase_that_means_something_is_one_part()
    {
        var lines = Synonyms.Read("hipertensi, tekanan darah tinggi\ndarah rendah, hipotensi\nsendiri");
        lines.Count.ShouldBe(2, "a word alone means the same as nothing else");
        var parts = Synonyms.Parts("obat tekanan darah tinggi", lines);
        parts.Count.ShouldBe(2);
        parts[0].ShouldBe(lines[0]);
        parts[1].ShouldHaveSingleItem().Words.ShouldHaveSingleItem().ShouldContain("obat");
        Synonyms.Parts("yang dan di", lines).ShouldBeEmpty();
        Synonyms.Read(Synonyms.Usual).Count.ShouldBe(Synonyms.Usual.Split('\n').Length, "every line that comes with the program says at least two words");
    }

    // Optimal string alignment (Boytsov 2011), written down apart from what it checks.
    private static int Distance(string one, string other)
    {
        var cost = new int[one.Length + 1, other.Length + 1];
        for (var row = 0; row <= one.Length; row++)
        {
            for (var column = 0; column <= other.Length; column++)
            {
                cost[row, column] = row == 0 || column == 0 ? row + column
                    : Math.Min(Math.Min(cost[row - 1, column], cost[row, column - 1]) + 1, cost[row - 1, column - 1] + (one[row - 1] == other[column - 1] ? 0 : 1));
                if (row > 1 && column > 1 && one[row - 1] == other[column - 2] && one[row - 2] == other[column - 1])
                    cost[row, column] = Math.Min(cost[row, column], cost[row - 2, column - 2] + 1);
            }
        }
        return cost[one.Length, other.Length];
    }
}
