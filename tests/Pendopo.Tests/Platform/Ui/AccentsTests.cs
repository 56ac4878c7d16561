using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Ui;

public sealed class AccentsTests
{
    private static readonly string[] LightPages = ["#fbf8f2", "#ffffff"], DarkPages = ["#14191a", "#1c2324"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whatever_is_chosen_can_be_read_in_both_themes(bool dark)
    {
        var steps = new[] { 0, 51, 102, 153, 204, 255 };
        var chosen = from red in steps from green in steps from blue in steps select $"#{red:x2}{green:x2}{blue:x2}";
        foreach (var colour in chosen)
        {
            var shown = Accents.Readable(colour, dark);
            foreach (var page in dark ? DarkPages : LightPages)
                ContrastTests.Ratio(shown, page).ShouldBeGreaterThan(5.3, $"{colour} became {shown} on {page}");
            ContrastTests.Ratio(dark ? "#0e1f1a" : "#ffffff", shown).ShouldBeGreaterThan(5.3, $"words on {shown}");
            ContrastTests.Ratio(shown, Accents.Tint(shown, dark)).ShouldBeGreaterThan(4.5, $"{shown} on its own tint");
            ContrastTests.Ratio(dark ? "#ece7dd" : "#1f2a2e", Accents.Tint(shown, dark)).ShouldBeGreaterThan(5.3, $"ink on the tint of {shown}");
        }
    }

    [Theory]
    [InlineData("#1b6350")]
    [InlineData("#7a3e1d")]
    [InlineData("#5b2a86")]
    public void A_colour_that_can_be_read_stays_as_it_was_chosen(string colour) => Accents.Readable(colour, dark: false).ShouldBe(colour);

    [Theory]
    [InlineData("#FFD500")]
    [InlineData("#ffd500")]
    public void A_pale_yellow_keeps_its_hue(string colour)
    {
        var (hue, _, light) = Colour.ToHsl(Accents.Readable(colour.ToLowerInvariant(), dark: false));
        hue.ShouldBe(Colour.ToHsl("#ffd500").Hue, 0.05);
        light.ShouldBeLessThan(0.3);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("red")]
    [InlineData("#12345")]
    [InlineData("#1b6350")]
    [InlineData("#1B6350 ")]
    [InlineData("#zzzzzz")]
    public void The_houses_own_colour_and_what_is_no_colour_are_not_kept(string? typed) => Accents.Kept(typed, Accents.HouseLeaf).ShouldBeNull();
}

public abstract class CentreColoursTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_centre_paints_its_own_pages_and_no_others()
    {
        using var rina = await App.Client("administrator");
        var path = $"/admin/centres/{(await App.CentreOf("melati")).Id}";
        (await rina.Submit(path, "centre", ("Form.Leaf", "not a colour"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await rina.Submit(path, "centre", ("Form.Teak", "#ff0000"), ("Form.Leaf", "#0000ff"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var visitor = App.Anonymous();
        var sheet = (await visitor.Page("/@melati")).QuerySelector("link[href^='/colours/']")!.GetAttribute("href")!;
        var answer = await visitor.GetAsync(sheet);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/css");
        (await answer.Content.ReadAsStringAsync()).ShouldContain("--leaf:");
        (await visitor.Page("/@kenanga")).QuerySelector("link[href^='/colours/']").ShouldBeNull();
        (await visitor.GetAsync("/colours/zzzzzz-0000ff.css")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_houses_own_colours_cost_no_further_request()
    {
        using var rina = await App.Client("administrator");
        var melati = (await App.CentreOf("melati")).Id;
        await rina.Submit($"/admin/centres/{melati}", "centre", ("Form.Teak", Accents.HouseTeak), ("Form.Leaf", Accents.HouseLeaf));
        await using var scope = await App.Scope();
        var centre = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Centre>().SingleAsync(found => found.Id == melati);
        (centre.Teak, centre.Leaf).ShouldBe((null, null));
    }
}

[Collection("sqlite")]
public sealed class CentreColoursOnSqlite(SqliteApp app) : CentreColoursTests(app);

[Collection("postgres")]
public sealed class CentreColoursOnPostgres(PostgresApp app) : CentreColoursTests(app);
