using System.Globalization;
using System.Resources;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Graph;

/// <summary>Marks the words of this folder: GraphText.resx (English) and GraphText.id.resx.</summary>
public sealed class GraphText
{
    private static readonly ResourceManager Resources = new(typeof(GraphText));

    internal static string Say(string key) => Resources.GetString(key, CultureInfo.CurrentUICulture) ?? throw new MissingManifestResourceException($"GraphText has no {key}.");
}

/// <summary>The words in a centre's language: what a connector says is kept in rows and read later, by whoever works there.</summary>
internal sealed class GraphWords(CultureInfo language)
{
    private static readonly ResourceManager Resources = new(typeof(GraphText));

    public static GraphWords For(ConnectedAccount account) => new(CultureInfo.GetCultureInfo(account.Centre.Language));

    public string this[string key] => Resources.GetString(key, language) ?? throw new MissingManifestResourceException($"GraphText has no {key}.");
}
