namespace Pendopo.Publishing.Site;

/// <summary>A source of a post: its name, and where it stands.</summary>
internal sealed record SourceLine(string Name, string? Url)
{
    /// <summary>One source a line; the address is the last word of the line. A line that is only an address is named by its host.</summary>
    public static IReadOnlyList<SourceLine> Of(string sources) =>
        [.. sources.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Read)];

    private static SourceLine Read(string line)
    {
        var space = line.LastIndexOf(' ');
        var last = line[(space + 1)..];
        if (!Uri.TryCreate(last, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return new(line, null);
        var name = space < 0 ? "" : line[..space].TrimEnd(' ', '|', '-', ':', ',');
        return new(name.Length > 0 ? name : address.Host, address.AbsoluteUri);
    }
}
