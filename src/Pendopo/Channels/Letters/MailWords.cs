using System.Net.Mail;
using AngleSharp.Html.Parser;
using Pendopo.Platform.Mail.Mime;

namespace Pendopo.Channels.Letters;

/// <summary>What somebody wrote in a mail, without what they quote.</summary>
internal static class MailWords
{
    public static string Of(MailPart mail)
    {
        var parts = mail.Everything().Where(part => !part.IsAttached && part.Parts.Count == 0).ToList();
        var text = parts.FirstOrDefault(part => part.Type == "text/plain")?.Text() ?? (parts.FirstOrDefault(part => part.Type == "text/html") is { } html ? Plain(html.Text()) : "");
        return Own(text.ReplaceLineEndings("\n"));
    }

    /// <summary>Who wrote, or null when it names nobody who could be answered.</summary>
    public static MailAddress? From(MailPart mail) =>
        MailAddress.TryCreate(mail.Of("From"), out var from) && Addresses.Of(from.Address) is { } address ? new MailAddress(address, from.DisplayName) : null;

    // What follows the line that introduces a quotation, and quoted lines at the end, are the letter's own words come back.
    private static string Own(string text)
    {
        var lines = text.Split('\n').ToList();
        var quote = lines.FindIndex(line => line.StartsWith('>'));
        if (quote > 0 && lines.Skip(quote).All(line => line.StartsWith('>') || string.IsNullOrWhiteSpace(line)))
        {
            lines = lines[..quote];
            while (lines.Count > 0 && (string.IsNullOrWhiteSpace(lines[^1]) || lines[^1].TrimEnd().EndsWith(':')))
                lines.RemoveAt(lines.Count - 1);
        }
        return string.Join('\n', lines).Trim();
    }

    private static string Plain(string html)
    {
        using var page = new HtmlParser().ParseDocument(html);
        foreach (var hidden in page.QuerySelectorAll("style, script, head, blockquote, .gmail_quote").ToList())
            hidden.Remove();
        foreach (var end in page.QuerySelectorAll("p, div, br, li, h1, h2, h3, tr").ToList())
            end.AppendChild(page.CreateTextNode("\n"));
        foreach (var end in page.QuerySelectorAll("br").ToList())
            end.Replace(page.CreateTextNode("\n"));
        return page.Body?.TextContent.Trim() ?? "";
    }
}
