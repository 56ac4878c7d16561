using System.Globalization;
using System.Resources;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Threads;

/// <summary>Marks the words of this folder: ThreadsText.resx (English) and ThreadsText.id.resx.</summary>
public sealed class ThreadsText
{
    private static readonly ResourceManager Resources = new(typeof(ThreadsText));

    internal static string Say(string key) => Resources.GetString(key, CultureInfo.CurrentUICulture) ?? throw new MissingManifestResourceException($"ThreadsText has no {key}.");
}

/// <summary>The words in a centre's language: what a connector says is kept in rows and read later, by whoever works there.</summary>
internal sealed class ThreadsWords(CultureInfo language)
{
    private static readonly ResourceManager Resources = new(typeof(ThreadsText));

    public static ThreadsWords For(ConnectedAccount account) => new(CultureInfo.GetCultureInfo(account.Centre.Language));

    public string this[string key] => Resources.GetString(key, language) ?? throw new MissingManifestResourceException($"ThreadsText has no {key}.");
}
