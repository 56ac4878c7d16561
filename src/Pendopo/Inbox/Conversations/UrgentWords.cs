using System.Text.RegularExpressions;
using Pendopo.Safety.Contracts;

namespace Pendopo.Inbox.Conversations;

/// <summary>Whether words sound as if somebody needs help now. It only brings them to the top of the list: a person reads and judges. Pure.</summary>
internal static partial class UrgentWords
{
    /// <param name="network">Where it was said: what a network forbids to be looked through never is.</param>
    public static bool In(string text, string network) => AnalysisDoor.MayBringForward(network) && Danger().IsMatch(text);

    // The danger signs of the mother-and-child handbook (Buku KIA) and of WHO's IMCI chart, as people write them in both languages.
    [GeneratedRegex(@"\b(sesak|kejang\w*|pingsan|tidak sadar|gak sadar|pendarahan|perdarahan|keracunan|digigit ular|tenggelam|muntah darah|bab darah|biru|stroke|bunuh diri|ingin mati|darurat|ketuban pecah|can'?t breathe|cannot breathe|not breathing|seizures?|unconscious|bleeding|poison\w*|snake ?bite|suicid\w*|kill myself|emergency|waters? broke)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Danger();
}
