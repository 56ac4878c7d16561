using Pendopo.Platform.Ui;

namespace Pendopo.Care.Classes;

/// <summary>What a certificate says of days.</summary>
internal static class CertificateText
{
    /// <summary>"3 Maret 2026", or "3 Maret 2026 – 24 Maret 2026 · 4"; the days on which they were there.</summary>
    public static string Days(ClassCertificate paper) => paper.Attended switch
    {
        [] => "",
        [var one] => Clock.Date(one.Day),
        [var first, .., var last] => $"{Clock.Date(first.Day)} – {Clock.Date(last.Day)} · {ClassText.Say("MeetingsHad").Replace("{0}", paper.Attended.Count.ToString(System.Globalization.CultureInfo.CurrentCulture), StringComparison.Ordinal)}",
    };
}
