using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Pendopo.Tests.Architecture;

/// <summary>Both languages are complete: the same keys, the same gaps to fill, no empty text, and no page asks for a key that is not there.</summary>
public sealed partial class LanguageTests
{
    public static TheoryData<string> Resources()
    {
        var data = new TheoryData<string>();
        foreach (var path in Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "src"), "*.resx", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(SourceTree.Root, path);
            if (!relative.EndsWith(".id.resx", StringComparison.Ordinal) && !relative.Contains("/obj/", StringComparison.Ordinal) && !relative.Contains("/bin/", StringComparison.Ordinal))
                data.Add(relative);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void English_and_Indonesian_hold_the_same_keys(string resource)
    {
        var (english, indonesian) = (Texts(resource), Texts(Indonesian(resource)));
        indonesian.Keys.Order().ShouldBe(english.Keys.Order());
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void No_text_is_empty_and_both_languages_fill_the_same_gaps(string resource)
    {
        var (english, indonesian) = (Texts(resource), Texts(Indonesian(resource)));
        foreach (var (key, text) in english)
        {
            text.ShouldNotBeNullOrWhiteSpace(key);
            indonesian[key].ShouldNotBeNullOrWhiteSpace(key);
            Gaps(indonesian[key]).ShouldBe(Gaps(text), key);
        }
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void Every_key_that_a_page_asks_for_is_there(string resource)
    {
        var marker = Path.GetFileNameWithoutExtension(resource);
        var known = Texts(resource).Keys.ToHashSet();
        var missing = SourceTree.Program
            .SelectMany(file => Asked(file, marker).Where(key => !known.Contains(key)).Select(key => $"{file.Path}: {key}"));
        missing.ShouldBeEmpty();
    }

    private static IEnumerable<string> Asked(SourceFile file, string marker)
    {
        var text = string.Join('\n', file.Lines);
        var names = Injected().Matches(text).Where(match => match.Groups["marker"].Value == marker).Select(match => match.Groups["name"].Value).ToHashSet();
        return names.SelectMany(name => Regex.Matches(text, $@"\b{name}\[""(?<key>\w+)""[\],]").Concat(Regex.Matches(text, $@"\b{name}\.Problem\(""(?<key>\w+)""")))
            .Select(match => match.Groups["key"].Value);
    }

    private static string Indonesian(string resource) => resource[..^".resx".Length] + ".id.resx";

    private static Dictionary<string, string> Texts(string resource) =>
        XDocument.Load(Path.Combine(SourceTree.Root, resource)).Root!.Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static IEnumerable<string> Gaps(string text) => Gap().Matches(text).Select(match => match.Groups["number"].Value).Distinct().Order();

    [GeneratedRegex(@"IStringLocalizer<(?<marker>\w+)>\s+(?<name>\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Injected();

    [GeneratedRegex(@"\{(?<number>\d+)[:}]", RegexOptions.ExplicitCapture)]
    private static partial Regex Gap();
}
