using System.Globalization;
using System.Xml.Linq;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Infographics;
using Pendopo.Publishing.Walls;

namespace Pendopo.Tests.Publishing.Walls;

public sealed class PosterSheetTests
{
    [Theory]
    [InlineData(1, 0, false)]
    [InlineData(3, 12, true)]
    [InlineData(9, 90, false)]
    [InlineData(22, 160, true)]
    [InlineData(22, 160, false)]
    public void Whatever_its_length_the_words_stay_between_the_roof_and_the_code(int title, int words, bool picture)
    {
        var frame = new SheetFrame("Puskesmas Melati & Kenanga", Accents.HouseTeak, Accents.HouseLeaf, "https://melati.example/posts/demam", "melati.example/posts/demam", "id", SheetFrame.ForPaper);
        var said = new PosterWords(Text(title), Text(words), "021 555 0199", picture ? "data:image/png;base64,AAAA" : null, 0.7);
        var svg = XDocument.Parse(PosterSheet.Of(said, frame));
        var lines = svg.Descendants().Where(part => part.Name.LocalName == "text").Select(part => (Y: Number(part, "y"), Size: Number(part, "font-size"), part.Value)).ToList();
        lines.Min(line => line.Size).ShouldBeGreaterThanOrEqualTo(30);
        lines.Max(line => line.Y).ShouldBeLessThan(frame.Height);
        lines.Select(line => line.Value).ShouldContain("Pindai untuk membaca");
        // What stands above the line over the code stays above it, picture included.
        var code = frame.Height - 344;
        lines.Count(line => line.Y > code).ShouldBe(3);
        foreach (var image in svg.Descendants().Where(part => part.Name.LocalName == "image"))
        {
            (Number(image, "y") + Number(image, "height")).ShouldBeLessThan(code);
            Number(image, "height").ShouldBeGreaterThan(200);
        }
    }

    private static string Text(int words) => string.Join(' ', Enumerable.Repeat("imunisasi", words));

    private static double Number(XElement part, string name) => double.Parse(part.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
