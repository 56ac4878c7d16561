using Pendopo.Fediverse.Html;

namespace Pendopo.Libraries.Tests.Fediverse;

public sealed class HtmlSanitizerTests
{
    private static string Clean(string html) => HtmlSanitizer.Clean(html, HtmlPolicy.Federated).Value;

    private static string Article(string html) => HtmlSanitizer.Clean(html, HtmlPolicy.Article).Value;

    [Theory]
    [InlineData("<p>Minum <strong>air</strong> yang cukup.</p>", "<p>Minum <strong>air</strong> yang cukup.</p>")]
    [InlineData("<p>a<p>b", "<p>a</p><p>b</p>")]
    [InlineData("<b><i>x</b>y</i>", "<b><i>x</i></b><i>y</i>")]
    [InlineData("<b><p>x</p><p>y</p></b>", "<p><b>x</b></p><p><b>y</b></p>")]
    [InlineData("<p>a<ul><li>b<li>c</ul>d", "<p>a</p><ul><li>b</li><li>c</li></ul>d")]
    [InlineData("<ul>loose</ul>", "<ul><li>loose</li></ul>")]
    [InlineData("<li>alone</li>", "alone")]
    [InlineData("<ol start=\"3\" reversed><li value=\"2\">x</li></ol>", "<ol start=\"3\" reversed><li value=\"2\">x</li></ol>")]
    [InlineData("<ol start=\"1e9\"><li>x</ol>", "<ol><li>x</li></ol>")]
    [InlineData("<div>satu</div><div>dua</div>", "<p>satu</p><p>dua</p>")]
    [InlineData("<h2>Judul</h2>isi", "<p><strong>Judul</strong></p>isi")]
    [InlineData("<blockquote><p>a</p></blockquote>", "<blockquote><p>a</p></blockquote>")]
    [InlineData("<pre>  a\n  b</pre>", "<pre>  a\n  b</pre>")]
    [InlineData("a<br>b<br/>c", "a<br>b<br>c")]
    [InlineData("5 < 6 & 7 > 3", "5 &lt; 6 &amp; 7 &gt; 3")]
    [InlineData("&amp;lt;script&amp;gt;", "&amp;lt;script&amp;gt;")]
    [InlineData("<em></em><p></p>x", "x")]
    [InlineData("a\0b\u0007c", "abc")]
    [InlineData("<table><tr><td>1</td><td>2</td></tr></table>", "<p>12</p>")]
    public void Clean_keeps_the_words_and_the_plain_tags(string html, string expected) => Clean(html).ShouldBe(expected);

    [Theory]
    [InlineData("<script>alert(1)</script>aman", "aman")]
    [InlineData("<style>p{}</style>aman", "aman")]
    [InlineData("<svg><script>alert(1)</script></svg>aman", "aman")]
    [InlineData("<math><mi><style><img src=x onerror=alert(1)></style></mi></math>aman", "aman")]
    [InlineData("<template><p>x</p></template>aman", "aman")]
    [InlineData("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">aman</p></noscript>", "<p>aman</p>")]
    [InlineData("<p onclick=\"alert(1)\" style=\"position:fixed\" id=\"x\">aman</p>", "<p>aman</p>")]
    [InlineData("<form action=\"https://evil.example\"><input name=q><button>Kirim</button></form>", "<p>Kirim</p>")]
    [InlineData("<base href=\"https://evil.example/\"><meta http-equiv=refresh content=\"0;url=x\"><link rel=stylesheet href=x>aman", "aman")]
    [InlineData("<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>aman", "aman")]
    [InlineData("<scr<script>ipt>alert(1)</scr</script>ipt>", "ipt&gt;alert(1)ipt&gt;")]
    [InlineData("<!--><img src=x onerror=alert(1)>-->aman", "--&gt;aman")]
    public void Clean_drops_what_could_run(string html, string expected) => Clean(html).ShouldBe(expected);

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JaVaScRiPt:alert(1)")]
    [InlineData(" javascript:alert(1)")]
    [InlineData("java\tscript:alert(1)")]
    [InlineData("java&#10;script:alert(1)")]
    [InlineData("&#106;avascript:alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("vbscript:x")]
    [InlineData("blob:https://a.example/1")]
    [InlineData("file:///etc/passwd")]
    [InlineData("magnet:?xt=urn")]
    [InlineData("mailto:a@b.example")]
    [InlineData("//evil.example/")]
    [InlineData("/lokal")]
    [InlineData("lokal.html")]
    [InlineData("#bagian")]
    [InlineData("https:evil.example")]
    [InlineData("https:\\\\evil.example")]
    [InlineData("https://bank.example@evil.example/")]
    [InlineData("https://a.example/\u202emoc")]
    [InlineData("https://")]
    [InlineData("")]
    public void Clean_makes_text_of_a_link_that_is_not_plain_web(string address) =>
        Clean($"<a href=\"{address}\">kata</a>").ShouldBe("kata");

    [Fact]
    public void Clean_forces_rel_and_target_on_links() =>
        Clean("<a href=\"https://sehat.example/a?b=1&c=2\" rel=\"opener\" target=\"_top\" onmouseover=\"x\" title=\"t\">kata</a>")
            .ShouldBe("<a href=\"https://sehat.example/a?b=1&amp;c=2\" rel=\"nofollow noopener noreferrer\" target=\"_blank\">kata</a>");

    [Fact]
    public void Clean_keeps_the_markup_of_mentions_and_hashtags() =>
        Clean("<span class=\"h-card\" translate=\"no\"><a href=\"https://a.example/@b\" class=\"u-url mention\">@<span>b</span></a></span> <a class=\"mention hashtag btn-primary\" rel=\"tag\" href=\"https://a.example/tags/x\">#<span>x</span></a>")
            .ShouldBe("<span class=\"h-card\"><a href=\"https://a.example/@b\" class=\"u-url mention\" rel=\"nofollow noopener noreferrer\" target=\"_blank\">@<span>b</span></a></span> <a href=\"https://a.example/tags/x\" class=\"mention hashtag\" rel=\"tag nofollow noopener noreferrer\" target=\"_blank\">#<span>x</span></a>");

    [Fact]
    public void Clean_makes_a_link_of_a_foreign_picture()
    {
        Clean("<img src=\"https://a.example/x.png\" alt=\"Jentik\">")
            .ShouldBe("<a href=\"https://a.example/x.png\" rel=\"nofollow noopener noreferrer\" target=\"_blank\">Jentik</a>");
        Clean("<img src=\"x\" alt=\"Jentik\" onerror=\"alert(1)\">").ShouldBe("Jentik");
    }

    [Fact]
    public void Clean_never_puts_a_link_into_a_link() =>
        Clean("<a href=\"https://a.example/\">a<a href=\"https://b.example/\">b</a>c</a>d")
            .ShouldBe("<a href=\"https://a.example/\" rel=\"nofollow noopener noreferrer\" target=\"_blank\">ab</a>cd");

    [Fact]
    public void Article_keeps_headings_tables_pictures_and_local_links() =>
        Article("<h1>A</h1><table><thead><tr><th>k</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table><img src=\"/files/a.webp\" alt='\"x\"' width=\"640\"><a href=\"/p#q\">q</a><hr><a href=\"tel:+62-21-1\">t</a>")
            .ShouldBe("<h2>A</h2><table><thead><tr><th>k</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table><img src=\"/files/a.webp\" alt=\"&quot;x&quot;\" width=\"640\"><a href=\"/p#q\" rel=\"noopener\">q</a><hr><a href=\"tel:+62-21-1\" rel=\"noopener\">t</a>");

    [Fact]
    public void Mail_lets_no_picture_call_home() =>
        HtmlSanitizer.Clean("<img src=\"https://a.example/pixel.png\" alt=\"\"><a href=\"/p\">p</a>", HtmlPolicy.Mail).Value
            .ShouldBe("<a href=\"https://a.example/pixel.png\" rel=\"noopener\">https://a.example/pixel.png</a>p");

    [Fact]
    public void Clean_takes_nothing_for_nothing()
    {
        HtmlSanitizer.Clean(null, HtmlPolicy.Federated).IsEmpty.ShouldBeTrue();
        Clean("").ShouldBe("");
        default(Pendopo.Fediverse.Html.CleanHtml).Value.ShouldBe("");
    }

    [Fact]
    public void Text_of_markup_has_a_line_a_block()
    {
        HtmlText.From("<p>Satu<br>dua</p><ul><li>tiga</li><li>empat</li></ul><script>x</script>").ShouldBe("Satu\ndua\ntiga\nempat");
        HtmlText.From("a &amp; b &lt;c&gt;").ShouldBe("a & b <c>");
    }

    [Fact]
    public void Words_become_paragraphs_and_links() =>
        HtmlText.ToHtml("Halo <b>, lihat https://a.example/x?y=1&z.\nBaris dua\n\nAkhir javascript://x").Value
            .ShouldBe("<p>Halo &lt;b&gt;, lihat <a href=\"https://a.example/x?y=1&amp;z\" rel=\"nofollow noopener noreferrer\" target=\"_blank\">https://a.example/x?y=1&amp;z</a>.<br>Baris dua</p><p>Akhir javascript://x</p>");
}
