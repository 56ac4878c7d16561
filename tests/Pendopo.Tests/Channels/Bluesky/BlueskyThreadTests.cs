using Pendopo.Channels.Contracts;

namespace Pendopo.Tests.Channels.Bluesky;

/// <summary>A thread: answers to itself, each exactly once whatever breaks on the way, and taken back together.</summary>
public sealed class BlueskyThreadTests : BlueskyTests
{
    private const string PutRecord = "com.atproto.repo.putRecord";

    [Fact]
    public async Task Each_part_answers_the_one_before_and_a_second_attempt_changes_nothing()
    {
        var post = Thread();
        var sent = (await Publish(post)).ShouldBeOfType<SendOutcome.Sent>();
        var records = Pds.Records.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (Uri: $"at://{FakePds.Did}/app.bsky.feed.post/{pair.Key}", Record: pair.Value)).ToList();
        records.Select(row => row.Record["text"]!.GetValue<string>()).ShouldBe(["Satu", "Dua", "Tiga"]);
        sent.Remote.Id.ShouldBe(records[0].Uri);
        records[0].Record["reply"].ShouldBeNull();
        records[1].Record["reply"]!["parent"]!["uri"]!.GetValue<string>().ShouldBe(records[0].Uri);
        records[2].Record["reply"]!["parent"]!["uri"]!.GetValue<string>().ShouldBe(records[1].Uri);
        records[2].Record["reply"]!["root"]!["uri"]!.GetValue<string>().ShouldBe(records[0].Uri);
        (await Publish(post)).ShouldBe(sent);
        Pds.Records.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task An_answer_that_is_lost_anywhere_in_a_thread_ends_with_each_part_once(int at)
    {
        var post = Thread();
        // The calls before the one that is lost are answered as ever.
        for (var call = 0; call < at; call++)
            Pds.ServeNext(PutRecord);
        Pds.BreakAnswerOfNext(PutRecord);
        (await Publish(post)).ShouldBeOfType<SendOutcome.Unknown>();
        Pds.Records.Count.ShouldBe(at + 1);
        var known = await Centre.Connector.Reconcile(Centre.Account, post, default);
        if (at < 2)
        {
            known.ShouldBeOfType<SendOutcome.RetryAt>("parts are missing, and what stands already stays as it is");
            known = await Publish(post);
        }
        known.ShouldBeOfType<SendOutcome.Sent>();
        Pds.Records.Values.Select(record => record["text"]!.GetValue<string>()).Order().ShouldBe(["Dua", "Satu", "Tiga"]);
    }

    [Fact]
    public async Task A_part_that_is_refused_for_good_takes_the_rest_back()
    {
        Pds.ServeNext(PutRecord);
        Pds.FailNext(PutRecord, 400, "InvalidRequest", "no");
        (await Publish(Thread())).ShouldBeOfType<SendOutcome.Refused>();
        Pds.Records.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_recall_takes_all_parts_and_goes_on_where_it_broke_off()
    {
        var sent = (await Publish(Thread())).ShouldBeOfType<SendOutcome.Sent>();
        Pds.ServeNext("com.atproto.repo.deleteRecord");
        Pds.FailNext("com.atproto.repo.deleteRecord", 503, "Unavailable");
        (await Centre.Connector.Recall(Centre.Account, sent.Remote, default)).ShouldNotBeOfType<SendOutcome.Sent>();
        Pds.Records.Count.ShouldBe(2);
        (await Centre.Connector.Recall(Centre.Account, sent.Remote, default)).ShouldBeOfType<SendOutcome.Sent>();
        Pds.Records.ShouldBeEmpty();
    }

    private static OutgoingPost Thread() => Melati.Post("Satu") with { Parts = ["Dua", "Tiga"] };

    private Task<SendOutcome> Publish(OutgoingPost post) => Centre.Connector.Publish(Centre.Account, post, default);
}
