using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using FsCheck;
using FsCheck.Fluent;
using Pendopo.Fediverse.Html;

namespace Pendopo.Libraries.Tests.Fediverse;

public sealed class HtmlSanitizerPropertyTests
{
    private static readonly HtmlPolicy[] Policies = [HtmlPolicy.Federated, HtmlPolicy.ProfileField, HtmlPolicy.Article, HtmlPolicy.Mail];

    private static readonly HashSet<string> Elements =
        [.. "p span br a del pre code em strong b i u ul ol li blockquote h2 h3 h4 h5 h6 table thead tbody tr td th img hr".Split(' ')];

    private static readonly HashSet<string> Attributes = [.. "href class rel target src alt width height start reversed value scope".Split(' ')];

    private static readonly string[] Pieces =
    [
        "<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<a href=\"https://a.example/\">", "</a>", "<a href=\"javascript:x\">", "<ul>", "</ul>", "<ol start=2>", "</ol>",
        "<li>", "</li>", "<blockquote>", "</blockquote>", "<pre>", "</pre>", "<div>", "</div>", "<h1>", "</h1>", "<h3>", "</h3>", "<br>", "<hr>", "<table>", "</table>",
        "<thead>", "<tbody>", "<tr>", "</tr>", "<td>", "</td>", "<th>", "<script>", "</script>", "<style>", "</style>", "<svg>", "</svg>", "<math>", "<template>", "</template>",
        "<title>", "</title>", "<img src=x alt=y>", "<img src=https://a.example/b alt='<b>'>", "<!--", "-->", "<![CDATA[", "]]>", "<textarea>", "</textarea>", "<select>",
        "<noscript>", "</noscript>", "<xmp>", "<plaintext>", "<iframe>", "</iframe>", "<span class=\"h-card x\">", "</span>", "&lt;", "&amp;", "&#13;", "&#0;", "&nbsp;", "\r\n", "\n", " ",
        "kata", "<", ">", "\"", "'", "=", "\0", "\ud800", "😷", "\ufeff", "</", "<p", "<a href='", "&", "&#x",
    ];

    private static Gen<string> Soup => Gen.Elements(Pieces).ListOf().Select(string.Concat);

    [Fact]
    public void Cleaning_clean_markup_changes_nothing() =>
        Prop.ForAll(Soup.ToArbitrary(), IsFixedPoint).Check(Config.QuickThrowOnFailure.WithMaxTest(4000).WithEndSize(60));

    [Fact]
    public void Clean_markup_is_read_by_a_browser_parser_as_it_was_written() =>
        Prop.ForAll(Soup.ToArbitrary(), IsReadAsWritten).Check(Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(60));

    [Fact]
    public void Clean_markup_holds_nothing_but_plain_elements_and_attributes() =>
        Prop.ForAll(Soup.ToArbitrary(), IsSafe).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(60));

    [Fact]
    public void Any_string_at_all_is_cleaned() =>
        Prop.ForAll<string>(text => IsFixedPoint(text ?? "") && IsSafe(text ?? "")).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Every_known_payload_is_disarmed()
    {
        foreach (var payload in Payloads())
        {
            IsSafe(payload).ShouldBeTrue(payload);
            IsFixedPoint(payload).ShouldBeTrue(payload);
        }
    }

    [Theory]
    [InlineData("<b>")]
    [InlineData("<ul><li>")]
    [InlineData("<blockquote>")]
    [InlineData("<a href=https://a.example/>")]
    [InlineData("<p><b x=1>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<svg><g>")]
    [InlineData("<!--")]
    [InlineData("<a b='")]
    [InlineData("&")]
    [InlineData("</p>")]
    public void Work_and_result_stay_in_proportion_to_the_input(string piece)
    {
        var input = string.Concat(Enumerable.Repeat(piece, HtmlSanitizer.MaxInput / piece.Length)) + "akhir";
        Memory.Grows(input.Length / 4, input.Length, length => HtmlSanitizer.Clean(input[..length], HtmlPolicy.Article)).ShouldBeLessThan(8);
        var clean = HtmlSanitizer.Clean(input, HtmlPolicy.Article).Value;
        clean.Length.ShouldBeLessThan(HtmlSanitizer.MaxInput);
        HtmlSanitizer.Clean(clean, HtmlPolicy.Article).Value.ShouldBe(clean);
    }

    [Fact]
    public void A_text_beyond_the_bound_is_cut_and_stays_a_fixed_point()
    {
        foreach (var piece in new[] { "<p><em>&amp;kata</em></p>", "😷", "&", "<p>", "a<br>", "<ul><li>x" })
        {
            var clean = HtmlSanitizer.Clean(string.Concat(Enumerable.Repeat(piece, 300_000 / piece.Length)), HtmlPolicy.Federated).Value;
            clean.Length.ShouldBeLessThan(140_000);
            HtmlSanitizer.Clean(clean, HtmlPolicy.Federated).Value.ShouldBe(clean);
        }
    }

    internal static IEnumerable<string> Payloads()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null)
        {
            var list = Path.Combine(folder.FullName, "shared", "data", "xss-payloads", "xss-payload-list.txt");
            if (File.Exists(list))
            {
                return File.ReadLines(list);
            }

            folder = folder.Parent;
        }

        return XssVectors.All;
    }

    private static bool IsFixedPoint(string html) => Policies.All(policy =>
    {
        var clean = HtmlSanitizer.Clean(html, policy).Value;
        var again = HtmlSanitizer.Clean(clean, policy).Value;
        return again == clean ? true : throw new InvalidOperationException($"{clean} became {again}");
    });

    /// <summary>The tree that a browser's parser builds has the elements and words that were written, and no others.</summary>
    private static bool IsReadAsWritten(string html) => Policies.All(policy =>
    {
        var clean = HtmlSanitizer.Clean(html, policy).Value;
        var built = Outline(new HtmlParser().ParseDocument($"<!doctype html><body><div>{clean}</div>").Body!.FirstElementChild!);
        var written = string.Concat(HtmlSanitizer.Tokens(clean).Select(token => token.Type switch
        {
            HtmlTokenType.StartTag => $"<{token.Name}>",
            HtmlTokenType.EndTag => $"</{token.Name}>",
            _ => token.Data,
        }));
        return built == written
            ? true
            : throw new InvalidOperationException($"{clean} was read as {built}");
    });

    private static string Outline(INode node) => string.Concat(node.ChildNodes.Select(child => child switch
    {
        IElement { LocalName: "br" or "hr" or "img" } leaf => $"<{leaf.LocalName}>",
        IElement element => $"<{element.LocalName}>{Outline(element)}</{element.LocalName}>",
        _ => child.TextContent,
    }));

    /// <summary>Judged by an independent parser that builds trees as browsers do.</summary>
    private static bool IsSafe(string html) => Policies.All(policy =>
    {
        var clean = HtmlSanitizer.Clean(html, policy).Value;
        var body = new HtmlParser().ParseDocument($"<!doctype html><body><div>{clean}</div>").Body!;
        if (body.ChildElementCount != 1 || body.FirstElementChild!.LocalName != "div")
        {
            throw new InvalidOperationException("escaped its container: " + clean);
        }

        return body.FirstElementChild.QuerySelectorAll("*").All(e => IsPlain(e, clean));
    });

    private static bool IsPlain(IElement element, string clean)
    {
        var plain = Elements.Contains(element.LocalName) && element.Attributes.All(a => Attributes.Contains(a.Name))
            && IsSafeAddress(element.GetAttribute("href")) && IsSafeAddress(element.GetAttribute("src"));
        return plain ? true : throw new InvalidOperationException($"{element.OuterHtml} in {clean}");
    }

    private static bool IsSafeAddress(string? address) =>
        address is null || address.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || address.StartsWith("tel:", StringComparison.OrdinalIgnoreCase)
        || address.StartsWith('#') || (address.StartsWith('/') && !address.StartsWith("//", StringComparison.Ordinal));
}
