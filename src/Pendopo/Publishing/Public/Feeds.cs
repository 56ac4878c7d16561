using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Pendopo.Platform.Centres;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Disclosure;
using Pendopo.Publishing.Site;

namespace Pendopo.Publishing.Public;

/// <summary>One entry of a feed. A recalled post keeps its id and becomes a correction: readers do not forget what is only left out.</summary>
internal sealed record FeedEntry(string Id, string Url, string Title, string Summary, string Html, string Language, string Topic, DateTimeOffset Published, DateTimeOffset Updated);

internal sealed record Feed(string Title, string Home, string Self, string Language, DateTimeOffset Updated, IReadOnlyList<FeedEntry> Entries)
{
    public static Feed Of(Centre centre, SiteAddress site, string self, IReadOnlyList<SitePage> pages)
    {
        var culture = CultureInfo.GetCultureInfo(centre.Language);
        var entries = pages.Select(page => Entry(page, site.Post(centre, page.Slug), site.Root, culture)).ToList();
        return new(string.Format(culture, PublicText.Say("FeedTitle", culture), centre.Name), site.Home(centre), self, centre.Language,
            entries.Count == 0 ? centre.CreatedAt : entries.Max(entry => entry.Updated), entries);
    }

    private static FeedEntry Entry(SitePage page, string url, string root, CultureInfo culture) => page.RecalledAt is null
        ? new(url, url, page.Title, page.Summary, DisclosureLines.BeforeHtml(Poster(page, url, root) + page.Html, PostDetails.Of(page.Details), page.Language), page.Language, page.Topic, page.PublishedAt, page.ChangedAt)
        : new(url, url, string.Format(culture, PublicText.Say("TakenBack", culture), page.Title), page.RecallReason,
            $"<p>{WebUtility.HtmlEncode(page.RecallReason)}</p>", page.Language, page.Topic, page.PublishedAt, page.ChangedAt);

    // A video plays on its page: readers of feeds get its poster, which leads there.
    private static string Poster(SitePage page, string url, string root)
    {
        if (!page.Pictures.Contains("\"Film\":true", StringComparison.Ordinal) || JsonSerializer.Deserialize<List<PagePicture>>(page.Pictures)!.Find(picture => picture.Film) is not { } poster)
            return "";
        return $"<p><a href=\"{WebUtility.HtmlEncode(url)}\"><img src=\"{root}/files/{poster.Name}/640\" width=\"{poster.Width}\" height=\"{poster.Height}\" alt=\"{WebUtility.HtmlEncode(page.Title)}\"></a></p>";
    }
}

/// <summary>The three languages of feed readers.</summary>
internal static class FeedWriters
{
    private const string Atom = "http://www.w3.org/2005/Atom";

    /// <summary>Atom, RFC 4287.</summary>
    public static byte[] WriteAtom(Feed feed) => Xml(xml =>
    {
        xml.WriteStartElement("feed", Atom);
        xml.WriteAttributeString("xml", "lang", null, feed.Language);
        xml.WriteElementString("id", Atom, feed.Home);
        xml.WriteElementString("title", Atom, feed.Title);
        xml.WriteElementString("updated", Atom, Rfc3339(feed.Updated));
        Link(xml, "self", feed.Self);
        Link(xml, "alternate", feed.Home);
        xml.WriteStartElement("author", Atom);
        xml.WriteElementString("name", Atom, feed.Title);
        xml.WriteEndElement();
        foreach (var entry in feed.Entries)
            AtomEntry(xml, entry);
        xml.WriteEndElement();
    });

    private static void AtomEntry(XmlWriter xml, FeedEntry entry)
    {
        xml.WriteStartElement("entry", Atom);
        xml.WriteAttributeString("xml", "lang", null, entry.Language);
        xml.WriteElementString("id", Atom, entry.Id);
        xml.WriteElementString("title", Atom, entry.Title);
        xml.WriteElementString("published", Atom, Rfc3339(entry.Published));
        xml.WriteElementString("updated", Atom, Rfc3339(entry.Updated));
        Link(xml, "alternate", entry.Url);
        if (entry.Topic.Length > 0)
        {
            xml.WriteStartElement("category", Atom);
            xml.WriteAttributeString("term", entry.Topic);
            xml.WriteEndElement();
        }
        xml.WriteElementString("summary", Atom, entry.Summary);
        xml.WriteStartElement("content", Atom);
        xml.WriteAttributeString("type", "html");
        xml.WriteString(entry.Html);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>RSS 2.0 with the Atom link to itself that validators ask for.</summary>
    public static byte[] WriteRss(Feed feed) => Xml(xml =>
    {
        xml.WriteStartElement("rss");
        xml.WriteAttributeString("version", "2.0");
        xml.WriteAttributeString("xmlns", "atom", null, Atom);
        xml.WriteStartElement("channel");
        xml.WriteElementString("title", feed.Title);
        xml.WriteElementString("link", feed.Home);
        xml.WriteElementString("description", feed.Title);
        xml.WriteElementString("language", feed.Language);
        xml.WriteElementString("lastBuildDate", feed.Updated.ToString("r", CultureInfo.InvariantCulture));
        xml.WriteStartElement("atom", "link", Atom);
        xml.WriteAttributeString("rel", "self");
        xml.WriteAttributeString("type", "application/rss+xml");
        xml.WriteAttributeString("href", feed.Self);
        xml.WriteEndElement();
        foreach (var entry in feed.Entries)
        {
            xml.WriteStartElement("item");
            xml.WriteElementString("title", entry.Title);
            xml.WriteElementString("link", entry.Url);
            xml.WriteStartElement("guid");
            xml.WriteAttributeString("isPermaLink", "true");
            xml.WriteString(entry.Id);
            xml.WriteEndElement();
            xml.WriteElementString("pubDate", entry.Published.ToString("r", CultureInfo.InvariantCulture));
            if (entry.Topic.Length > 0)
                xml.WriteElementString("category", entry.Topic);
            xml.WriteElementString("description", entry.Html);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    /// <summary>JSON Feed 1.1.</summary>
    public static byte[] WriteJson(Feed feed) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["version"] = "https://jsonfeed.org/version/1.1",
        ["title"] = feed.Title,
        ["home_page_url"] = feed.Home,
        ["feed_url"] = feed.Self,
        ["language"] = feed.Language,
        ["items"] = new JsonArray([.. feed.Entries.Select(entry => (JsonNode)new JsonObject
        {
            ["id"] = entry.Id,
            ["url"] = entry.Url,
            ["title"] = entry.Title,
            ["summary"] = entry.Summary,
            ["content_html"] = entry.Html,
            ["language"] = entry.Language,
            ["date_published"] = Rfc3339(entry.Published),
            ["date_modified"] = Rfc3339(entry.Updated),
            ["tags"] = entry.Topic.Length == 0 ? new JsonArray() : new JsonArray(entry.Topic),
        })]),
    });

    private static byte[] Xml(Action<XmlWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CheckCharacters = true }))
            write(xml);
        return bytes.ToArray();
    }

    private static void Link(XmlWriter xml, string rel, string href)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", rel);
        xml.WriteAttributeString("href", href);
        xml.WriteEndElement();
    }

    private static string Rfc3339(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
