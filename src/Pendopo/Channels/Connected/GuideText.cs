using System.Collections.Concurrent;
using System.Globalization;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Pendopo.Fediverse.Html;

namespace Pendopo.Channels.Connected;

/// <summary>The guides of the networks, which travel with the program: every step for somebody who does it for the first time.</summary>
internal static class GuideText
{
    private const string Place = "Pendopo.Guide.";

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoLinks().Build();

    private static readonly ConcurrentDictionary<string, (string Title, string Html)?> Known = new(StringComparer.Ordinal);

    /// <summary>Where the guide of a network is read.</summary>
    public static string Address(string network) => $"/desk/channels/guide/{network}";

    /// <summary>Whether there is one.</summary>
    public static bool Has(string network) => Read(network, "") is not null;

    /// <summary>The guide in the reader's language, as clean markup without its title; null where there is none of this name.</summary>
    public static (string Title, string Html)? Of(string network)
    {
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "id" ? ".id" : "";
        return Known.GetOrAdd(network + language, _ => Read(network, language) is { } text ? Made(text, language) : null);
    }

    private static string? Read(string network, string language)
    {
        using var stream = network.All(letter => char.IsAsciiLetterLower(letter) || letter == '-') ? typeof(GuideText).Assembly.GetManifestResourceStream($"{Place}{network}{language}.md") : null;
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static (string Title, string Html) Made(string text, string language)
    {
        var document = Markdown.Parse(text, Pipeline);
        var title = document.OfType<HeadingBlock>().First();
        document.Remove(title);
        foreach (var link in document.Descendants<LinkInline>().ToList())
            Lead(link, language);
        return (string.Concat(title.Inline!.Descendants<LiteralInline>().Select(part => part.Content.ToString())), HtmlSanitizer.Clean(document.ToHtml(Pipeline), HtmlPolicy.Article).Value);
    }

    // Another guide is read here, too; what else stands in the repository is named and not led to.
    private static void Lead(LinkInline link, string language)
    {
        if (link.Url is not { } url || url.StartsWith("https://", StringComparison.Ordinal) || url.StartsWith('/'))
            return;
        var name = url.EndsWith(".md", StringComparison.Ordinal) ? url[..^3] : url;
        name = language.Length > 0 && name.EndsWith(language, StringComparison.Ordinal) ? name[..^language.Length] : name;
        if (Has(name))
            link.Url = Address(name);
        else
            link.ReplaceBy(new ContainerInline());
    }
}
