using Pendopo.Channels.Contracts;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels.Fediverse;

/// <summary>A thread on the fediverse: said with its post in one transaction, edited with it, and taken back with it.</summary>
public abstract class FediverseThreadTests(TestApp app) : FediverseTests(app)
{
    [Fact]
    public async Task Each_part_answers_the_one_before_once_and_may_be_fetched()
    {
        await Follow(Rina);
        Peer.Inbox.Clear();
        var thread = Article() with { Parts = ["Dua & dua", "Tiga"] };
        var post = await Publish(thread);
        (await Publish(thread)).ShouldBe(post);
        await Settle();
        var said = Peer.Inbox.Select(arrived => arrived.Activity["object"]!).OrderBy(note => (DateTimeOffset)note["published"]!).ToList();
        said.Count.ShouldBe(3);
        ((string)said[0]["id"]!).ShouldBe(post.Id);
        ((string)said[1]["inReplyTo"]!).ShouldBe(post.Id);
        ((string)said[2]["inReplyTo"]!).ShouldBe((string)said[1]["id"]!);
        ((string)said[1]["content"]!).ShouldBe("<p>Dua &amp; dua</p>");
        (await Get(new Uri((string)said[2]["id"]!).AbsolutePath)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task An_edit_changes_parts_takes_some_back_and_says_new_ones_under_new_names()
    {
        await Follow(Rina);
        var thread = Article() with { Parts = ["Dua", "Tiga"] };
        var post = await Publish(thread);
        await Settle();
        foreach (var (parts, expected) in new (string[] Parts, string[] Types)[] { (["Dua, baru"], ["Delete", "Update", "Update"]), (["Dua, baru", "Empat"], ["Create", "Update", "Update"]) })
        {
            Peer.Inbox.Clear();
            App.Clock.Advance(TimeSpan.FromMinutes(3));
            thread = thread with { Parts = parts, Revision = thread.Revision + 1 };
            (await Speak((connector, account) => connector.Edit(account, thread, post, default))).ShouldBeOfType<SendOutcome.Sent>();
            await Settle();
            Peer.Inbox.Select(arrived => arrived.Type).Order().ShouldBe(expected);
        }
    }

    // What comes later about the same waits until the earlier arrived.
    private async Task Settle()
    {
        for (var round = 0; round < 5; round++)
        {
            await App.RunJobs();
            App.Clock.Advance(TimeSpan.FromSeconds(30));
        }
    }

    [Fact]
    public async Task A_recall_takes_every_part()
    {
        await Follow(Rina);
        var post = await Publish(Article() with { Parts = ["Dua", "Tiga"] });
        await Settle();
        var paths = Peer.Inbox.Select(arrived => arrived.Activity["object"]!).OfType<System.Text.Json.Nodes.JsonObject>().Where(note => note["id"]?.ToString().Contains("/posts/", StringComparison.Ordinal) == true).Select(note => new Uri((string)note["id"]!).AbsolutePath).ToList();
        paths.Count.ShouldBe(3);
        (await Speak((connector, account) => connector.Recall(account, post, default))).ShouldBeOfType<SendOutcome.Sent>();
        foreach (var path in paths)
            (await Get(path)).Status.ShouldBe(410, path);
    }
}

[Collection("channels on sqlite")]
public sealed class FediverseThreadsOnSqlite(SqliteApp app) : FediverseThreadTests(app);

[Collection("channels on postgres")]
public sealed class FediverseThreadsOnPostgres(PostgresApp app) : FediverseThreadTests(app);
