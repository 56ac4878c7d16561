using System.Xml.Linq;

namespace Pendopo.Fediverse.Discovery;

/// <summary>host-meta (RFC 6415), where Mastodon looks for WebFinger when the usual place answers 404.</summary>
public static class HostMeta
{
    /// <summary>The type of the document.</summary>
    public const string MediaType = "application/xrd+xml";

    /// <summary>The document.</summary>
    /// <param name="origin">Scheme and host, without a slash at the end.</param>
    public static string Write(string origin)
    {
        XNamespace xrd = "http://docs.oasis-open.org/ns/xri/xrd-1.0";
        var link = new XElement(
            xrd + "Link", new XAttribute("rel", "lrdd"), new XAttribute("type", WebFinger.MediaType),
            new XAttribute("template", origin + "/.well-known/webfinger?resource={uri}"));
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + new XElement(xrd + "XRD", link).ToString(SaveOptions.DisableFormatting);
    }
}
