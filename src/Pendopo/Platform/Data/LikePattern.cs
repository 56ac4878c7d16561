namespace Pendopo.Platform.Data;

/// <summary>Patterns for LIKE, with the backslash as the escape.</summary>
internal static class LikePattern
{
    /// <summary>Matches what holds the text as it stands, wherever.</summary>
    public static string Holding(string text) =>
        $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}
