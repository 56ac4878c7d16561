using System.Globalization;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;

namespace Pendopo.Fediverse.Html;

/// <summary>Decides, token by token, what reaches the tree.</summary>
internal sealed class TokenReader(CleanTree tree, HtmlPolicy policy)
{
    private string? dropping;
    private int droppingDepth;

    internal void Read(HtmlToken token)
    {
        switch (token.Type)
        {
            case HtmlTokenType.Character when dropping is null:
                tree.Text(token.Data);
                break;
            case HtmlTokenType.StartTag:
                Start((HtmlTagToken)token);
                break;
            case HtmlTokenType.EndTag:
                End(token.Name);
                break;
        }
    }

    private void Start(HtmlTagToken tag)
    {
        var use = HtmlElements.UseOf(tag.Name, policy);
        if (dropping is not null)
        {
            droppingDepth += tag.Name == dropping && !tag.IsSelfClosing ? 1 : 0;
            return;
        }

        switch (use)
        {
            case ElementUse.RawDropped:
            case ElementUse.Dropped when !tag.IsSelfClosing:
                dropping = tag.Name;
                droppingDepth = 1;
                break;
            case ElementUse.Inline:
                tree.StartFormat(tag.Name, tag.Name == "span" ? Opening("span", Class(tag)) : $"<{tag.Name}>");
                break;
            case ElementUse.Link:
                Link(tag);
                break;
            case ElementUse.Break:
                tree.Leaf("<br>");
                break;
            case ElementUse.Image:
                Image(tag);
                break;
            case ElementUse.Rule:
                tree.RuleAcross();
                break;
            case not (ElementUse.Unwrap or ElementUse.Dropped):
                Block(tag, use);
                break;
        }
    }

    private void End(string name)
    {
        if (dropping is not null)
        {
            if (name == dropping && --droppingDepth == 0)
            {
                dropping = null;
            }

            return;
        }

        switch (HtmlElements.UseOf(name, policy))
        {
            case ElementUse.Inline or ElementUse.Link:
                tree.EndFormat(name);
                break;
            case ElementUse.Heading when !policy.Headings:
                tree.EndBlock(ElementUse.Paragraph, "p");
                break;
            case ElementUse.Break or ElementUse.Rule or ElementUse.Image or ElementUse.Unwrap or ElementUse.Dropped or ElementUse.RawDropped:
                break;
            case var use:
                tree.EndBlock(use, name);
                break;
        }
    }

    private void Block(HtmlTagToken tag, ElementUse use)
    {
        switch (use)
        {
            case ElementUse.Paragraph:
                tree.StartBlock(use, "p", "<p>");
                break;
            case ElementUse.Heading when policy.Headings:
                // The page owns its one h1.
                var level = tag.Name == "h1" ? "h2" : tag.Name;
                tree.StartBlock(use, level, $"<{level}>");
                break;
            case ElementUse.Heading:
                tree.StartBlock(ElementUse.Paragraph, "p", "<p>");
                tree.StartFormat("strong", "<strong>");
                break;
            case ElementUse.List when tag.Name == "ol":
                tree.StartBlock(use, "ol", Opening("ol", Number(tag, "start") + (Has(tag, "reversed") ? " reversed" : "")));
                break;
            case ElementUse.Item:
                tree.StartBlock(use, "li", Opening("li", Number(tag, "value")));
                break;
            case ElementUse.Cell when tag.Name == "th":
                tree.StartBlock(use, "th", tag.GetAttribute("scope") is "row" ? "<th scope=\"row\">" : "<th>");
                break;
            default:
                tree.StartBlock(use, tag.Name, $"<{tag.Name}>");
                break;
        }
    }

    private void Link(HtmlTagToken tag)
    {
        if (tree.InLink || SafeAddress.ForLink(tag.GetAttribute("href"), policy) is not { } address)
        {
            return;
        }

        tree.StartFormat("a", LinkTag(address, Class(tag), isTag: HasWord(tag.GetAttribute("rel"), "tag")));
    }

    private string LinkTag(string address, string classes, bool isTag)
    {
        var rel = policy.FollowLinks ? "noopener" : "nofollow noopener noreferrer";
        rel = isTag ? "tag " + rel : rel;
        return Opening("a", $" href=\"{HtmlEncoding.Attribute(address)}\"{classes} rel=\"{rel}\"{(policy.NewWindow ? " target=\"_blank\"" : "")}");
    }

    private void Image(HtmlTagToken tag)
    {
        var words = tag.GetAttribute("alt") ?? "";
        if (SafeAddress.ForImage(tag.GetAttribute("src"), policy) is not { } address)
        {
            tree.Text(words);
            return;
        }

        if (policy.Images)
        {
            tree.Leaf($"<img src=\"{HtmlEncoding.Attribute(address)}\" alt=\"{HtmlEncoding.Attribute(words)}\"{Number(tag, "width")}{Number(tag, "height")}>");
            return;
        }

        if (tree.InLink)
        {
            tree.Text(words);
            return;
        }

        tree.StartFormat("a", LinkTag(address, "", isTag: false));
        tree.Text(string.IsNullOrWhiteSpace(words) ? address : words);
        tree.EndFormat("a");
    }

    private static string Opening(string name, string attributes) => $"<{name}{attributes}>";

    private string Class(HtmlTagToken tag)
    {
        var kept = tag.GetAttribute("class")?.Split(' ', '\t', '\n', '\r', '\f').Where(IsKnownClass).Distinct(StringComparer.Ordinal).Take(8).ToArray();
        return kept is { Length: > 0 } ? $" class=\"{string.Join(' ', kept)}\"" : "";
    }

    /// <summary>Microformats and what social clients style; a class of our own pages would let a post dress up as the page.</summary>
    private bool IsKnownClass(string name) => name switch
    {
        "mention" or "hashtag" => true,
        "ellipsis" or "invisible" => policy.LinkPartsMayHide,
        _ => name.Length is > 2 and <= 40
            && (name.StartsWith("h-", StringComparison.Ordinal) || name.StartsWith("p-", StringComparison.Ordinal) || name.StartsWith("u-", StringComparison.Ordinal)
                || name.StartsWith("dt-", StringComparison.Ordinal) || name.StartsWith("e-", StringComparison.Ordinal))
            && name.All(c => c is (>= 'a' and <= 'z') or '-'),
    };

    private static string Number(HtmlTagToken tag, string name) =>
        int.TryParse(tag.GetAttribute(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && Math.Abs((long)number) <= 100_000
            ? $" {name}=\"{number.ToString(CultureInfo.InvariantCulture)}\""
            : "";

    private static bool Has(HtmlTagToken tag, string name) => tag.Attributes.Any(a => a.Name == name);

    private static bool HasWord(string? value, string word) =>
        value is not null && value.Length <= 200 && value.Split(' ').Contains(word, StringComparer.OrdinalIgnoreCase);
}
