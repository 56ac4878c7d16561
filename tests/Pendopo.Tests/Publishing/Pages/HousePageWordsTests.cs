using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Pages;

namespace Pendopo.Tests.Publishing.Pages;

public sealed class HousePageWordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<HousePageKind, string> All
    {
        get
        {
            var data = new TheoryData<HousePageKind, string>();
            foreach (var kind in Enum.GetValues<HousePageKind>())
            {
                data.Add(kind, "id");
                data.Add(kind, "en");
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Every_page_has_a_default_that_names_the_centre_and_how_to_reach_it(HousePageKind kind, string language)
    {
        var html = HousePageMarkup.Html(HousePageWords.Fill(HousePageWords.Default(kind, language), Melati()));
        html.ShouldContain("Puskesmas Melati");
        html.ShouldContain("(0274) 555 012");
        html.ShouldContain("<h2>");
        html.ShouldNotContain("{centre}");
        html.ShouldNotContain("{contact}");
    }

    [Theory, MemberData(nameof(All))]
    public void A_default_has_the_same_sections_in_both_languages(HousePageKind kind, string language)
    {
        var other = language == "id" ? "en" : "id";
        Sections(HousePageWords.Default(kind, language)).ShouldBe(Sections(HousePageWords.Default(kind, other)));
    }

    [Theory, MemberData(nameof(All))]
    public void A_default_is_plain_language_without_exclamation_marks(HousePageKind kind, string language)
    {
        var text = HousePageWords.Default(kind, language);
        text.ShouldNotContain("!");
        foreach (var sentence in text.Split(['.', '?', '\n'], StringSplitOptions.RemoveEmptyEntries))
            sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBeLessThanOrEqualTo(36, sentence);
    }

    [Fact]
    public void A_centres_name_is_never_taken_for_a_mark_of_Markdown()
    {
        var centre = Centre.Open("x", "Klinik *Sehat* [satu](/x) <b>", Id<Area>.New(), "Asia/Jakarta", "id", Now);
        HousePageMarkup.Html(HousePageWords.Fill("{centre}", centre)).Trim().ShouldBe("<p>Klinik *Sehat* [satu](/x) &lt;b&gt;</p>");
    }

    [Fact]
    public void Markup_in_a_text_is_shown_as_words() =>
        HousePageMarkup.Html("<script>alert(1)</script>").ShouldNotContain("<script");

    [Theory]
    [InlineData("privacy", HousePageKind.Privacy)]
    [InlineData("terms", HousePageKind.Terms)]
    [InlineData("accessibility", HousePageKind.Accessibility)]
    public void An_address_names_its_page(string slug, HousePageKind kind) => HousePageWords.KindOf(slug).ShouldBe(kind);

    [Fact]
    public void Another_address_names_no_page() => HousePageWords.KindOf("imprint").ShouldBeNull();

    private static int Sections(string text) => text.Split("\n## ").Length;

    private static Centre Melati()
    {
        var centre = Centre.Open("melati", "Puskesmas Melati", Id<Area>.New(), "Asia/Jakarta", "id", Now);
        centre.Reach("Jl. Kenanga 12, Sukamaju", "(0274) 555 012", "halo@melati.example");
        return centre;
    }
}
