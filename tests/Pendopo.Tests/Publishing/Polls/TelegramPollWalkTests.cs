using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Telegram;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Outbound;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Polls;
using Pendopo.Tests.Channels.Telegram;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Polls;

/// <summary>One poll on the own site and in a channel of Telegram, counted together.</summary>
public abstract class TelegramPollWalkTests(TestApp app) : AppTests(app)
{
    private TelegramStandIn telegram = null!;
    private PublishingStage stage = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        App.Replace = services => services.AddSingleton(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] });
        telegram = await TelegramStandIn.StartAsync();
        stage = new(App);
        await stage.As("officer", async scope => await scope.GetRequiredService<ConnectTelegram>().Run(scope.GetRequiredService<Here>().Centre, new(TelegramStandIn.Token, "melati_sehat", telegram.Url), default));
    }

    public override async Task DisposeAsync()
    {
        await telegram.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Answers_in_the_channel_and_on_the_site_are_one_result_that_shows_how_they_differ()
    {
        var post = await Out();
        using var officer = await App.Client("officer");
        foreach (var number in Enumerable.Range(0, 12))
        {
            telegram.Votes(1);
            using var visitor = App.Anonymous();
            var page = $"/@melati/posts/{post.Slug}";
            (await visitor.Send(await visitor.GetStringAsync(page), "vote", new() { ["Form.Answer"] = "0" }, page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }
        await Hear();
        await Hear();
        var told = await officer.GetFromJsonAsync<JsonElement>($"/api/v1/posts/{post.Id}/poll/");
        told.GetProperty("voters").GetInt32().ShouldBe(24);
        told.GetProperty("votes").EnumerateArray().Select(vote => vote.GetInt32()).ShouldBe([12, 12]);
        told.GetProperty("channels").EnumerateArray().Select(channel => channel.GetProperty("network").GetString()).ShouldBe(["site", "telegram"]);
        var desk = new HtmlParser().ParseDocument(await officer.GetStringAsync($"/desk/posts/{post.Id}")).QuerySelector("#poll")!;
        desk.TextContent.ShouldContain("24 orang menjawab");
        desk.QuerySelectorAll("table thead th").Select(cell => cell.TextContent).ShouldContain("Telegram");
        desk.TextContent.ShouldContain("Telegram", customMessage: "the sentence on the difference names the channel");
        (await officer.GetStringAsync($"/desk/posts/{post.Id}/poll.csv")).ShouldContain("telegram,Sore,12,12");
    }

    [Fact]
    public async Task It_ends_everywhere_at_once_and_the_last_count_is_taken_in()
    {
        var post = await Out();
        using var officer = await App.Client("officer");
        telegram.Votes(0);
        (await officer.PutAsync($"/api/v1/posts/{post.Id}/poll/closure", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        App.Clock.Advance(TimeSpan.FromMinutes(2));
        await Run(new TellPolls());
        telegram.Calls.Count(call => call == "stopPoll").ShouldBe(1);
        await Hear();
        (await officer.GetFromJsonAsync<JsonElement>($"/api/v1/posts/{post.Id}/poll/")).GetProperty("voters").GetInt32().ShouldBe(1);
        await Run(new TellPolls());
        await Run(new TellPolls());
        telegram.Calls.Count(call => call == "stopPoll").ShouldBe(2, "the count after the end is told once more, and then it is over");
    }

    [Fact]
    public async Task Answers_that_somebody_chose_there_keep_their_words()
    {
        var post = await Out();
        telegram.Votes(0);
        await Hear();
        (await stage.As("officer", async scope => await scope.GetRequiredService<Pendopo.Publishing.Posts.KeepPost>().Run(
            new(post.Id, post.Revision, Asked with { Details = Asked.Details with { Choices = ["Ya", "Tidak"] } }, false), default))).Problems.Single().Code.ShouldBe("PollHasVotes");
    }

    private static readonly PostWords Asked = new(PostKind.Poll, "Kapan Anda bisa datang?", "", "Kami buka pada jam pilihan Anda.", "", "id", "") { Details = new() { Choices = ["Pagi", "Sore"] } };

    private async Task<Post> Out()
    {
        var post = await stage.Approved(Asked);
        await stage.Schedule(post.Id, null, "telegram");
        await App.RunJobs();
        (await stage.Publication(post.Id, "telegram")).State.ShouldBe(PublicationState.Sent);
        telegram.Polls.Count.ShouldBe(1);
        return await stage.Post(post.Id);
    }

    private async Task Hear() => await Run(new HearChannel((await stage.As("officer", async scope => (await scope.GetRequiredService<Pendopo.Channels.Contracts.Accounts>().All(default)).Single(channel => channel.Network == "telegram"))).Id));

    private async Task Run<TJob>(TJob job) where TJob : IJob
    {
        await stage.As("officer", async scope =>
        {
            scope.GetRequiredService<JobBoard>().Add(job);
            return await scope.GetRequiredService<PendopoDb>().SaveChangesAsync();
        });
        await App.RunJobs();
    }
}

[Collection("publishing on sqlite")]
public sealed class TelegramPollWalkOnSqlite(SqliteApp app) : TelegramPollWalkTests(app);

[Collection("publishing on postgres")]
public sealed class TelegramPollWalkOnPostgres(PostgresApp app) : TelegramPollWalkTests(app);
