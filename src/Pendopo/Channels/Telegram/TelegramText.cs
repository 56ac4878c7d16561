using System.Globalization;
using System.Resources;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Telegram;

/// <summary>Marks the words of this folder: TelegramText.resx (English) and TelegramText.id.resx.</summary>
public sealed class TelegramText;

/// <summary>The words in a centre's language: what a connector says is kept in rows and read later, by whoever works there.</summary>
internal sealed class TelegramWords(CultureInfo language)
{
    private static readonly ResourceManager Resources = new(typeof(TelegramText));

    public static TelegramWords For(ConnectedAccount account) => new(CultureInfo.GetCultureInfo(account.Centre.Language));

    public string this[string key] => Resources.GetString(key, language) ?? throw new MissingManifestResourceException($"TelegramText has no {key}.");
}
