using System.Globalization;
using System.Resources;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Bluesky;

/// <summary>Marks the words of this folder: BlueskyText.resx (English) and BlueskyText.id.resx.</summary>
public sealed class BlueskyText;

/// <summary>The words in a centre's language: what a connector says is kept in rows and read later, by whoever works there.</summary>
internal sealed class BlueskyWords(CultureInfo language)
{
    private static readonly ResourceManager Resources = new(typeof(BlueskyText));

    public static BlueskyWords For(ConnectedAccount account) => new(CultureInfo.GetCultureInfo(account.Centre.Language));

    public string this[string key] => Resources.GetString(key, language) ?? throw new MissingManifestResourceException($"BlueskyText has no {key}.");
}
