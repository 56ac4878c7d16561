using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Handles;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Handles;

public abstract class AddressBookTests(TestApp app) : PublishingTests(app)
{
    [Theory]
    [InlineData("bluesky", "Terima kasih @dinkes.bsky.social, @siapa dan rina@dinkes.example")]
    [InlineData("fediverse", "Terima kasih [@dinkes@sosial.example](https://sosial.example/@dinkes), @siapa dan rina@dinkes.example")]
    [InlineData("site", "Terima kasih Dinas Kesehatan, @siapa dan rina@dinkes.example")]
    public async Task A_known_name_becomes_each_networks_own_and_all_else_stays(string network, string expected)
    {
        await Keep();
        var words = await Stage.As("officer", scope => scope.GetRequiredService<AddressBook>().On(network, PostWords.Nothing("id") with { Text = "Terima kasih @Dinkes, @siapa dan rina@dinkes.example" }, default));
        words.Text.ShouldBe(expected);
    }

    [Fact]
    public async Task Names_are_kept_for_every_network_that_tells_people_of_them()
    {
        using var officer = await App.Client("officer");
        async Task<HttpStatusCode> Put(object addresses) => (await officer.PutAsJsonAsync("/api/v1/handles/", new { tag = "dinkes", name = "Dinas [Kesehatan]", addresses })).StatusCode;
        (await Put(new { x = "nama yang panjang sekali" })).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Put(new { linkedin = "dinkes" })).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Put(new { fediverse = "dinkes@sosial.example", x = "@dinkes_jabar", linkedin = "5515715" })).ShouldBe(HttpStatusCode.NoContent);
        foreach (var (network, expected) in new[] { ("x", "Bersama @dinkes_jabar"), ("mastodon", "Bersama @dinkes@sosial.example"), ("linkedin", "Bersama @[Dinas Kesehatan](urn:li:organization:5515715)"), ("facebook", "Bersama Dinas [Kesehatan]") })
            (await Stage.As("officer", scope => scope.GetRequiredService<AddressBook>().On(network, "Bersama @dinkes", default))).ShouldBe(expected);
        var words = await Stage.As("officer", scope => scope.GetRequiredService<AddressBook>().On("linkedin", PostWords.Nothing("id") with { Title = "Kabar", Text = "Bersama @dinkes" }, default));
        Pendopo.Publishing.Publications.ChannelText.Of(words, new ChannelLimits(3000, null, null, null, null, []), "https://melati.example/1").ShouldContain("@[Dinas Kesehatan](urn:li:organization:5515715)");
    }

    [Fact]
    public async Task A_network_hears_of_those_whom_it_knows_and_of_nobody_else()
    {
        await Keep();
        Task<IReadOnlyList<string>> On(string network) => Stage.As("officer", scope => scope.GetRequiredService<AddressBook>().NamedOn(network, "Bersama @dinkes, @Dinkes dan @siapa", default));
        (await On("fediverse")).ShouldBe(["dinkes@sosial.example"]);
        (await On("site")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_page_and_each_channel_carry_the_name_that_is_theirs()
    {
        await Keep();
        var post = await Stage.Approved(PublishingStage.Words() with { Summary = "Bersama @dinkes." });
        await Stage.Schedule(post.Id, null, ScriptedNetwork.Name);
        await App.RunJobs();
        Network.Posts.ShouldHaveSingleItem().Text.ShouldContain("Bersama Dinas Kesehatan.");
        using var reader = App.Anonymous();
        (await reader.GetStringAsync($"/@melati/posts/{(await Stage.Post(post.Id)).Slug}")).ShouldContain("Bersama Dinas Kesehatan.");
    }

    [Fact]
    public async Task The_book_refuses_what_is_no_name_and_forgets_who_has_none()
    {
        using var officer = await App.Client("officer");
        const string page = "/desk/handles";
        var html = await officer.GetStringAsync(page);
        (await officer.Send(html, "handle", new() { ["Form.Tag"] = "a b", ["Form.Name"] = "x", ["Form.fediverse"] = "tanpa server", ["Form.bluesky"] = "tanpa-titik" }, page)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await officer.Send(html, "handle", new() { ["Form.Tag"] = "@Dinkes", ["Form.Name"] = "Dinas", ["Form.fediverse"] = "@dinkes@sosial.example", ["Form.bluesky"] = "" }, page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await officer.GetStringAsync(page)).ShouldContain("dinkes@sosial.example");
        await officer.Send(html, "handle", new() { ["Form.Tag"] = "dinkes", ["Form.Name"] = "" }, page);
        (await officer.GetStringAsync(page)).ShouldNotContain("dinkes@sosial.example\"");
        (await Stage.As("officer", scope => scope.GetRequiredService<AddressBook>().All(default))).ShouldBeEmpty();
    }

    private async Task Keep() => (await Stage.As("officer", scope => scope.GetRequiredService<AddressBook>()
        .Keep(new("dinkes", "Dinas Kesehatan", new Dictionary<string, string> { ["fediverse"] = "@dinkes@sosial.example", ["bluesky"] = "dinkes.bsky.social" }), default))).Problems.ShouldBeEmpty();
}

[Collection("publishing on sqlite")]
public sealed class AddressBooksOnSqlite(SqliteApp app) : AddressBookTests(app);

[Collection("publishing on postgres")]
public sealed class AddressBooksOnPostgres(PostgresApp app) : AddressBookTests(app);
