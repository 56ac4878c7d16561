using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Search;
using Pendopo.Publishing.Site;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing;

public abstract class SearchTests(TestApp app) : AppTests(app)
{
    private async Task<List<string>> Find(string query, string centre = "melati")
    {
        await using var scope = await App.ScopeOf(null, centre);
        var found = await scope.ServiceProvider.GetRequiredService<PageIndex>().Find((await App.CentreOf(centre)).Id.Value, query, 0, 20, default) ?? [];
        var slugs = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<SitePage>().Select(page => new { page.Id, page.Slug }).ToListAsync();
        return [.. found.Select(id => slugs.Single(page => page.Id.Value == id).Slug)];
    }

    [Fact]
    public async Task Another_form_of_the_word_finds_the_text() => (await Find("diberikan")).ShouldContain("pemberian-oralit-di-rumah-saat-anak-diare");

    [Fact]
    public async Task A_word_of_the_title_comes_before_one_of_the_text() => (await Find("oralit"))[0].ShouldBe("pemberian-oralit-di-rumah-saat-anak-diare");

    [Fact]
    public async Task All_words_of_the_query_must_occur() => (await Find("nyamuk hipertensi")).ShouldBeEmpty();

    [Fact]
    public async Task An_English_text_is_found_by_another_form() => (await Find("washing hands")).ShouldContain("wash-your-hands-for-twenty-seconds");

    [Fact]
    public async Task The_other_centres_texts_are_not_found()
    {
        (await Find("loket", "melati")).ShouldBeEmpty();
        (await Find("loket", "kenanga")).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("\" OR 1=1 --")]
    [InlineData("NEAR(a b) * ^ : AND")]
    [InlineData("'a' & | ! <-> b")]
    [InlineData("")]
    public async Task What_looks_like_a_query_language_is_only_words(string query) => await Should.NotThrowAsync(() => Find(query));
}

[Collection("publishing on sqlite")]
public sealed class SearchOnSqlite(SqliteApp app) : SearchTests(app);

[Collection("publishing on postgres")]
public sealed class SearchOnPostgres(PostgresApp app) : SearchTests(app);
