using System.Globalization;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Infographics;

namespace Pendopo.Tests.Publishing.Infographics;

public sealed class DrawingTests
{
    private static readonly SheetFrame Frame = new("Puskesmas Melati", Accents.HouseTeak, Accents.HouseLeaf, "https://melati.example/posts/demam", "melati.example/posts/demam", "id", SheetFrame.ForNetworks);

    public static TheoryData<InfographicTemplate> All => [.. Enum.GetValues<InfographicTemplate>()];

    private static InfographicWords Words(InfographicTemplate template) => template switch
    {
        InfographicTemplate.Number => new("Rumah yang bebas jentik minggu ini", "87 dari 100\nNaik dari 74. Tinggal satu gang lagi.", "", "Kader Melati, 2026"),
        InfographicTemplate.Quote => new("Saya malu batuk di tempat kerja. Hari ini saya minum obat terakhir.", "Ibu dua anak, Desa Melati", "", ""),
        InfographicTemplate.DoDont => new("Anak diare", "Beri oralit sedikit demi sedikit\nTetap menyusui", "Menghentikan makan\nMemberi antibiotik sisa", "WHO"),
        _ => new("Demam empat hari & belum turun?", "Minum banyak\nPeriksa darah <hari ini>\nDatang ke puskesmas", "", "Kemenkes, Pedoman DBD"),
    };

    [Theory]
    [MemberData(nameof(All))]
    public void Every_template_makes_whole_SVG_with_its_words_source_code_and_name(InfographicTemplate template)
    {
        foreach (var height in new[] { SheetFrame.ForNetworks, SheetFrame.ForPaper })
        {
            var svg = XDocument.Parse(Drawing.Of(template, Words(template), Frame with { Height = height })!);
            var said = string.Join(' ', svg.Descendants().Where(node => node.Name.LocalName == "text").Select(node => node.Value));
            said.ShouldContain("Puskesmas Melati");
            said.ShouldContain("melati.example/posts/demam");
            foreach (var word in $"{Words(template).Title} {Words(template).Lines} {Words(template).Others} {Words(template).Source}".Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
                said.ShouldContain(word, Case.Sensitive);
            svg.Root!.Elements().First().Value.ShouldStartWith(Words(template).Title.TrimEnd('.'));
            svg.Descendants().Attributes().Select(attribute => attribute.Name.LocalName).ShouldNotContain("style", "styles within would be refused by the policy");
        }
    }

    [Fact]
    public void Nothing_leaves_the_sheet_or_its_room_whatever_is_written()
    {
        var words = ArbMap.Default.ArbFor<NonEmptyString>().Generator;
        var side = from template in Gen.Elements(Enum.GetValues<InfographicTemplate>())
                   from title in words
                   from lines in words.ArrayOf(4)
                   select (template, new InfographicWords(Cut(title.Get, 120), string.Join('\n', lines.Select(line => Cut(line.Get.Replace('\n', ' '), 90))) + "\nx\ny", "jangan", "sumber"));
        Prop.ForAll(side.ToArbitrary(), pair => pair.Item2.Items.Count < 2 || Drawing.Of(pair.template, pair.Item2, Frame) is not { } svg || Stays(XDocument.Parse(svg))).Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithReplay(7, 15));
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];

    private static bool Stays(XDocument svg) => svg.Descendants().Where(node => node.Name.LocalName == "text").All(text =>
    {
        var (x, y, size) = (Number(text, "x"), Number(text, "y"), Number(text, "font-size"));
        var width = TextMeasure.Width(text.Value, size, text.Attribute("font-weight")!.Value == "700");
        var left = text.Attribute("text-anchor")!.Value == "middle" ? x - width / 2 : x;
        return left >= -0.5 && left + width <= Sheet.Width - 20 && y > 0 && y <= SheetFrame.ForNetworks;
    });

    private static double Number(XElement node, string name) => double.Parse(node.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    [Fact]
    public void Too_many_words_are_no_picture_instead_of_a_small_one() =>
        Drawing.Of(InfographicTemplate.Points, new("Judul", string.Join('\n', Enumerable.Repeat(string.Join(' ', Enumerable.Repeat("panjang", 40)), 3)), "", ""), Frame).ShouldBeNull();

    [Theory]
    [InlineData("#ffff00", "#00ff00")]
    [InlineData("#ffffff", "#eeeeee")]
    [InlineData("#7a3e1d", "#1b6350")]
    [InlineData("#ff00ff", "#33ccff")]
    public void Whatever_colours_a_centre_chose_everything_on_it_can_be_read(string teak, string leaf)
    {
        var (shownTeak, shownLeaf) = (Accents.Readable(teak, dark: false), Accents.Readable(leaf, dark: false));
        var tint = Accents.Tint(shownLeaf, dark: false);
        foreach (var (ink, ground) in new[] { (shownTeak, Sheet.Ground), (shownLeaf, Sheet.Ground), (shownLeaf, Sheet.Paper), (shownLeaf, tint), (Sheet.Paper, shownLeaf), (Sheet.Ink, Sheet.Ground), (Sheet.Ink, tint), (Sheet.Ink, Sheet.AlarmTint), (Sheet.Alarm, Sheet.AlarmTint), (Sheet.Quiet, Sheet.Paper) })
            Colour.Contrast(ink, ground).ShouldBeGreaterThanOrEqualTo(4.5, $"{ink} on {ground}: WCAG 2.2, 1.4.3");
    }

    [Fact]
    public void The_description_is_the_words_and_says_what_not_to_do()
    {
        Drawing.Alt(Words(InfographicTemplate.DoDont), "Jangan").ShouldBe("Anak diare. Beri oralit sedikit demi sedikit. Tetap menyusui. Jangan: Menghentikan makan. Jangan: Memberi antibiotik sisa.");
        Drawing.Alt(new(new string('a', 3000), "", "", ""), "x").Length.ShouldBe(1500);
    }
}
