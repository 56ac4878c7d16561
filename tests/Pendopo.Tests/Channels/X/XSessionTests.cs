using Pendopo.Channels.Contracts;
using Pendopo.Channels.X;
using Pendopo.Tests.StandIns.Wire;

namespace Pendopo.Tests.Channels.X;

/// <summary>Tokens that are good for once: renewed by one job over all nodes, kept before they are used, and told when they are lost.</summary>
public sealed class XSessionTests : XTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_jobs_at_once_renew_once_on_one_node_and_on_two(bool twoNodes)
    {
        X.Facts.ReuseEndsAll = true;
        Clock.Advance(TimeSpan.FromHours(3));
        var (first, second) = (Connector, twoNodes ? Node() : Connector);
        SendOutcome[] outcomes = await Task.WhenAll(first.Publish(Open(), Post("Satu"), default), second.Publish(Open(), Post("Dua"), default));
        X.Tokens.Refreshes.ShouldBe(1);
        // The other node may find the token being renewed: it comes again in a moment.
        outcomes.ShouldAllBe(outcome => outcome is SendOutcome.Sent || (twoNodes && outcome is SendOutcome.RetryAt));
        Account = Open();
        (await Publish(Post("Tiga"))).ShouldBeOfType<SendOutcome.Sent>();
        X.Tokens.Refreshes.ShouldBe(1);
    }

    [Fact]
    public async Task Progress_and_tokens_that_two_jobs_keep_do_not_overwrite_each_other()
    {
        var (one, other) = (Open(), Open());
        var thread = Post("Satu") with { Parts = ["Dua"] };
        X.Misbehave("POST tweets", WireFault.None, WireFault.ServerError);
        await Connector.Publish(one, thread, default);
        Clock.Advance(TimeSpan.FromHours(3));
        await Connector.Publish(other, Post("Lain"), default);
        (await Connector.Publish(one, thread, default)).ShouldBeOfType<SendOutcome.Sent>();
        X.Posts.Own.Select(post => post.Text).ShouldBe(["Satu", "Lain", "Dua"]);
        Keys.Sendings.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("invalid_grant")]
    [InlineData("invalid_request")]
    public async Task A_revoked_account_holds_its_posts_and_is_told_at_once(string error)
    {
        X.Facts.RefreshError = error;
        X.Tokens.RevokeAll();
        (await Publish(Post())).ShouldBeOfType<SendOutcome.Reconnect>().Reason.ShouldContain("Connect the account again");
        (await Connector.Check(Account, default)).Works.ShouldBeFalse();
        (await Connector.Hear(Account, null, default)).Lost!.ShouldContain("Connect the account again");
        X.Posts.Own.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_bad_hour_of_X_disconnects_nothing_and_a_taken_right_is_named()
    {
        (await Connector.Check(Account, default)).ShouldBe(new AccountHealth(true));
        Values[XSettings.VersionKey + "-ends"] = $"{Clock.GetUtcNow().AddDays(80):yyyy-MM-dd}";
        (await Connector.Check(Account, default)).ShouldBe(new AccountHealth(true, "The version of X's interface ends soon. Ask the administrator to enter a newer one under App at X."));
        X.Misbehave("GET me", WireFault.ServerError, WireFault.BreakBefore, WireFault.RateLimit);
        for (var look = 0; look < 3; look++)
            (await Connector.Check(Account, default)).Certain.ShouldBeFalse();
        Clock.Advance(TimeSpan.FromHours(3));
        X.Misbehave("POST token", WireFault.ServerError);
        (await Connector.Check(Account, default)).Certain.ShouldBeFalse();
        (await Connector.Check(Account, default)).Works.ShouldBeTrue();
        Stored = System.Text.Json.JsonSerializer.Serialize(Keys with { Granted = ["tweet.read", "tweet.write", "users.read", "offline.access", "media.write"] });
        Account = Open();
        (await Connector.Check(Account, default)).Reason!.ShouldContain("tweet.moderate.write");
        Keys.ToString().ShouldNotContain(Keys.Refresh);
    }
}
