using System.Globalization;
using System.Resources;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Mastodon;

/// <summary>Marks the words of this folder: MastodonText.resx (English) and MastodonText.id.resx.</summary>
public sealed class MastodonText;

/// <summary>The words in a centre's language: what a connector says is kept in rows and read later, by whoever works there.</summary>
internal sealed class MastodonWords(CultureInfo language)
{
    private static readonly ResourceManager Resources = new(typeof(MastodonText));

    public static MastodonWords For(ConnectedAccount account) => new(CultureInfo.GetCultureInfo(account.Centre.Language));

    public string this[string key] => Resources.GetString(key, language) ?? throw new MissingManifestResourceException($"MastodonText has no {key}.");
}
