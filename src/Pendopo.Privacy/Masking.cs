using System.Text;

namespace Pendopo.Privacy;

/// <summary>Puts short words in the place of findings, so that the text stays readable.</summary>
public static class Masking
{
    /// <summary>The text with each finding replaced.</summary>
    /// <param name="text">The text that was inspected.</param>
    /// <param name="findings">Findings of that text, in order and without overlap, as <see cref="PrivacyReport.Findings"/> gives them.</param>
    /// <param name="word">What to write for a kind, such as "[nomor telepon]"; it must hold nothing that identifies.</param>
    /// <exception cref="ArgumentException">The findings are not in order or not of this text.</exception>
    public static string Mask(string text, IEnumerable<Finding> findings, Func<FindingKind, string> word)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(word);
        var (masked, from) = (new StringBuilder(text.Length), 0);
        foreach (var finding in findings)
        {
            if (finding.Start < from || finding.End > text.Length || finding.End <= finding.Start)
                throw new ArgumentException("The findings are not in order or not of this text.", nameof(findings));
            masked.Append(text, from, finding.Start - from);
            if (finding.Mend != Mend.Remove)
                masked.Append(word(finding.Kind));
            from = finding.End;
        }
        return masked.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>The text with each finding replaced by its kind in Indonesian or English, such as "[telepon]".</summary>
    /// <param name="text">The text that was inspected.</param>
    /// <param name="findings">Findings of that text, in order and without overlap.</param>
    /// <param name="inEnglish">English words; Indonesian ones when false.</param>
    public static string Mask(string text, IEnumerable<Finding> findings, bool inEnglish = false) =>
        Mask(text, findings, kind => inEnglish ? English(kind) : Indonesian(kind));

    internal static string English(FindingKind kind) => kind switch
    {
        FindingKind.Name => "[name]",
        FindingKind.Phone => "[phone]",
        FindingKind.Email => "[e-mail]",
        FindingKind.Address => "[address]",
        FindingKind.Date => "[date]",
        FindingKind.Age => "[age over 89]",
        FindingKind.Kin => "[relative]",
        FindingKind.PlaceIdentifying => "[place]",
        FindingKind.UrlProfile => "[profile]",
        FindingKind.Account => "[account]",
        FindingKind.Device or FindingKind.Ip => "[device]",
        _ => "[number]",
    };

    internal static string Indonesian(FindingKind kind) => kind switch
    {
        FindingKind.Name => "[nama]",
        FindingKind.Phone => "[telepon]",
        FindingKind.Email => "[surel]",
        FindingKind.Address => "[alamat]",
        FindingKind.Date => "[tanggal]",
        FindingKind.Age => "[usia di atas 89]",
        FindingKind.Kin => "[kerabat]",
        FindingKind.PlaceIdentifying => "[tempat]",
        FindingKind.UrlProfile => "[profil]",
        FindingKind.Account => "[rekening]",
        FindingKind.Device or FindingKind.Ip => "[perangkat]",
        _ => "[nomor]",
    };
}
