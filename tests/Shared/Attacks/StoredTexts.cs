namespace Pendopo.Testing.Attacks;

/// <summary>What a column of text is for, as far as those who write into it are concerned.</summary>
internal enum TextUse
{
    /// <summary>Words somebody wrote; pages show them as words.</summary>
    Words,

    /// <summary>Markup that the sanitiser made of what somebody wrote; pages show it as markup.</summary>
    Markup,

    /// <summary>Made by the program, or read by it in a form of its own; nothing else fits in.</summary>
    Ours,
}

/// <summary>The register of every text the database keeps: `stored-texts.tsv`, a line a column. A column without a line fails a test, and those of words and
/// markup are filled with scripts and looked at in a browser.</summary>
/// <param name="Why">Which form it has, or where it is shown.</param>
internal sealed record StoredText(string Table, string Column, TextUse Use, string Why)
{
    public static string File { get; } = Repository.PathTo("tests", "Shared", "Attacks", "stored-texts.tsv");

    public static IReadOnlyList<StoredText> All { get; } = [.. System.IO.File.ReadLines(File).Where(line => line.Length > 0).Select(line => line.Split('\t')).Select(cells => new StoredText(cells[0].Split('.')[0], cells[0].Split('.')[1], Enum.Parse<TextUse>(cells[1]), cells[2]))];
}
