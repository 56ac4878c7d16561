using System.Globalization;
using System.Resources;

namespace Pendopo.Inbox.Reputation;

/// <summary>Names the texts of reputation and of what was heeded (ReputationText.resx, ReputationText.id.resx).</summary>
public sealed class ReputationText
{
    private static readonly ResourceManager Texts = new(typeof(ReputationText));

    /// <summary>A word in the language of the page; for what is built before a page has its own texts.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
