using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Ui;

namespace Pendopo.Channels.Letters;

/// <summary>A letter's markup: one table of 600 px, every look written where it is used, for mail programs read no style sheets; what they do read of one is
/// only for the dark. Pictures come from the centre's own site and nothing in it tells that it was opened.</summary>
internal static class LetterMarkup
{
    private const string Sans = "font-family:system-ui,-apple-system,'Segoe UI','Noto Sans',sans-serif", Serif = "font-family:Georgia,'Noto Serif',serif";

    private const string Ink = "#1f2a2e", Quiet = "#4e5a5e", Ground = "#fbf8f2", Paper = "#ffffff", LineColour = "#ddd5c6";

    // The house's own colours of the dark theme (tokens.css).
    private const string DarkTeak = "#e0a37c", DarkLeaf = "#6fcbae";

    private static readonly Dictionary<string, string> Looks = new(StringComparer.OrdinalIgnoreCase)
    {
        ["p"] = "margin:0 0 16px",
        ["h2"] = $"margin:24px 0 8px;{Serif};font-size:22px;line-height:1.3",
        ["h3"] = $"margin:20px 0 8px;{Serif};font-size:19px;line-height:1.3",
        ["h4"] = "margin:16px 0 8px;font-size:17px",
        ["ul"] = "margin:0 0 16px;padding:0 0 0 24px",
        ["ol"] = "margin:0 0 16px;padding:0 0 0 24px",
        ["li"] = "margin:0 0 6px",
        ["blockquote"] = $"margin:0 0 16px;padding:0 0 0 16px;border-left:3px solid {LineColour}",
        ["table"] = "border-collapse:collapse;margin:0 0 16px",
        ["td"] = $"padding:6px 8px;border:1px solid {LineColour};vertical-align:top",
        ["th"] = $"padding:6px 8px;border:1px solid {LineColour};text-align:left",
        ["img"] = "display:block;width:100%;max-width:536px;height:auto;border:0",
    };

    public static string Of(Centre centre, string list, OutgoingPost post, string subject)
    {
        string Say(string key, params object[] values) => WebUtility.HtmlEncode(LettersText.In(post.Language, key, values));
        var (teak, leaf) = (Accents.Readable(centre.Teak ?? Accents.HouseTeak, dark: false), Accents.Readable(centre.Leaf ?? Accents.HouseLeaf, dark: false));
        var name = WebUtility.HtmlEncode(centre.Name);
        var place = centre.Address.Length > 0 ? ", " + WebUtility.HtmlEncode(centre.Address) : "";
        return $"""
            <!doctype html>
            <html lang="{WebUtility.HtmlEncode(post.Language)}">
            <head>
            <meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
            <title>{WebUtility.HtmlEncode(subject)}</title>
            <style>{Dark(centre)}</style>
            </head>
            <body class="ground" style="margin:0;padding:0;background:{Ground};color:{Ink};{Sans};font-size:17px;line-height:1.55">
            <table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:{Ground}"><tr><td align="center" style="padding:24px 12px">
            <table role="presentation" class="paper" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;background:{Paper};border:1px solid {LineColour};border-radius:12px">
            <tr><td class="head" style="padding:20px 32px;border-bottom:3px solid {teak};{Serif};font-size:19px;color:{teak}"><strong>{name}</strong></td></tr>
            <tr><td class="ink" style="padding:24px 32px 8px;color:{Ink}">
            <h1 class="ink" style="margin:0 0 16px;{Serif};font-size:28px;line-height:1.25;color:{Ink}">{WebUtility.HtmlEncode(subject)}</h1>
            {Pictures(post)}{Body(post, leaf)}
            <p style="margin:24px 0"><a class="button" href="{WebUtility.HtmlEncode(post.Url)}" style="display:inline-block;padding:12px 20px;background:{leaf};color:#ffffff;text-decoration:none;border-radius:10px">{Say("ReadOnSite")}</a></p>
            </td></tr>
            <tr><td class="quiet" style="padding:16px 32px 24px;border-top:1px solid {LineColour};color:{Quiet};font-size:14px;line-height:1.5">
            <p style="margin:0 0 8px">{Say("WhyYou", list, centre.Name)}</p>
            <p style="margin:0 0 8px"><a class="link" href="{Issue.OwnLink}" style="color:{leaf}">{Say("ChangeOrEnd")}</a></p>
            <p style="margin:0">{name}{place}</p>
            </td></tr></table></td></tr></table>
            </body>
            </html>
            """;
    }

    private static string Dark(Centre centre)
    {
        var teak = centre.Teak is { } own ? Accents.Readable(own, dark: true) : DarkTeak;
        var leaf = centre.Leaf is { } chosen ? Accents.Readable(chosen, dark: true) : DarkLeaf;
        return ":root{color-scheme:light dark}@media (max-width:480px){.ink,.head,.quiet{padding-left:20px!important;padding-right:20px!important}}"
            + "@media (prefers-color-scheme:dark){.ground{background:#14191a!important}.paper{background:#1c2324!important;border-color:#313a3b!important}.ink{color:#ece7dd!important}"
            + $".quiet{{color:#b4bdb9!important;border-color:#313a3b!important}}.head{{color:{teak}!important;border-color:{teak}!important}}.link{{color:{leaf}!important}}.button{{background:{leaf}!important;color:#0e1f1a!important}}}}";
    }

    private static string Pictures(OutgoingPost post) => string.Concat(post.Images.Select(image =>
        $"<p style=\"margin:0 0 16px\"><img src=\"{WebUtility.HtmlEncode(image.Url)}\" alt=\"{WebUtility.HtmlEncode(image.Alt)}\" width=\"536\" style=\"{Looks["img"]}\"></p>"));

    /// <summary>The article with its looks written into it; the channel's own words as paragraphs where it has some.</summary>
    private static string Body(OutgoingPost post, string leaf)
    {
        if (post.Html.Length == 0)
            return string.Concat(post.Parts.Prepend(post.Text).SelectMany(part => part.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
                .Select(part => $"<p style=\"{Looks["p"]}\">{WebUtility.HtmlEncode(part.Trim()).Replace("\n", "<br>", StringComparison.Ordinal)}</p>"));
        var parser = new HtmlParser();
        using var page = parser.ParseDocument("");
        var body = page.Body!;
        body.InnerHtml = post.Html;
        foreach (var element in body.QuerySelectorAll("*").ToList())
        {
            Dress(element, leaf, post.Url);
        }
        return body.InnerHtml;
    }

    private static void Dress(IElement element, string leaf, string url)
    {
        foreach (var name in element.Attributes.Select(attribute => attribute.Name).Where(name => name is "class" or "id" or "style" or "srcset" or "sizes" or "loading" || name.StartsWith("data-", StringComparison.Ordinal)).ToList())
            element.RemoveAttribute(name);
        var look = Looks.GetValueOrDefault(element.LocalName) ?? "";
        if (element.LocalName == "a")
        {
            element.SetAttribute("class", "link");
            look = $"color:{leaf}";
            // A mail has no page that an address could begin at.
            if (Uri.TryCreate(new Uri(url), element.GetAttribute("href") ?? "", out var whole))
                element.SetAttribute("href", whole.AbsoluteUri);
        }
        else if (element.LocalName == "img" && Uri.TryCreate(new Uri(url), element.GetAttribute("src") ?? "", out var picture))
            element.SetAttribute("src", picture.AbsoluteUri);
        if (look.Length > 0)
            element.SetAttribute("style", look);
    }
}
