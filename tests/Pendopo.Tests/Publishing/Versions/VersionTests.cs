using System.Net;
using System.Net.Http.Json;
using System.Xml.Linq;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Versions;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Versions;

public abstract class VersionTests(TestApp app) : PublishingTests(app)
{
    [Fact]
    public async Task Both_languages_are_one_post_with_a_switch_and_lists_and_feeds_show_each_reader_their_own()
    {
        var first = await Stage.Approved();
        await Send(first);
        var second = await Written(first, "en", "Oral rehydration at home");
        await Send(second);
        using var visitor = App.Anonymous();
        visitor.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        var (id, en) = ((await Stage.Post(first.Id)).Slug!, (await Stage.Post(second.Id)).Slug!);
        var page = new HtmlParser().ParseDocument(await visitor.GetStringAsync($"/@melati/posts/{id}"));
        page.QuerySelectorAll("nav.version-switch a").Select(link => (link.GetAttribute("hreflang"), link.TextContent, link.GetAttribute("aria-current"))).ShouldBe([("en", "English", null), ("id", "Bahasa Indonesia", "page")]);
        page.QuerySelectorAll("link[rel=alternate][hreflang]").Select(link => (link.GetAttribute("hreflang"), link.GetAttribute("href")!.Split('/')[^1])).ShouldBe([("en", en), ("id", id)]);
        var list = await visitor.GetStringAsync("/@melati/posts");
        list.ShouldContain($"posts/{en}\"");
        list.ShouldNotContain($"posts/{id}\"");
        var home = await visitor.GetStringAsync("/@melati");
        (home.Contains($"posts/{en}\"", StringComparison.Ordinal), home.Contains($"posts/{id}\"", StringComparison.Ordinal)).ShouldBe((true, false));
        (await Titles(visitor, "/@melati/feed.rss")).ShouldContain(first.Title);
        (await Titles(visitor, "/@melati/feed.rss")).ShouldNotContain("Oral rehydration at home");
        (await Titles(visitor, "/@melati/feed.rss?language=en")).ShouldContain("Oral rehydration at home");
        (await Titles(visitor, "/@melati/feed.rss?language=en")).ShouldNotContain(first.Title);
    }

    [Fact]
    public async Task A_version_that_was_recalled_gives_its_place_back()
    {
        var first = await Stage.Approved();
        await Send(first);
        var second = await Written(first, "en", "Oral rehydration at home");
        await Send(second);
        (await Stage.As("officer", scope => scope.GetRequiredService<RecallPost>().Run(second.Id, "Salah.", default))).Problems.ShouldBeEmpty();
        await App.RunJobs();
        using var visitor = App.Anonymous();
        visitor.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        (await visitor.GetStringAsync("/@melati/posts")).ShouldContain($"posts/{(await Stage.Post(first.Id)).Slug}\"");
        (await visitor.GetStringAsync($"/@melati/posts/{(await Stage.Post(first.Id)).Slug}")).ShouldNotContain("version-switch");
    }

    [Fact]
    public async Task Easier_words_are_shown_to_those_who_asked_for_them_and_to_nobody_else()
    {
        var first = await Stage.Approved();
        await Send(first);
        var easy = await Written(first, "id", "Minum oralit", easy: true);
        await Send(easy);
        var (hard, plain) = ((await Stage.Post(first.Id)).Slug!, (await Stage.Post(easy.Id)).Slug!);
        using var visitor = App.Anonymous();
        visitor.DefaultRequestHeaders.AcceptLanguage.ParseAdd("id");
        var list = await visitor.GetStringAsync("/@melati/posts");
        (list.Contains($"posts/{hard}\"", StringComparison.Ordinal), list.Contains($"posts/{plain}\"", StringComparison.Ordinal)).ShouldBe((true, false));
        // To have read one in easy words asks for nothing.
        await visitor.GetStringAsync($"/@melati/posts/{plain}");
        (await visitor.GetStringAsync("/@melati/posts")).ShouldContain($"posts/{hard}\"");
        (await visitor.GetAsync("/words/easy?to=/@melati")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        list = await visitor.GetStringAsync("/@melati/posts");
        (list.Contains($"posts/{hard}\"", StringComparison.Ordinal), list.Contains($"posts/{plain}\"", StringComparison.Ordinal)).ShouldBe((false, true));
        (await visitor.GetAsync("/words/all?to=//evil.example")).Headers.Location!.ToString().ShouldBe("/");
        (await visitor.GetStringAsync("/@melati/posts")).ShouldContain($"posts/{hard}\"");
    }

    [Fact]
    public async Task A_channel_with_a_language_gets_the_version_in_it_and_leaves_the_other()
    {
        var channel = await Scripted();
        (await Stage.As("officer", scope => scope.GetRequiredService<KeepChannelLanguages>().Run(new Dictionary<Id<Channel>, string> { [channel] = "en" }, default))).Ok.ShouldBeTrue();
        var alone = await Stage.Approved(PublishingStage.Words("Sendiri"));
        await Send(alone);
        Network.Posts.ShouldHaveSingleItem();
        var first = await Stage.Draft();
        var second = await Written(first, "en", "Oral rehydration at home");
        await Stage.Submit(first.Id);
        await Send(await Stage.Approve(first.Id));
        Network.Posts.Count.ShouldBe(1);
        await Send(second);
        Network.Posts.Last().Language.ShouldBe("en");
    }

    [Fact]
    public async Task A_version_takes_kind_and_pictures_along_and_each_is_there_once()
    {
        var first = await Stage.Draft(PublishingStage.Words() with { Kind = PostKind.Question });
        await Stage.As("officer", scope => scope.GetRequiredService<PostPictures>().Add(first.Id, new MemoryStream(Platform.Files.PictureSamples.Jpeg), "Oralit", Pendopo.Publishing.Declared.Declaration.Nobody, default));
        var second = (await Begin(first, "en")).Value;
        var words = (await Stage.Post(second.Id)).Words;
        (words.Kind, words.Language, words.Pictures.Single().Alt).ShouldBe((PostKind.Question, "en", "Oralit"));
        words.Pictures.Single().File.ShouldNotBe((await Stage.Post(first.Id)).Words.Pictures.Single().File);
        (await Begin(second, "en")).Problems.Single().Code.ShouldBe("VersionIsThere");
        (await Begin(second, "id")).Problems.Single().Code.ShouldBe("VersionIsThere");
        (await Begin(second, "tlh")).Problems.Single().Code.ShouldBe("LanguageUnknown");
        var third = (await Begin(second, "jv")).Value;
        (await Stage.As("officer", scope => scope.GetRequiredService<VersionReader>().Of(third.Id, default))).Select(version => version.Language).ShouldBe(["en", "id", "jv"]);
    }

    [Fact]
    public async Task The_desk_begins_a_version_by_its_form_and_programs_by_theirs()
    {
        var first = await Stage.Draft();
        using var officer = await App.Client("officer");
        var page = $"/desk/posts/{first.Id}";
        var begun = await officer.Send(await officer.GetStringAsync(page), "version", new() { ["Form.Language"] = "en" }, page);
        begun.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await officer.GetStringAsync(page)).ShouldContain(begun.Headers.Location!.ToString().Split('?')[0].Split('/')[^1]);
        (await officer.PostAsJsonAsync($"/api/v1/posts/{first.Id}/versions/", new { language = "jv" })).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await officer.GetStringAsync($"/api/v1/posts/{first.Id}/versions/")).ShouldContain("\"jv\"");
        var channel = await Scripted();
        (await officer.Send(await officer.GetStringAsync("/desk/channel-languages"), "languages", new() { [$"Form.Language-{channel}"] = "su" }, "/desk/channel-languages")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await officer.GetStringAsync("/desk/channel-languages")).ShouldContain("value=\"su\" selected");
    }

    private Task<Result<Post>> Begin(Post first, string language, bool easy = false) =>
        Stage.As("officer", scope => scope.GetRequiredService<BeginVersion>().Run(new(first.Id, language, easy), default));

    private async Task<Post> Written(Post first, string language, string title, bool easy = false)
    {
        var made = (await Begin(first, language, easy)).Value;
        await Stage.Edit(made.Id, words => words with { Title = title });
        await Stage.Submit(made.Id);
        return await Stage.Approve(made.Id);
    }

    private async Task Send(Post post)
    {
        await Stage.Schedule(post.Id, null, OwnChannels.Feeds, ScriptedNetwork.Name);
        await App.RunJobs();
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await App.RunJobs();
    }

    private async Task<Id<Channel>> Scripted()
    {
        await using var scope = await App.ScopeOf("officer");
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Channel>().Where(channel => channel.Network == ScriptedNetwork.Name).Select(channel => channel.Id).SingleAsync();
    }

    private static async Task<List<string>> Titles(HttpClient visitor, string feed) =>
        [.. XDocument.Parse(await visitor.GetStringAsync(feed)).Descendants("item").Select(item => item.Element("title")!.Value)];
}

[Collection("publishing on sqlite")]
public sealed class VersionsOnSqlite(SqliteApp app) : VersionTests(app);

[Collection("publishing on postgres")]
public sealed class VersionsOnPostgres(PostgresApp app) : VersionTests(app);
