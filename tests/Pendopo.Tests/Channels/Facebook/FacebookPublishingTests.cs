using Pendopo.Channels.Contracts;
using Pendopo.Tests.StandIns.Graph;

namespace Pendopo.Tests.Channels.Facebook;

/// <summary>Sending, changing and taking back on good days and bad ones.</summary>
public sealed class FacebookPublishingTests : FacebookTests
{
    [Fact]
    public async Task A_post_without_pictures_shows_the_card_of_its_page()
    {
        var sent = (await Publish(Post("Jadwal imunisasi\n\nSelasa pukul 08.00."))).ShouldBeOfType<SendOutcome.Sent>();

        var post = Graph.Page.Posts.Values.ShouldHaveSingleItem();
        post.Message.ShouldBe("Jadwal imunisasi\n\nSelasa pukul 08.00.");
        post.Values["link"]!.GetValue<string>().ShouldBe("https://melati.example/@melati/posts/jadwal");
        sent.Remote.Id.ShouldBe(post.Id);
        sent.Remote.Url.ShouldBe($"https://www.facebook.com/111/posts/{post.Id.Split('_')[1]}");
        Graph.Calls.ShouldAllBe(call => call.Version == "v26.0" && !call.Fields.ContainsKey("access_token"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pictures_go_up_unseen_with_their_words_and_one_call_shows_them(bool takesAlt)
    {
        Graph.Facts.TakesAltText = takesAlt;
        await Publish(Post("Tiga foto", Photo(1), Photo(2), Photo(3)));

        var post = Graph.Page.Posts.Values.ShouldHaveSingleItem();
        post.Photos.Select(photo => Graph.Page.Photos[photo].Bytes.Length).ShouldBe([5, 6, 7]);
        post.Photos.ShouldAllBe(photo => Graph.Page.Photos[photo].Alt == (takesAlt ? "Bidan Ayu memeriksa seorang anak" : ""));
        post.Values.ContainsKey("link").ShouldBeFalse();
    }

    [Fact]
    public async Task What_the_page_refuses_leaves_no_picture_waiting_behind_it()
    {
        Graph.Misbehave("POST feed", GraphFault.NoPermission);
        (await Publish(Post("Satu foto", Photo()))).ShouldBeOfType<SendOutcome.Reconnect>().Reason.ShouldContain("permission");
        Graph.Page.Photos.ShouldBeEmpty();
        (await Publish(Post("Besar", Photo(5 << 20)))).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("4 MB");
        Graph.Page.Posts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lost_answer_is_looked_up_in_the_feed_and_nothing_goes_out_twice()
    {
        var post = Post("Vaksin gratis");
        Graph.Misbehave("POST feed", GraphFault.BreakAfter);
        (await Publish(post)).ShouldBeOfType<SendOutcome.Unknown>();
        (await Connector.Reconcile(Account, post, default)).ShouldBeOfType<SendOutcome.Sent>().Remote.Id.ShouldBe(Graph.Page.Posts.Keys.Single());

        var never = Post("Tidak pernah terbit");
        Graph.Misbehave("POST feed", GraphFault.BreakBefore);
        (await Publish(never)).ShouldBeOfType<SendOutcome.Unknown>();
        // The feed may lag behind for a while: too early to say that it is not out.
        (await Connector.Reconcile(Account, never, default)).ShouldBeOfType<SendOutcome.Unknown>();
        Clock.Advance(TimeSpan.FromMinutes(6));
        (await Connector.Reconcile(Account, never, default)).ShouldBeOfType<SendOutcome.RetryAt>();
        Graph.Misbehave("GET feed", GraphFault.ServerError);
        (await Connector.Reconcile(Account, never, default)).ShouldBeOfType<SendOutcome.Unknown>();
        Graph.Page.Posts.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_same_words_of_last_week_are_not_taken_for_those_of_today()
    {
        await Publish(Post("Posyandu hari ini"));
        Clock.Advance(TimeSpan.FromDays(7));
        var today = Post("Posyandu hari ini");
        Clock.Advance(TimeSpan.FromMinutes(6));
        (await Connector.Reconcile(Account, today, default)).ShouldBeOfType<SendOutcome.RetryAt>();
    }

    [Fact]
    public async Task Each_trouble_has_its_own_outcome_whether_errors_come_with_200_or_not()
    {
        foreach (var inside in new[] { false, true })
        {
            Graph.Facts.ErrorsInside200 = inside;
            (await Failing(GraphFault.TokenRevoked)).ShouldBeOfType<SendOutcome.Reconnect>().Reason.ShouldContain("password");
            (await Failing(GraphFault.TokenEnded)).ShouldBeOfType<SendOutcome.Reconnect>().Reason.ShouldContain("ended");
            (await Failing(GraphFault.Blocked)).ShouldBeOfType<SendOutcome.Reconnect>().Reason.ShouldContain("rules");
            (await Failing(GraphFault.SeemsGone)).ShouldBeOfType<SendOutcome.RetryAt>();
            (await Failing(GraphFault.DuplicatePost)).ShouldBeOfType<SendOutcome.Unknown>();
            (await Failing(GraphFault.ServerError)).ShouldBeOfType<SendOutcome.Unknown>();
        }
        Graph.Page.Posts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Limits_of_the_account_and_of_the_app_hold_everything_until_they_say()
    {
        (await Failing(GraphFault.AccountLimit)).ShouldBeOfType<SendOutcome.HeldUntil>().When.ShouldBe(Clock.GetUtcNow().AddMinutes(7));
        var before = Graph.Calls.Count;
        (await Publish(Post())).ShouldBeOfType<SendOutcome.HeldUntil>();
        Graph.Calls.Count.ShouldBe(before);
        Clock.Advance(TimeSpan.FromMinutes(7));
        (Graph.Usage.App, Graph.Usage.Account) = (89, 95);
        (await Publish(Post())).ShouldBeOfType<SendOutcome.Sent>();
        (await Publish(Post("Dua"))).ShouldBeOfType<SendOutcome.HeldUntil>().When.ShouldBe(Clock.GetUtcNow().AddMinutes(5));
        Clock.Advance(TimeSpan.FromMinutes(5));
        (Graph.Usage.App, Graph.Usage.Account) = (90, null);
        (await Publish(Post("Tiga"))).ShouldBeOfType<SendOutcome.Sent>();
        House.Usage.PausedUntil("another page").ShouldBe(Clock.GetUtcNow().AddMinutes(5));
        Clock.Advance(TimeSpan.FromMinutes(5));
        (await Failing(GraphFault.AppLimit)).ShouldBeOfType<SendOutcome.HeldUntil>();
    }

    [Fact]
    public async Task A_post_is_changed_and_taken_back_and_one_that_is_gone_counts_as_taken_back()
    {
        var remote = (await Publish(Post("Lama"))).ShouldBeOfType<SendOutcome.Sent>().Remote;
        (await Connector.Edit(Account, Post("Baru"), remote, default)).ShouldBeOfType<SendOutcome.Sent>();
        Graph.Page.Posts[remote.Id].Message.ShouldBe("Baru");
        (await Connector.Recall(Account, remote, default)).ShouldBeOfType<SendOutcome.Sent>();
        Graph.Page.Posts.ShouldBeEmpty();
        (await Connector.Recall(Account, remote, default)).ShouldBeOfType<SendOutcome.Sent>();
        // While the network seems to know nothing at all, nobody can say that it is gone.
        Graph.Misbehave("DELETE node", GraphFault.SeemsGone);
        Graph.Misbehave("GET node", GraphFault.SeemsGone);
        (await Connector.Recall(Account, remote, default)).ShouldBeOfType<SendOutcome.RetryAt>();
    }

    [Fact]
    public async Task Figures_that_the_network_does_not_tell_are_unknown_and_not_zero()
    {
        var remote = (await Publish(Post())).ShouldBeOfType<SendOutcome.Sent>().Remote;
        (await Connector.Measure(Account, remote, default)).ShouldBe(new PostMeasures(7, 3, 0, 120, 7));
        Graph.Page.Metrics.Remove("post_clicks");
        (await Connector.Measure(Account, remote, default)).ShouldBe(new PostMeasures(7, 3, 0, 120, null));
        Graph.Misbehave("GET node", GraphFault.ServerError);
        await Should.ThrowAsync<HttpRequestException>(() => Connector.Measure(Account, remote, default));
    }

    [Fact]
    public async Task A_check_tells_what_is_wrong_and_a_bad_hour_of_the_network_disconnects_nothing()
    {
        (await Connector.Check(Account, default)).ShouldBe(new AccountHealth(true));
        Graph.Misbehave("GET node", GraphFault.SeemsGone, GraphFault.ServerError, GraphFault.BreakBefore, GraphFault.TokenRevoked);
        (await Connector.Check(Account, default)).Certain.ShouldBeFalse();
        (await Connector.Check(Account, default)).Certain.ShouldBeFalse();
        (await Connector.Check(Account, default)).Certain.ShouldBeFalse();
        (await Connector.Check(Account, default)).ShouldBe(new AccountHealth(false, "The person who connected this account changed their password. Connect it again."));
        Graph.Tokens.Allows.Remove("pages_manage_posts");
        (await Connector.Check(Account, default)).Reason!.ShouldContain("pages_manage_posts");
        Graph.Facts.PageTokensEnd = true;
        Graph.Tokens.Allows.Add("pages_manage_posts");
        (await Connector.Check(Open(Graph.Tokens.ForPage()), default)).EndsAt.ShouldBe(Clock.GetUtcNow().AddDays(60));
        Clock.Advance(GraphSettingsEnd - Clock.GetUtcNow());
        (await Connector.Check(Account, default)).Reason!.ShouldContain("version");
    }

    private static readonly DateTimeOffset GraphSettingsEnd = new(Pendopo.Channels.Graph.GraphSettings.DefaultVersionEnds.AddDays(-80).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private Task<SendOutcome> Failing(GraphFault fault)
    {
        Graph.Misbehave("POST feed", fault);
        return Publish(Post());
    }
}
