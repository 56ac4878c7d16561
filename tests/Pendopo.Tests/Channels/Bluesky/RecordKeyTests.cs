using Pendopo.Channels.Bluesky;

namespace Pendopo.Tests.Channels.Bluesky;

public sealed class RecordKeyTests
{
    private static readonly DateTimeOffset Due = new(2026, 11, 22, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_post_has_the_same_key_at_every_attempt()
    {
        var post = Guid.CreateVersion7();
        RecordKey.Of(post, Due).ShouldBe(RecordKey.Of(post, Due));
    }

    [Fact]
    public void A_key_is_a_tid()
    {
        for (var i = 0; i < 100; i++)
            RecordKey.Of(Guid.CreateVersion7(), Due.AddDays(i * 400)).ShouldMatch("^[234567abcdefghij][234567a-z]{12}$");
    }

    [Fact]
    public void A_thousand_posts_due_at_one_moment_have_a_thousand_keys() =>
        Enumerable.Range(0, 1000).Select(number => RecordKey.Of(new Guid(number, 0, 0, new byte[8]), Due)).Distinct().Count().ShouldBe(1000);

    [Fact]
    public void Later_posts_sort_after_earlier_ones()
    {
        var keys = Enumerable.Range(0, 50).Select(second => RecordKey.Of(Guid.CreateVersion7(), Due.AddSeconds(second))).ToList();
        keys.Order(StringComparer.Ordinal).ShouldBe(keys);
    }

    [Fact]
    public void An_address_of_a_record_is_read_and_written_alike()
    {
        const string text = "at://did:plc:abc/app.bsky.feed.post/3kxyz";
        var uri = AtUri.Read(text).ShouldNotBeNull();
        uri.ToString().ShouldBe(text);
        uri.Page.ShouldBe("https://bsky.app/profile/did:plc:abc/post/3kxyz");
        AtUri.Read("https://bsky.app/x").ShouldBeNull();
        AtUri.Read("at://did:plc:abc/app.bsky.feed.post").ShouldBeNull();
    }
}
