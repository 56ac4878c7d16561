using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Fediverse;
using Pendopo.Channels.Fediverse.Followed;
using Pendopo.Channels.Fediverse.Reported;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Outbound;
using Pendopo.Testing;
using Pendopo.Platform.Settings;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels.Fediverse;

/// <summary>The same with a server that nobody here wrote, over real HTTP, with both kinds of signature.</summary>
[Collection("channels on sqlite")]
public sealed class FedifyTests(SqliteApp app) : AppTests(app)
{
    private readonly HeardEvents heard = new();
    private readonly System.Collections.Concurrent.ConcurrentQueue<VoteHeard> votes = new();
    private string root = "";

    private string Melati => root + "/ap/users/melati";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        // The other server's clock is the machine's.
        App.Clock.Advance(TimeProvider.System.GetUtcNow() - App.Clock.GetUtcNow());
        var port = FreePort.Next();
        root = $"http://localhost:{port}";
        App.Replace = services =>
        {
            services.AddSingleton(new Addresses(new PublicAddress(new ConfigurationBuilder().AddInMemoryCollection([new("public-address", root)]).Build())));
            services.AddSingleton(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] });
            services.AddSingleton(heard);
            services.AddSingleton(votes);
            services.AddEventHandler<VoteHeard, VoteRecorder>();
            services.AddEventHandler<MessageHeard, NewRecorder>();
            services.AddEventHandler<MessageChanged, ChangeRecorder>();
            services.AddEventHandler<MessageWithdrawn, WithdrawalRecorder>();
        };
        App.Host.Url = root;
        App.Host.UseKestrel();
        App.Host.StartServer();
        await App.CentreOf("melati");
    }

    [Theory]
    [InlineData(FedifyPeer.Rfc9421)]
    [InlineData(FedifyPeer.Cavage)]
    public async Task A_reader_on_another_server_follows_answers_likes_shares_and_is_answered(string signatures)
    {
        await using var reader = await FedifyPeer.StartAsync("warga", signatures);
        await reader.FollowAsync(Melati);
        await App.RunJobs();
        (await reader.ReceivedAsync("Accept")).ShouldHaveSingleItem().Status.ShouldBe(202);

        var post = await Publish();
        await App.RunJobs();
        (await reader.ReceivedAsync("Create", contains: post.Id)).ShouldHaveSingleItem().Status.ShouldBe(202);
        await reader.LikeAsync(post.Id);
        await reader.AnnounceAsync(post.Id);
        var question = await reader.ReplyAsync(post.Id, "Jam berapa buka?");
        await App.RunJobs();
        var message = heard.New.ShouldHaveSingleItem();
        (message.Remote.Id, message.InReplyTo, message.Text, message.Kind).ShouldBe((question, post.Id, "Jam berapa buka?", IncomingKind.Reply));
        (await Speak((connector, account) => connector.Measure(account, post, default))).ShouldBe(new PostMeasures(1, 1, 1));

        var answer = new OutgoingReply(Guid.CreateVersion7(), App.Clock.GetUtcNow(), message.Remote, message.Root!, message.Author, "Pukul delapan pagi.", "id", Private: false);
        (await Speak((connector, account) => connector.Reply(account, answer, default))).ShouldBeOfType<SendOutcome.Sent>();
        await App.RunJobs();
        (await reader.ReceivedAsync("Create", contains: "Pukul delapan pagi.")).ShouldHaveSingleItem().Activity.GetProperty("object").GetProperty("inReplyTo").GetString().ShouldBe(question);
    }

    [Fact]
    public async Task What_changes_or_goes_there_changes_or_goes_here_and_the_other_way()
    {
        await using var reader = await FedifyPeer.StartAsync("warga");
        await reader.FollowAsync(Melati);
        var article = Article();
        var post = await Publish(article);
        var question = await reader.ReplyAsync(post.Id, "Jam berapa?", "direct");
        await App.RunJobs();
        heard.New.ShouldHaveSingleItem().Kind.ShouldBe(IncomingKind.Private);
        await reader.UpdateAsync(question, "Jam berapa hari Sabtu?");
        await App.RunJobs();
        heard.Changed.ShouldHaveSingleItem().Text.ShouldBe("Jam berapa hari Sabtu?");
        await reader.DeleteAsync(question);
        await App.RunJobs();
        heard.Withdrawn.ShouldHaveSingleItem().ShouldBe(question);

        await Speak((connector, account) => connector.Edit(account, article with { Title = "Jadwal baru", Revision = 2 }, post, default));
        await App.RunJobs();
        (await reader.ReceivedAsync("Update", contains: "Jadwal baru")).ShouldHaveSingleItem().Status.ShouldBe(202);
        (await reader.LookUpAsync(post.Id)).GetProperty("content").GetString()!.ShouldContain("Jadwal baru");
        await Speak((connector, account) => connector.Recall(account, post, default));
        await App.RunJobs();
        (await reader.ReceivedAsync("Delete", contains: post.Id)).ShouldHaveSingleItem().Status.ShouldBe(202);
        await reader.UnfollowAsync(Melati);
        await App.RunJobs();
        await Publish();
        await App.RunJobs();
        (await reader.ReceivedAsync("Create", count: 0)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reader_there_votes_in_a_poll_and_hears_how_it_stands_and_ends()
    {
        await using var reader = await FedifyPeer.StartAsync("warga");
        await reader.FollowAsync(Melati);
        await App.RunJobs();
        var post = await Publish(Article() with { Poll = Poll(0, null) });
        await App.RunJobs();
        var question = (await reader.ReceivedAsync("Create", contains: post.Id)).ShouldHaveSingleItem().Activity.GetProperty("object");
        question.GetProperty("type").GetString().ShouldBe("Question");
        question.GetProperty("oneOf").EnumerateArray().Select(answer => answer.GetProperty("name").GetString()).ShouldBe(["Pagi", "Sore"]);
        (await reader.LookUpAsync(post.Id)).GetProperty("type").GetString().ShouldBe("Question");
        foreach (var answer in new[] { "Sore", "Sore", "Malam" })
            await reader.VoteAsync(post.Id, answer);
        await App.RunJobs();
        var vote = votes.Distinct().ShouldHaveSingleItem();
        (vote.Question, vote.Voter, vote.Answer).ShouldBe((post.Id, reader.Actor, "Sore"));
        heard.New.ShouldBeEmpty("a vote is no message");
        await Speak((connector, account) => connector.Tally(account, post, Poll(1, null), default));
        await App.RunJobs();
        var told = (await reader.ReceivedAsync("Update", contains: post.Id)).ShouldHaveSingleItem();
        (told.Status, told.Activity.GetProperty("object").GetProperty("votersCount").GetInt32()).ShouldBe((202, 1));
        // An Update without a time of editing is a count to Mastodon, and no change of words.
        told.Activity.GetProperty("object").TryGetProperty("updated", out _).ShouldBeFalse();
        await Speak((connector, account) => connector.Tally(account, post, Poll(1, App.Clock.GetUtcNow()), default));
        await App.RunJobs();
        (await reader.ReceivedAsync("Update", count: 2, contains: post.Id))[1].Activity.GetProperty("object").TryGetProperty("closed", out _).ShouldBeTrue();
        await reader.VoteAsync(post.Id, "Pagi");
        await App.RunJobs();
        votes.Count(one => one.Answer == "Pagi").ShouldBe(0, "it is over");
    }

    private static OutgoingPoll Poll(int votes, DateTimeOffset? closed) => new(false, [new("Pagi", 0), new("Sore", votes)], null, closed, votes);

    [Theory]
    [InlineData(FedifyPeer.Rfc9421)]
    [InlineData(FedifyPeer.Cavage)]
    public async Task A_centre_follows_somebody_there_and_reads_what_they_write_until_it_leaves(string signatures)
    {
        await using var writer = await FedifyPeer.StartAsync("dinkes", signatures);
        await As("officer", async services =>
        {
            var found = await services.GetRequiredService<FindAccount>().Run(writer.Handle, default);
            (await services.GetRequiredService<FollowAccount>().Follow(found.Value.Id, default)).Ok.ShouldBeTrue();
        });
        await App.RunJobs();
        (await writer.ReceivedAsync("Follow")).ShouldHaveSingleItem().Status.ShouldBe(202);
        (await writer.FollowersAsync()).ShouldBe([Melati]);
        await App.RunJobs();
        await As("officer", async services => (await services.GetRequiredService<FollowedQueries>().All(default)).ShouldHaveSingleItem().Follow.State.ShouldBe(FollowState.Accepted));
        (await writer.LookUpAsync(Melati + "/following")).GetProperty("totalItems").GetInt32().ShouldBe(1);

        var post = await writer.PublishAsync("Vaksin tiba hari Selasa");
        await Read(texts => texts.ShouldBe(["Vaksin tiba hari Selasa"]));
        await writer.UpdateAsync(post, "Vaksin tiba hari Rabu");
        await Read(texts => texts.ShouldBe(["Vaksin tiba hari Rabu"]));
        await writer.DeleteAsync(post);
        await Read(texts => texts.ShouldBeEmpty());

        await As("officer", async services =>
        {
            var followed = (await services.GetRequiredService<FollowedQueries>().All(default)).Single().Follow;
            (await services.GetRequiredService<FollowAccount>().Unfollow(followed.Id, default)).Ok.ShouldBeTrue();
        });
        await App.RunJobs();
        (await writer.ReceivedAsync("Undo")).ShouldHaveSingleItem().Status.ShouldBe(202);
        (await writer.FollowersAsync()).ShouldBeEmpty();
    }

    private async Task Read(Action<IEnumerable<string>> judge)
    {
        await App.RunJobs();
        await As("officer", async services => judge((await services.GetRequiredService<FollowedQueries>().Posts(null, default)).Select(row => row.Post.Text)));
    }

    private async Task As(string role, Func<IServiceProvider, Task> act)
    {
        await using var scope = await App.ScopeOf(role);
        await act(scope.ServiceProvider);
    }

    [Fact]
    public async Task A_report_from_there_waits_for_those_who_moderate()
    {
        await using var reader = await FedifyPeer.StartAsync("warga");
        var post = await Publish();
        await reader.FlagAsync(post.Id, "Dosis keliru");
        await App.RunJobs();
        await As("moderator", async services =>
        {
            var report = (await services.GetRequiredService<ReportQueries>().List(open: true, null, default)).ShouldHaveSingleItem();
            (report.Comment, report.Subjects.Contains(post.Id)).ShouldBe(("Dosis keliru", true));
        });
    }

    [Fact]
    public async Task The_other_server_finds_the_centre_and_the_installation()
    {
        await using var reader = await FedifyPeer.StartAsync("warga");
        (await reader.LookUpAsync(Melati)).GetProperty("name").GetString().ShouldBe("Puskesmas Melati");
        (await reader.LookUpAsync(root + "/ap/actor")).GetProperty("type").GetString().ShouldBe("Application");
        (await reader.LookUpAsync(Melati + "/outbox")).GetProperty("type").GetString().ShouldBe("OrderedCollection");
    }

    private OutgoingPost Article() => new()
    {
        Key = Guid.CreateVersion7(), IntendedAt = App.Clock.GetUtcNow(), Revision = 1, Title = "Jadwal imunisasi", Text = "Kami buka setiap Selasa.", Html = "<p>Kami buka setiap Selasa.</p>",
        Url = root + "/@melati/posts/jadwal", Language = "id",
    };

    private async Task<RemoteRef> Publish(OutgoingPost? post = null) =>
        (await Speak((connector, account) => connector.Publish(account, post ?? Article(), default))).ShouldBeOfType<SendOutcome.Sent>().Remote;

    private async Task<T> Speak<T>(Func<IConnector, ConnectedAccount, Task<T>> act)
    {
        await using var scope = App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().Enter((await App.CentreOf("melati")).Id);
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        var channel = (await accounts.All(default)).Single(found => found.Network == "fediverse");
        return await act(accounts.Connector("fediverse"), await accounts.Open(channel, default));
    }
}

internal sealed class VoteRecorder(System.Collections.Concurrent.ConcurrentQueue<VoteHeard> votes) : IEventHandler<VoteHeard>
{
    public Task Handle(VoteHeard happened, CancellationToken cancel)
    {
        votes.Enqueue(happened);
        return Task.CompletedTask;
    }
}
