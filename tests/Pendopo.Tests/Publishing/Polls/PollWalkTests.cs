using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Polls;
using Pendopo.Publishing.Posts;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Polls;

public abstract class PollWalkTests(TestApp app) : PublishingTests(app)
{
    private static readonly PostWords Asked = new(PostKind.Poll, "Kapan Anda bisa datang?", "", "Kami buka pada jam pilihan Anda.", "", "id", "")
    {
        Details = new() { Choices = ["Pagi", "Siang", "Sore"], Results = PollShown.AfterVote },
    };

    private async Task<(Post Post, string Page)> Out(PostWords? words = null)
    {
        Network.Abilities |= ConnectorAbilities.Poll;
        var post = await Stage.Approved(words ?? Asked);
        await Stage.Schedule(post.Id, null, ScriptedNetwork.Name);
        await App.RunJobs();
        return (await Stage.Post(post.Id), $"/@melati/posts/{(await Stage.Post(post.Id)).Slug}");
    }

    private static async Task<HttpResponseMessage> Vote(HttpClient visitor, string page, string answer) =>
        await visitor.Send(await visitor.GetStringAsync(page), "vote", new() { ["Form.Answer"] = answer }, page);

    private async Task<PollResult> Result(Id<Post> id) => await Stage.As("officer", async scope =>
    {
        var reader = scope.GetRequiredService<PollReader>();
        return await reader.Result((await reader.Ballot(id, default))!, default);
    });

    private async Task Hear(Id<Post> id, string voter, string answer) => await Stage.As("officer", async scope =>
    {
        var sent = await Stage.Publication(id, ScriptedNetwork.Name);
        scope.GetRequiredService<EventBoard>().Publish(new VoteHeard(sent.ChannelId, sent.RemoteId!, voter, answer, App.Clock.GetUtcNow()));
        return await scope.GetRequiredService<PendopoDb>().SaveChangesAsync();
    });

    [Fact]
    public async Task A_device_has_one_answer_and_may_change_it_and_nothing_names_it()
    {
        var (post, page) = await Out();
        using var visitor = App.Anonymous();
        (await Vote(visitor, page, "0")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Vote(visitor, page, "2")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var result = await Result(post.Id);
        (result.Voters, string.Join(' ', result.Votes)).ShouldBe((1, "0 0 1"));
        var html = new HtmlParser().ParseDocument(await visitor.GetStringAsync(page));
        html.QuerySelector("#poll")!.TextContent.ShouldContain("Pilihan Anda: Sore.");
        html.QuerySelector("input[name='Form.Answer'][checked]")!.GetAttribute("value").ShouldBe("2");
        html.QuerySelector("#poll")!.TextContent.ShouldContain("mulai 5 penjawab");
        using var other = App.Anonymous();
        (await other.GetStringAsync(page)).ShouldNotContain("Pilihan Anda:");
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("x")]
    public async Task An_answer_that_nobody_offered_is_refused_and_told(string answer)
    {
        var (post, page) = await Out();
        using var visitor = App.Anonymous();
        var refused = await Vote(visitor, page, answer);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Pilih satu jawaban.");
        (await Result(post.Id)).Voters.ShouldBe(0);
    }

    [Fact]
    public async Task Votes_of_two_channels_are_counted_together_and_shown_beside_each_other()
    {
        var (post, page) = await Out();
        for (var i = 0; i < 6; i++)
        {
            using var visitor = App.Anonymous();
            await Vote(visitor, page, "0");
            await Hear(post.Id, $"https://lain.example/users/{i}", "Sore");
            await Hear(post.Id, $"https://lain.example/users/{i}", "Sore");
            await Hear(post.Id, $"https://lain.example/users/{i}", "Pagi");
            await Hear(post.Id, $"https://lain.example/users/{i}", "Tengah malam");
        }
        await App.RunJobs();
        var result = await Result(post.Id);
        result.Channels.Select(channel => (channel.Network, channel.Voters)).ShouldBe([("site", 6), (ScriptedNetwork.Name, 6)]);
        result.Votes.ShouldBe([6, 0, 6], "the first answer of a voter there counts, once");
        using var officer = await App.Client("officer");
        var desk = new HtmlParser().ParseDocument(await officer.GetStringAsync($"/desk/posts/{post.Id}")).QuerySelector("#poll")!;
        desk.QuerySelectorAll("table tbody tr").Length.ShouldBe(4);
        desk.TextContent.ShouldContain("12 orang menjawab");
        var csv = await officer.GetStringAsync($"/desk/posts/{post.Id}/poll.csv");
        csv.ShouldContain("site,Pagi,6,6");
        var told = await officer.GetFromJsonAsync<JsonElement>($"/api/v1/posts/{post.Id}/poll/");
        (told.GetProperty("voters").GetInt32(), told.GetProperty("channels").GetArrayLength()).ShouldBe((12, 2));
        await using var scope = await App.Scope();
        (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Vote>().AcrossCentres().Select(vote => vote.Voter).ToListAsync()).ShouldAllBe(voter => voter.Length == 64 && !voter.Contains("lain", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_left_their_network_is_counted_no_more()
    {
        var (post, _) = await Out();
        await Hear(post.Id, "https://lain.example/users/a", "Sore");
        await Hear(post.Id, "https://lain.example/users/b", "Pagi");
        await App.RunJobs();
        await Stage.As("officer", async scope =>
        {
            await scope.GetServices<Pendopo.Platform.Backups.Erasures.IOutsiderErasure>().OfType<VoterErasure>().Single().Erase(new(ScriptedNetwork.Name, "https://lain.example/users/a"), default);
            return await scope.GetRequiredService<PendopoDb>().SaveChangesAsync();
        });
        (await Result(post.Id)).Votes.ShouldBe([1, 0, 0]);
    }

    [Fact]
    public async Task Networks_hear_the_counts_after_some_minutes_and_once_at_the_end_and_then_nothing_leads_to_a_voter()
    {
        var (post, page) = await Out(Asked with { Details = Asked.Details with { Ends = new(2026, 3, 2, 10, 0, 0) } });
        for (var i = 0; i < 5; i++)
            await Hear(post.Id, $"https://lain.example/users/{i}", "Siang");
        await App.RunJobs();
        await Tell();
        Network.Tallies.ShouldBeEmpty("so soon after a vote");
        App.Clock.Advance(TimeSpan.FromMinutes(4));
        await Tell();
        var told = Network.Tallies.ShouldHaveSingleItem();
        (told.Voters, told.Answers[1].Votes, told.ClosedAt).ShouldBe((5, 5, null));
        await Tell();
        Network.Tallies.Count.ShouldBe(1, "there is no news");
        App.Clock.Advance(TimeSpan.FromDays(30));
        await Hear(post.Id, "https://lain.example/users/late", "Siang");
        await App.RunJobs();
        await Tell();
        Network.Tallies.Last().ClosedAt.ShouldNotBeNull();
        await Tell();
        Network.Tallies.Count.ShouldBe(2);
        (await Result(post.Id)).Voters.ShouldBe(5, "the late one was refused");
        await using var scope = await App.Scope();
        (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Ballot>().AcrossCentres().SingleAsync()).Salt.ShouldBeEmpty();
        using var visitor = App.Anonymous();
        var html = await visitor.GetStringAsync(page);
        html.ShouldNotContain("Form.Answer");
        html.ShouldContain("Terbanyak memilih");
    }

    [Fact]
    public async Task Results_for_the_end_are_told_to_nobody_before_it()
    {
        var (post, page) = await Out(Asked with { Details = Asked.Details with { Results = PollShown.AtEnd } });
        for (var i = 0; i < 6; i++)
            await Hear(post.Id, $"https://lain.example/users/{i}", "Siang");
        await App.RunJobs();
        App.Clock.Advance(TimeSpan.FromMinutes(4));
        await Tell();
        Network.Tallies.ShouldHaveSingleItem().Answers.ShouldAllBe(answer => answer.Votes == 0);
        using var visitor = App.Anonymous();
        await Vote(visitor, page, "1");
        (await visitor.GetStringAsync(page)).ShouldNotContain("poll-bars");
        using var officer = await App.Client("officer");
        (await officer.PutAsync($"/api/v1/posts/{post.Id}/poll/closure", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await visitor.GetStringAsync(page)).ShouldContain("poll-bars");
    }

    [Fact]
    public async Task Answers_that_somebody_chose_keep_their_words()
    {
        var (post, page) = await Out();
        await Stage.Edit(post.Id, words => words with { Details = words.Details with { Choices = ["Pagi", "Malam"] } });
        using var visitor = App.Anonymous();
        await Vote(visitor, page, "0");
        var refused = await Stage.As("officer", scope => scope.GetRequiredService<Pendopo.Publishing.Reviews.SubmitPost>().Run(post.Id, "", default));
        refused.Problems.Single().Code.ShouldBe("PollHasVotes");
        var edit = await Stage.As("officer", async scope => await scope.GetRequiredService<KeepPost>().Run(
            new(post.Id, (await Stage.Post(post.Id)).Revision, Asked with { Details = Asked.Details with { Choices = ["Tidak", "Ya", "Sore"] } }, false), default));
        edit.Problems.Single().Code.ShouldBe("PollHasVotes");
        var words = await Stage.As("officer", async scope => await scope.GetRequiredService<KeepPost>().Run(
            new(post.Id, (await Stage.Post(post.Id)).Revision, Asked with { Text = "Lebih jelas." }, false), default));
        words.Problems.ShouldBeEmpty("everything else may be bettered");
    }

    [Fact]
    public async Task A_network_without_polls_leads_to_the_one_on_the_site()
    {
        var (_, page) = await Out();
        var sent = Network.Posts.Single();
        sent.Text.ShouldContain("○ Pagi\n○ Siang\n○ Sore");
        sent.Text.ShouldContain("Pilih di sini: ");
        sent.Text.ShouldEndWith(page);
        sent.Poll!.Answers.Select(answer => answer.Text).ShouldBe(["Pagi", "Siang", "Sore"]);
    }

    private async Task Tell()
    {
        await Stage.As("officer", async scope =>
        {
            scope.GetRequiredService<Pendopo.Platform.Jobs.JobBoard>().Add(new TellPolls());
            return await scope.GetRequiredService<PendopoDb>().SaveChangesAsync();
        });
        await App.RunJobs();
    }
}

[Collection("publishing on sqlite")]
public sealed class PollWalkOnSqlite(SqliteApp app) : PollWalkTests(app);

[Collection("publishing on postgres")]
public sealed class PollWalkOnPostgres(PostgresApp app) : PollWalkTests(app);
