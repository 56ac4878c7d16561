using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Pendopo.Tests.Platform.Ui;

public sealed class StyleSheetTests
{
    private const string Styles = "src/Pendopo/Platform/Ui/Styles";

    [Fact]
    public void The_one_style_sheet_stays_below_12_KB_gzip() => Gzip(StyleFiles.Read("src/Pendopo/wwwroot/pendopo.css")).ShouldBeLessThan(12 * 1024);

    [Fact]
    public void The_scripts_of_the_desk_stay_below_6_KB_gzip() =>
        new[] { "menu", "undo", "autosave", "counter", "live" }.Sum(name => Gzip(StyleFiles.Read($"src/Pendopo/wwwroot/js/{name}.js"))).ShouldBeLessThan(6 * 1024);

    [Fact]
    public void The_composed_sheet_holds_every_component()
    {
        var sheet = StyleFiles.Read("src/Pendopo/wwwroot/pendopo.css");
        foreach (var file in StyleFiles.In(Styles, "*.css"))
            foreach (var name in Regex.Matches(File.ReadAllText(file), @"\.[a-z][a-z-]+(?= \{)").Select(m => m.Value))
                sheet.ShouldContain(name);
    }

    [Fact]
    public void Braces_are_balanced_in_every_file_of_the_sheet()
    {
        foreach (var file in StyleFiles.In(Styles, "*.css"))
        {
            var text = File.ReadAllText(file);
            text.Count(c => c == '{').ShouldBe(text.Count(c => c == '}'), file);
        }
    }

    [Fact]
    public void No_rule_takes_the_focus_ring_away()
    {
        // The one exception is an element that only a script or a fragment focuses; it has a ring when the keyboard brought it.
        foreach (var file in StyleFiles.In(Styles, "*.css"))
            Regex.Count(File.ReadAllText(file), @"outline: (?:0|none)").ShouldBeLessThanOrEqualTo(file.EndsWith("base.css", StringComparison.Ordinal) ? 1 : 0, file);
    }

    [Fact]
    public void Every_icon_named_in_markup_is_in_the_sprite()
    {
        var sprite = StyleFiles.Read("src/Pendopo/wwwroot/icons.svg");
        foreach (var (path, text) in StyleFiles.Pages)
            foreach (Match named in Regex.Matches(text, "(?:<Icon Name|Icon)=\"(?<name>[a-z-]+)\""))
                sprite.ShouldContain($"id=\"{named.Groups["name"].Value}\"", customMessage: path);
    }

    [Fact]
    public void No_page_carries_inline_style_or_script()
    {
        foreach (var (path, text) in StyleFiles.Pages)
        {
            text.ShouldNotMatch(" style=\"", path);
            text.ShouldNotMatch(" on(?:click|change|input|submit|load)=\"[^@]", path);
        }
    }

    private static int Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        using (var writer = new StreamWriter(gzip))
            writer.Write(text);
        return (int)packed.Length;
    }
}
