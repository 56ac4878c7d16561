namespace Pendopo.Publishing.Posts;

/// <summary>The languages that are offered for a post: the two of the program and those that most people of Indonesia speak at home (Sensus Penduduk 2010, BPS).</summary>
internal static class PostLanguages
{
    public static readonly IReadOnlyList<string> All = ["id", "en", "jv", "su", "mad", "min", "ban", "bug"];

    public static bool Knows(string language) => All.Contains(language, StringComparer.Ordinal);
}
