using System.Globalization;
using System.Resources;

namespace Pendopo.Platform.Audit;

/// <summary>What the acts of the log are called (ActText.resx, ActText.id.resx); each key is the name of an act.</summary>
internal sealed class ActText
{
    private static readonly ResourceManager Texts = new(typeof(ActText));

    /// <summary>What somebody did, in the reader's language. An act of an earlier release keeps its name.</summary>
    public static string Say(string act) => Texts.GetString(act, CultureInfo.CurrentUICulture) ?? act;
}
