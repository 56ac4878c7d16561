using System.Globalization;
using System.Xml;

namespace Pendopo.Publishing.Imports;

/// <summary>Reads RSS 2.0, Atom (RFC 4287) and what WordPress exports, which is RSS with fields of its own (WXR). Pure: it reads a stream and calls nobody.</summary>
internal static class FeedFile
{
    private sealed class Entry
    {
        public string Title = "", Summary = "", Html = "", Topic = "", Url = "", When = "", Kind = "", State = "";
    }

    /// <summary>The posts of the file, in its order. Of WordPress those of kind "post" alone, drafts too; not what lies in its bin.</summary>
    public static IReadOnlyList<FoundPost> Read(Stream file)
    {
        try
        {
            using var xml = SafeXml.Open(file);
            var found = new List<FoundPost>();
            xml.MoveToContent();
            if (xml.LocalName is not ("rss" or "feed" or "RDF"))
                throw new UnreadableException("NoFeed");
            while (xml.Read())
            {
                if (xml.NodeType == XmlNodeType.Element && xml.LocalName is "item" or "entry" && ReadEntry(xml) is { } entry && found.Count <= ImportFile.MostRows)
                    found.Add(entry);
            }
            return found;
        }
        catch (Exception error) when (error is XmlException or System.Text.DecoderFallbackException or ArgumentException)
        {
            throw new UnreadableException("XmlUnclear");
        }
    }

    private static FoundPost? ReadEntry(XmlReader xml)
    {
        var (entry, depth) = (new Entry(), xml.Depth);
        if (xml.IsEmptyElement)
            return null;
        xml.Read();
        while (!xml.EOF && xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.Depth == depth + 1)
                Field(xml, entry);
            else
                xml.Read();
        }
        // WordPress keeps pictures, menus and what was thrown away in the same list.
        if (entry.Kind is not ("" or "post") || entry.State is "trash" or "auto-draft" or "inherit")
            return null;
        var (text, pictures) = HtmlMarkdown.Of(entry.Html.Length > 0 ? entry.Html : entry.Summary);
        var summary = entry.Html.Length > 0 ? HtmlMarkdown.Of(entry.Summary).Markdown : "";
        return new(HtmlMarkdown.Of(entry.Title).Markdown, summary, text, entry.Topic, entry.Url, When(entry.When), pictures);
    }

    // Reads one field and stands behind it.
    private static void Field(XmlReader xml, Entry entry)
    {
        var (name, space) = (xml.LocalName, xml.NamespaceURI);
        switch (name)
        {
            case "link" when xml.GetAttribute("href") is { } href:
                if (xml.GetAttribute("rel") is null or "alternate")
                    entry.Url = href;
                xml.Skip();
                break;
            case "category" when xml.GetAttribute("term") is { } term:
                entry.Topic = term;
                xml.Skip();
                break;
            case "category" when xml.GetAttribute("domain") is not (null or "category"):
                xml.Skip();
                break;
            case "content" or "summary" when xml.GetAttribute("type") == "xhtml":
                Set(entry, name, space, xml.ReadInnerXml());
                break;
            case "title" or "link" or "description" or "encoded" or "content" or "summary" or "category" or "pubDate" or "published" or "updated" or "date" or "post_type" or "status" or "post_date_gmt":
                Set(entry, name, space, xml.ReadElementContentAsString());
                break;
            default:
                xml.Skip();
                break;
        }
    }

    private static void Set(Entry entry, string name, string space, string value)
    {
        switch (name)
        {
            case "title": entry.Title = value; break;
            case "link": entry.Url = value.Trim(); break;
            // WordPress has the whole in content:encoded and the short text in excerpt:encoded.
            case "encoded" when space.Contains("excerpt", StringComparison.Ordinal): entry.Summary = value; break;
            case "encoded" or "content": entry.Html = value; break;
            case "description" or "summary": entry.Summary = entry.Summary.Length > 0 ? entry.Summary : value; break;
            case "category": entry.Topic = entry.Topic.Length > 0 ? entry.Topic : value.Trim(); break;
            case "post_type": entry.Kind = value.Trim(); break;
            case "status": entry.State = value.Trim(); break;
            default: entry.When = entry.When.Length > 0 ? entry.When : value.Trim(); break;
        }
    }

    private static DateTimeOffset? When(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
}
