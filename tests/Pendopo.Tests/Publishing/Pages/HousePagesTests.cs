using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Publishing.Pages;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Pages;

public abstract class HousePagesTests(TestApp app) : AppTests(app)
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await App.CentreOf("melati");
    }

    [Theory]
    [InlineData("/privacy")]
    [InlineData("/terms")]
    [InlineData("/accessibility")]
    [InlineData("/@kenanga/privacy")]
    public async Task Everybody_reads_the_page(string path)
    {
        using var visitor = App.Anonymous();
        (await visitor.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_centre_that_is_not_there_has_no_pages()
    {
        using var visitor = App.Anonymous();
        (await visitor.GetAsync("/@nobody/privacy")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_centres_own_words_stand_on_its_page_and_on_no_other()
    {
        (await Write("head", new(HousePageKind.Terms, "en", "Be kind to {centre}.", null))).ShouldBeEmpty();
        (await Read("/@melati/terms")).ShouldContain("Be kind to Puskesmas Melati.");
        (await Read("/@kenanga/terms")).ShouldNotContain("Be kind to");
    }

    [Fact]
    public async Task The_default_stands_again_when_the_centres_words_are_taken_away()
    {
        await Write("head", new(HousePageKind.Terms, "en", "Be kind.", null));
        await using (var scope = await App.ScopeOf("head"))
            (await scope.ServiceProvider.GetRequiredService<WriteHousePage>().Restore(HousePageKind.Terms, "en", default)).Ok.ShouldBeTrue();
        (await Read("/@melati/terms")).ShouldContain("How we speak with each other");
    }

    [Fact]
    public async Task Somebody_who_saw_an_older_text_does_not_overwrite_a_newer_one()
    {
        await Write("head", new(HousePageKind.Privacy, "id", "Pertama.", null));
        (await Write("officer", new(HousePageKind.Privacy, "id", "Kedua.", null))).ShouldBe(["SomebodyElseWrote"]);
    }

    [Theory]
    [InlineData("", "TextRequired")]
    [InlineData("   \n ", "TextRequired")]
    [InlineData(null, "TextRequired")]
    public async Task An_empty_page_is_refused(string? text, string code) =>
        (await Write("head", new(HousePageKind.Terms, "id", text, null))).ShouldBe([code]);

    [Fact]
    public async Task A_text_beyond_the_limit_is_refused() =>
        (await Write("head", new(HousePageKind.Terms, "id", new string('a', HousePage.TextLength + 1), null))).ShouldBe(["TextTooLong"]);

    [Fact]
    public async Task A_member_may_not_write_a_page()
    {
        (await Write("member", new(HousePageKind.Terms, "id", "Aturan saya.", null))).ShouldBe(["MayNotWrite"]);
        using var member = await App.Client("member");
        (await member.GetAsync("/admin/pages")).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_number_of_an_identity_card_is_held_back_at_the_exit() =>
        (await Write("head", new(HousePageKind.Terms, "id", "Hubungi pemilik NIK 3174055808900001.", null))).ShouldBe(["HeldBack"]);

    private async Task<IReadOnlyList<string>> Write(string role, WriteHousePage.Request request)
    {
        await using var scope = await App.ScopeOf(role);
        return [.. (await scope.ServiceProvider.GetRequiredService<WriteHousePage>().Run(request, default)).Problems.Select(problem => problem.Code)];
    }

    private async Task<string> Read(string path)
    {
        using var visitor = App.Anonymous();
        visitor.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        return await visitor.GetStringAsync(path);
    }
}

[Collection("publishing on sqlite")]
public sealed class HousePagesOnSqlite(SqliteApp app) : HousePagesTests(app);

[Collection("publishing on postgres")]
public sealed class HousePagesOnPostgres(PostgresApp app) : HousePagesTests(app);
