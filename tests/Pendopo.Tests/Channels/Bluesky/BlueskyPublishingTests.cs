using System.Text.Json.Nodes;
using Pendopo.Channels.Contracts;

namespace Pendopo.Tests.Channels.Bluesky;

/// <summary>Sending, on good days and bad ones, to a server that behaves as the protocol says.</summary>
public sealed class BlueskyPublishingTests : BlueskyTests
{
    private const string PutRecord = "com.atproto.repo.putRecord";

    [Fact]
    public async Task A_post_carries_its_words_language_tags_and_a_card_to_its_page()
    {
        var sent = (await Publish(Melati.Post("Baca https://melati.example #gizi"))).ShouldBeOfType<SendOutcome.Sent>();

        var (key, record) = Pds.Records.ShouldHaveSingleItem();
        sent.Remote.Id.ShouldBe($"at://{FakePds.Did}/app.bsky.feed.post/{key}");
        sent.Remote.Url.ShouldBe($"https://bsky.app/profile/{FakePds.Did}/post/{key}");
        sent.Remote.Version.ShouldNotBeNullOrEmpty();
        record["createdAt"]!.GetValue<string>().ShouldBe("2026-11-22T01:00:00.000000Z");
        record["langs"]!.ToJsonString().ShouldBe("""["id"]""");
        record["tags"]!.ToJsonString().ShouldBe("""["Imunisasi"]""");
        record["facets"]!.AsArray().Count.ShouldBe(2);
        record["embed"]!["external"]!["uri"]!.GetValue<string>().ShouldBe("https://melati.example/@melati/posts/jadwal");
    }

    [Fact]
    public async Task Pictures_carry_their_alternative_text_and_shape()
    {
        await Publish(Melati.Post("Foto", Melati.Image([1, 2, 3], "Satu"), Melati.Image([4, 5], "Dua")));

        var images = Pds.Records.Values.ShouldHaveSingleItem()["embed"]!["images"]!.AsArray();
        images.Select(image => image!["alt"]!.GetValue<string>()).ShouldBe(["Satu", "Dua"]);
        images[0]!["aspectRatio"]!.ToJsonString().ShouldBe("""{"width":640,"height":480}""");
        images[1]!["image"]!["size"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task A_mention_leads_to_the_person_and_an_unknown_name_stays_plain()
    {
        Pds.Handles["rina.test"] = "did:plc:rina";
        await Publish(Melati.Post("Terima kasih @rina.test dan @siapa.test"));

        var facet = Pds.Records.Values.ShouldHaveSingleItem()["facets"]!.AsArray().ShouldHaveSingleItem()!;
        facet["features"]![0]!["did"]!.GetValue<string>().ShouldBe("did:plc:rina");
        facet["index"]!.ToJsonString().ShouldBe("""{"byteStart":13,"byteEnd":23}""");
    }

    [Fact]
    public async Task A_post_sent_twice_stands_there_once_and_both_say_sent()
    {
        var post = Melati.Post();
        var first = await Publish(post);
        var second = await Publish(post);

        second.ShouldBe(first);
        Pds.Records.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_that_is_lost_after_the_post_went_out_is_unknown_and_then_found()
    {
        var post = Melati.Post();
        Pds.BreakAnswerOfNext(PutRecord);

        (await Publish(post)).ShouldBeOfType<SendOutcome.Unknown>();
        (await Centre.Connector.Reconcile(Centre.Account, post, default)).ShouldBeOfType<SendOutcome.Sent>();
        Pds.Records.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_post_that_never_went_out_is_told_so_and_goes_out_once_at_the_next_attempt()
    {
        var post = Melati.Post();
        Pds.BreakNext(PutRecord);

        (await Publish(post)).ShouldBeOfType<SendOutcome.Unknown>();
        (await Centre.Connector.Reconcile(Centre.Account, post, default)).ShouldBeOfType<SendOutcome.RetryAt>();
        (await Publish(post)).ShouldBeOfType<SendOutcome.Sent>();
        Pds.Records.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Words_that_changed_after_an_attempt_that_did_go_out_never_make_a_second_post()
    {
        var post = Melati.Post("Yang pertama");
        await Publish(post);

        (await Publish(post with { Text = "Yang kedua", Revision = 2 })).ShouldBeOfType<SendOutcome.Sent>();
        Pds.Records.Values.ShouldHaveSingleItem()["text"]!.GetValue<string>().ShouldBe("Yang pertama");
    }

    [Fact]
    public async Task Reconciling_with_a_server_that_is_down_stays_unknown()
    {
        Pds.FailNext("com.atproto.repo.getRecord", 503, "UpstreamFailure");
        (await Centre.Connector.Reconcile(Centre.Account, Melati.Post(), default)).ShouldBeOfType<SendOutcome.Unknown>();
    }

    [Fact]
    public async Task A_used_up_quota_holds_the_post_until_it_is_full_again()
    {
        Pds.FailNext(PutRecord, 429, "RateLimitExceeded", "Rate Limit Exceeded", ("ratelimit-reset", "1795320000"));
        var held = (await Publish(Melati.Post())).ShouldBeOfType<SendOutcome.HeldUntil>();
        held.When.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1795320000));
    }

    [Fact]
    public async Task A_used_up_quota_that_tells_no_time_is_tried_again_later()
    {
        Pds.FailNext(PutRecord, 429, "RateLimitExceeded");
        (await Publish(Melati.Post())).ShouldBeOfType<SendOutcome.RetryAt>();
    }

    [Fact]
    public async Task A_refusal_carries_the_words_of_the_network()
    {
        Pds.FailNext(PutRecord, 400, "InvalidRequest", "Record/text must not be longer than 300 graphemes");
        var refused = (await Publish(Melati.Post())).ShouldBeOfType<SendOutcome.Refused>();
        refused.Code.ShouldBe("InvalidRequest");
        refused.Reason.ShouldContain("300 graphemes");
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task A_failing_server_leaves_the_outcome_of_the_post_unknown(int status)
    {
        Pds.FailNext(PutRecord, status, "InternalServerError");
        (await Publish(Melati.Post())).ShouldBeOfType<SendOutcome.Unknown>();
    }

    [Fact]
    public async Task A_preparation_that_fails_is_simply_made_again()
    {
        Pds.FailNext("com.atproto.repo.uploadBlob", 503, "UpstreamFailure");
        (await Publish(Melati.Post("Foto", Melati.Image([1])))).ShouldBeOfType<SendOutcome.RetryAt>();
        Pds.BreakNext("com.atproto.repo.uploadBlob");
        (await Publish(Melati.Post("Foto", Melati.Image([1])))).ShouldBeOfType<SendOutcome.RetryAt>();
        Pds.Records.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_picture_above_the_bound_is_refused_before_anything_is_sent()
    {
        (await Publish(Melati.Post("Foto", Melati.Image(new byte[2_000_001])))).ShouldBeOfType<SendOutcome.Refused>().Code.ShouldBe("ImageTooLarge");
        Pds.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_stands_in_its_thread_and_is_sent_once_even_when_the_first_answer_is_lost()
    {
        var root = new RemoteRef($"at://{FakePds.Did}/app.bsky.feed.post/3kroot", null, "cid-root");
        var question = new RemoteRef("at://did:plc:rina/app.bsky.feed.post/3kask", null, "cid-ask");
        Pds.BreakAnswerOfNext(PutRecord);

        (await Centre.Connector.Reply(Centre.Account, Melati.Answer(question, root), default)).ShouldBeOfType<SendOutcome.Sent>();

        Pds.Records.Values.ShouldHaveSingleItem()["reply"]!.ToJsonString().ShouldBe(new JsonObject
        {
            ["root"] = new JsonObject { ["uri"] = root.Id, ["cid"] = "cid-root" },
            ["parent"] = new JsonObject { ["uri"] = question.Id, ["cid"] = "cid-ask" },
        }.ToJsonString());
    }

    [Fact]
    public async Task A_message_whose_version_is_not_known_cannot_be_answered()
    {
        var question = new RemoteRef("at://did:plc:rina/app.bsky.feed.post/3kask", null);
        (await Centre.Connector.Reply(Centre.Account, Melati.Answer(question, question), default)).ShouldBeOfType<SendOutcome.Refused>();
    }

    [Fact]
    public async Task Recalling_takes_the_post_away_and_may_be_done_twice()
    {
        var sent = (SendOutcome.Sent)await Publish(Melati.Post());
        Pds.BreakAnswerOfNext("com.atproto.repo.deleteRecord");

        (await Centre.Connector.Recall(Centre.Account, sent.Remote, default)).ShouldBeOfType<SendOutcome.RetryAt>();
        (await Centre.Connector.Recall(Centre.Account, sent.Remote, default)).ShouldBeOfType<SendOutcome.Sent>();
        Pds.Records.ShouldBeEmpty();
    }

    private Task<SendOutcome> Publish(OutgoingPost post) => Centre.Connector.Publish(Centre.Account, post, default);
}
