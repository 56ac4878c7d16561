using Pendopo.Fediverse.Html;

namespace Pendopo.Libraries.Tests.Fediverse;

/// <summary>The normal form of markup, to the letter: where blocks begin and end, what stands in a table and what in none, and the bounds.</summary>
public sealed class CleanTreeTests
{
    private const int MaxLength = 128 * 1024, Blocks = 16, Formats = 12;

    private static string Clean(string html) => HtmlSanitizer.Clean(html, HtmlPolicy.Article).Value;

    [Theory]
    [InlineData("<table><tr><td>a</td></tr></table>", "<table><tbody><tr><td>a</td></tr></tbody></table>")]
    [InlineData("<table>x<tr>y<td>a</td>z</tr></table>", "<table><tbody><tr><td>a</td></tr></tbody></table>")]
    [InlineData("<table><p>x</p><hr><br><tr><td>a</td></tr></table>", "<table><tbody><tr><td>a</td></tr></tbody></table>")]
    [InlineData("<tr><td>a</td></tr>", "a")]
    [InlineData("<tbody><td>a</td></tbody>", "a")]
    [InlineData("<table><tbody><tr><td>a<tr><td>b</table>c", "<table><tbody><tr><td>a</td></tr><tr><td>b</td></tr></tbody></table>c")]
    [InlineData("<table><thead><tr><th>a</th></tr></tbody><tr><td>b</td></tr></table>", "<table><thead><tr><th>a</th></tr><tr><td>b</td></tr></thead></table>")]
    [InlineData("<table><tr><td>a</th>b</td></tr></table>", "<table><tbody><tr><td>ab</td></tr></tbody></table>")]
    [InlineData("<table><tr><td><table><tr><td>a</td></tr></table>b</td></tr></table>", "<table><tbody><tr><td><table><tbody><tr><td>a</td></tr></tbody></table>b</td></tr></tbody></table>")]
    public void A_table_holds_rows_and_rows_hold_cells(string html, string clean) => Clean(html).ShouldBe(clean);

    [Theory]
    [InlineData("<ol><li>a</ul><li>b</ol>", "<ol><li>a</li><li>b</li></ol>")]
    [InlineData("<ul>a<li>b</ul>c", "<ul><li>a</li><li>b</li></ul>c")]
    [InlineData("<ul> <li>a</li> </ul>", "<ul><li>a</li></ul>")]
    [InlineData("<ul><li>a<blockquote>b<li>c</blockquote></ul>", "<ul><li>a<blockquote>bc</blockquote></li></ul>")]
    [InlineData("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>")]
    [InlineData("<blockquote><p>a</blockquote>b", "<blockquote><p>a</p></blockquote>b")]
    [InlineData("<blockquote>a</p>b</blockquote>", "<blockquote>ab</blockquote>")]
    [InlineData("<p> </p>a", "a")]
    [InlineData("<p>a<p>b", "<p>a</p><p>b</p>")]
    [InlineData("<pre>\n\nx\n</pre>", "<pre>x\n</pre>")]
    [InlineData("<p>a<br>b</p>", "<p>a<br>b</p>")]
    [InlineData("<p>a<hr>b", "<p>a</p><hr>b")]
    public void A_block_ends_where_it_must_and_no_end_reaches_too_far(string html, string clean) => Clean(html).ShouldBe(clean);

    [Theory]
    [InlineData("<strong>a<p>b</strong>c</p>d</strong>e", "<strong>a</strong><p><strong>bc</strong></p><strong>d</strong>e")]
    [InlineData("<strong>a<blockquote>b</blockquote></strong>", "<strong>a</strong><blockquote><strong>b</strong></blockquote>")]
    [InlineData("<p><em>a</p>b", "<p><em>a</em></p>b")]
    [InlineData("<em><strong>a</em>b</strong>c", "<em><strong>a</strong></em><strong>b</strong>c")]
    [InlineData("<em></em>a", "a")]
    public void What_words_run_in_is_closed_and_opened_again_around_blocks(string html, string clean) => Clean(html).ShouldBe(clean);

    [Theory]
    [InlineData("<svg><svg>a</svg>b</svg>c", "c")]
    [InlineData("<svg><math>a</math>b</svg>c", "c")]
    [InlineData("<svg><svg/>a</svg>b", "b")]
    [InlineData("<template>a<p>b</p></template><p>c</p>", "<p>c</p>")]
    [InlineData("</svg>a</template>b", "ab")]
    public void What_is_dropped_ends_with_its_own_end_and_not_with_one_within(string html, string clean) => Clean(html).ShouldBe(clean);

    [Theory]
    [InlineData("<h1>a</h1><h3>b</h3>", "<h2>a</h2><h3>b</h3>")]
    [InlineData("<table><tr><th scope=\"row\">a</th><th scope=\"col\">b</th></tr></table>", "<table><tbody><tr><th scope=\"row\">a</th><th>b</th></tr></tbody></table>")]
    public void Headings_and_heads_of_rows_keep_their_rank(string html, string clean) => Clean(html).ShouldBe(clean);

    [Theory]
    [InlineData("u-url", true)]
    [InlineData("p-name", true)]
    [InlineData("dt-published", true)]
    [InlineData("h-card mention", true)]
    [InlineData("u-", false)]
    [InlineData("notice", false)]
    [InlineData("u-URL", false)]
    [InlineData("u-u{rl", false)]
    [InlineData("u-url1", false)]
    public void Only_classes_that_social_clients_know_are_kept(string name, bool isKept) =>
        HtmlSanitizer.Clean($"<span class=\"{name}\">a</span>", HtmlPolicy.Federated).Value.ShouldBe(isKept ? $"<span class=\"{name}\">a</span>" : "<span>a</span>");

    [Fact]
    public void A_class_is_so_long_and_no_longer()
    {
        string Of(int letters) => HtmlSanitizer.Clean($"<span class=\"u-{new string('a', letters - 2)}\">a</span>", HtmlPolicy.Federated).Value;
        Of(40).ShouldContain("class=");
        Of(41).ShouldBe("<span>a</span>");
    }

    [Fact]
    public void Blocks_are_nested_so_deep_and_no_deeper_and_words_beyond_remain()
    {
        string Quotes(int count) => string.Concat(Enumerable.Repeat("<blockquote>", count));
        Count(Clean(Quotes(Blocks + 4) + "a"), "<blockquote>").ShouldBe(Blocks);
        Clean(Quotes(Blocks + 4) + "a").ShouldContain("a");
        Count(Clean(Quotes(Blocks - 1) + "<p>x<blockquote>y"), "<blockquote>").ShouldBe(Blocks);
        Count(Clean(Quotes(Blocks) + "a<hr>b"), "<hr>").ShouldBe(1);
        Count(Clean(string.Concat(Enumerable.Repeat("<em>", Formats + 4)) + "a"), "<em>").ShouldBe(Formats);
    }

    [Fact]
    public void The_result_is_so_long_and_no_longer_and_what_did_not_fit_ends_it()
    {
        Clean(new string('a', MaxLength)).Length.ShouldBe(MaxLength);
        Clean(new string('a', MaxLength + 1)).Length.ShouldBe(MaxLength);
        // Five signs do not fit any more; the one behind them would, and says nothing without them.
        Clean(new string('a', MaxLength - 2) + "&amp;b").ShouldBe(new string('a', MaxLength - 2));
        Clean(new string('a', MaxLength - 2) + "<p>b</p>c<hr>").ShouldBe(new string('a', MaxLength - 2));
    }

    private static int Count(string text, string piece) => text.Split(piece).Length - 1;
}
