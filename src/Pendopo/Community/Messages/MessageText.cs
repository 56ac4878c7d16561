using System.Globalization;
using System.Resources;

namespace Pendopo.Community.Messages;

/// <summary>Names the texts of messages between members (MessageText.resx, MessageText.id.resx).</summary>
public sealed class MessageText
{
    private static readonly ResourceManager Texts = new(typeof(MessageText));

    /// <summary>A word in the language of the page.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
