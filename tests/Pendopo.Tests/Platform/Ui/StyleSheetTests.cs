using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Pendopo.Tests.Platform.Ui;

public sealed class StyleSheetTests
{
    [Fact]
    public void The_one_style_sheet_stays_below_12_KB_gzip() => Gzip(Repository.Read("src/Pendopo/wwwroot/pendopo.css")).ShouldBeLessThan(12 * 1024);

    [Fact]
    public void All_scripts_together_stay_below_6_KB_gzip()
    {
        var scripts = Directory.GetFiles(Path.Combine(Repository.Root, "src/Pendopo/wwwroot/js"), "*.js").Select(File.ReadAllText);
        scripts.Sum(Gzip).ShouldBeLessThan(6 * 1024);
    }

    [Fact]
    public void The_composed_sheet_holds_every_component()
    {
        var sheet = Repository.Read("src/Pendopo/wwwroot/pendopo.css");
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "src/Pendopo/Platform/Ui/Styles"), "*.css"))
            foreach (var name in Regex.Matches(File.ReadAllText(file), @"\.[a-z][a-z-]+(?= \{)").Select(m => m.Value))
                sheet.ShouldContain(name);
    }

    [Fact]
    public void Braces_are_balanced_in_every_file_of_the_sheet()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "src/Pendopo/Platform/Ui/Styles"), "*.css"))
        {
            var text = File.ReadAllText(file);
            text.Count(c => c == '{').ShouldBe(text.Count(c => c == '}'), file);
        }
    }

    [Fact]
    public void Every_icon_named_in_markup_is_in_the_sprite()
    {
        var sprite = Repository.Read("src/Pendopo/wwwroot/icons.svg");
        var pages = Directory.GetFiles(Path.Combine(Repository.Root, "src/Pendopo"), "*.razor", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));
        foreach (var page in pages)
            foreach (Match named in Regex.Matches(File.ReadAllText(page), "(?:<Icon Name|Icon)=\"(?<name>[a-z-]+)\""))
                sprite.ShouldContain($"id=\"{named.Groups["name"].Value}\"", customMessage: page);
    }

    [Fact]
    public void No_page_carries_inline_style_or_script()
    {
        var pages = Directory.GetFiles(Path.Combine(Repository.Root, "src/Pendopo"), "*.razor", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal));
        foreach (var page in pages)
        {
            var text = File.ReadAllText(page);
            text.ShouldNotMatch(" style=\"", page);
            text.ShouldNotMatch(" onclick=\"", page);
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
