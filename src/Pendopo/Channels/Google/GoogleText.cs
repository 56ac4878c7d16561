using System.Globalization;
using System.Resources;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Google;

/// <summary>Marks the words of this folder: GoogleText.resx (English) and GoogleText.id.resx.</summary>
public sealed class GoogleText
{
    private static readonly ResourceManager Resources = new(typeof(GoogleText));

    internal static string Say(string key) => Resources.GetString(key, CultureInfo.CurrentUICulture) ?? throw new MissingManifestResourceException($"GoogleText has no {key}.");
}

/// <summary>The words in a centre's language: what a connector says is kept in rows and read later, by whoever works there.</summary>
internal sealed class GoogleWords(CultureInfo language)
{
    private static readonly ResourceManager Resources = new(typeof(GoogleText));

    public static GoogleWords For(ConnectedAccount account) => new(CultureInfo.GetCultureInfo(account.Centre.Language));

    /// <summary>Why the network took no video; its own name of it where we have no words.</summary>
    public string Rejected(string reason) => Resources.GetString("Rejected_" + reason, language) ?? string.Format(language, this["Rejected"], reason);

    public string this[string key] => Resources.GetString(key, language) ?? throw new MissingManifestResourceException($"GoogleText has no {key}.");
}
