using System.Text;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Sample;

/// <summary>A text of the sample world: a head of `name: value` lines, an empty line, the Markdown.</summary>
/// <param name="Centre">Whose it is: `melati` or `kenanga`.</param>
/// <param name="Stage">How far it is: `out`, `waiting`, `draft`, or `planned` with the days from today and the time on the clock.</param>
internal sealed record SampleText(string Centre, string Stage, PostWords Words)
{
    private const string Folder = "Pendopo.Publishing.Sample.";

    /// <summary>All texts that come with the program in one folder, in the order of their file names.</summary>
    /// <param name="part">`Posts`, which every sample world has, or `Life`, which a demonstration has besides.</param>
    public static IReadOnlyList<SampleText> All(string part = "Posts")
    {
        var assembly = typeof(SampleText).Assembly;
        return [.. assembly.GetManifestResourceNames().Where(name => name.StartsWith($"{Folder}{part}.", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Read)];

        SampleText Read(string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            return Parse(reader.ReadToEnd().ReplaceLineEndings("\n"));
        }
    }

    private static SampleText Parse(string text)
    {
        var (head, body) = text.Split("\n\n", 2) is [var first, var rest] ? (first, rest) : throw new FormatException("A sample text has a head and a body.");
        var lines = head.Split('\n').Select(line => line.Split(':', 2)).ToLookup(pair => pair[0], pair => pair[1].Trim());
        return new(One("centre"), One("stage"), new(Enum.Parse<PostKind>(One("kind")), One("title"), One("summary"), body.Trim(), One("topic"), One("language"), string.Join('\n', lines["source"])));

        string One(string name) => lines[name].First();
    }
}
