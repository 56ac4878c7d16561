using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Google;
using Pendopo.Channels.GoogleReviews;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;
using Pendopo.Platform.Settings;
using Pendopo.Tests.Channels.Bluesky;
using Pendopo.Tests.Channels.YouTube;
using Pendopo.Tests.Harness;
using Pendopo.Tests.StandIns.GoogleReviews;
using Pendopo.Tests.StandIns.Net;

namespace Pendopo.Tests.Channels.GoogleReviews;

/// <summary>Reviews on Google are heard, changed and answered; nothing is published there.</summary>
[Collection("channels on sqlite")]
public sealed class GoogleReviewsTests(SqliteApp app) : AppTests(app)
{
    private readonly OutboundHttp outbound = new(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] }, TimeProvider.System);
    private readonly Centre centre = Centre.Open("melati", "Puskesmas Melati", Id<Area>.New(), "Asia/Jakarta", "en", Melati.Now);
    private GoogleReviewsStandIn network = null!;
    private ReviewsConnector connector = null!;
    private IConfigurationRoot settings = null!;
    private string stored = "";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        network = await GoogleReviewsStandIn.StartAsync(App.Clock);
        var values = settings = new ConfigurationBuilder().AddInMemoryCollection(YouTubeStage.Values(network.Url, audited: true)).Build();
        var google = new GoogleSettings(values, new EphemeralDataProtectionProvider(), new(values));
        connector = new(new GoogleApi(outbound, google, App.Clock), google, new GoogleOutcomes(App.Clock), App.Clock);
        SignIn();
        App.Replace = services => services.AddSingleton(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] })
            .AddSingleton(provider => new GoogleSettings(values, provider.GetRequiredService<IDataProtectionProvider>(), provider.GetRequiredService<PublicAddress>()));
    }

    public override async Task DisposeAsync()
    {
        outbound.Dispose();
        await network.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_review_is_heard_with_its_stars_and_again_when_it_is_changed()
    {
        network.Facts.EmptyListOmits = false;
        (await connector.Hear(Open(), null, default)).Messages.ShouldBeEmpty();
        var said = network.Says("Antre lama sekali", 2);
        network.Says("", 5, "");
        network.Duplicates = true;
        var heard = await connector.Hear(Open(), null, default);
        heard.Messages.Select(message => (message.Text, message.Author.Name)).ShouldBe([("2 of 5 stars\nAntre lama sekali", "Siti Aminah"), ("5 of 5 stars", "Somebody on Google")], ignoreOrder: true);
        (await connector.Hear(Open(), heard.Cursor, default)).ShouldBe(Heard.Nothing);
        App.Clock.Advance(TimeSpan.FromHours(1));
        network.Changes(said, "Sekarang cepat", 5);
        var changed = (await connector.Hear(Open(), heard.Cursor, default)).Messages.Single(message => message.EditedAt is not null);
        (changed.Text, changed.Remote.Id).ShouldBe(("5 of 5 stars\nSekarang cepat", $"{GoogleReviewsStandIn.Place}/reviews/{said}"));
    }

    [Fact]
    public async Task Whatever_goes_wrong_a_review_has_one_answer_or_it_is_told_why_not()
    {
        foreach (var fault in Enum.GetValues<NetFault>().Except([NetFault.SilentAfter]))
        {
            foreach (var other in Enum.GetValues<NetFault>().Except([NetFault.SilentAfter]))
            {
                SignIn();
                var review = network.Says("Terima kasih", 4);
                var reply = Answer(review);
                network.Misbehave("/reply", fault, other);
                var outcome = await connector.Reply(Open(), reply, default);
                for (var attempts = 1; outcome is SendOutcome.RetryAt or SendOutcome.HeldUntil && attempts < 8; attempts++)
                    outcome = await connector.Reply(Open(), reply, default);
                (outcome switch
                {
                    SendOutcome.Sent => network.Reviews[review].Answer == reply.Text,
                    SendOutcome.Refused { Reason.Length: > 0 } or SendOutcome.Reconnect { Reason.Length: > 0 } => true,
                    _ => false,
                }).ShouldBeTrue($"{fault} {other}: {outcome}");
                network.Behave();
            }
        }
    }

    [Fact]
    public async Task An_answer_is_taken_back_and_a_second_time_nothing_is_wrong()
    {
        var review = network.Says("Lama sekali", 2);
        var reply = Answer(review);
        (await connector.Reply(Open(), reply, default)).ShouldBeOfType<SendOutcome.Sent>();
        network.Misbehave("/reply", NetFault.BreakAfter);
        (await connector.Act(Open(), reply.To, CommentAct.Unanswer, default)).ShouldBeOfType<SendOutcome.RetryAt>();
        network.Reviews[review].Answer.ShouldBeNull();
        (await connector.Act(Open(), reply.To, CommentAct.Unanswer, default)).ShouldBeOfType<SendOutcome.Sent>();
        (await connector.Act(Open(), new("accounts/9/locations/9/reviews/1", null), CommentAct.Unanswer, default)).ShouldBeOfType<SendOutcome.Refused>();
        settings[GoogleSettings.ReviewsVersionKey] = "v5";
        (await connector.Act(Open(), reply.To, CommentAct.Unanswer, default)).ShouldBeOfType<SendOutcome.RetryAt>();
        settings[GoogleSettings.ReviewsVersionKey] = null;
    }

    [Fact]
    public async Task What_Google_does_not_let_is_said_in_words()
    {
        var review = network.Says("Baik", 4);
        network.Verified = false;
        (await connector.Reply(Open(), Answer(review), default)).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("verified place");
        (await connector.Reply(Open(), Answer(review) with { Private = true }, default)).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("in private");
        network.Removes(review);
        (await connector.Reply(Open(), Answer(review), default)).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("no longer there");
        (await connector.Check(Open(), default)).ShouldBe(new AccountHealth(true));
        settings[GoogleSettings.ReviewsVersionKey] = "v5";
        (await connector.Reply(Open(), Answer(network.Says("Bagus", 5)), default)).ShouldBeOfType<SendOutcome.RetryAt>().Reason.ShouldNotBeNull().ShouldContain("at version v5 of its interface");
        (await connector.Check(Open(), default)).ShouldSatisfyAllConditions(health => (health.Works, health.Certain).ShouldBe((false, false)), health => health.Reason.ShouldNotBeNull().ShouldContain("at version v5 of its interface"));
        settings[GoogleSettings.ReviewsVersionKey] = null;
        settings[GoogleSettings.ReviewsVersionKey + "-ends"] = $"{App.Clock.GetUtcNow().AddDays(80):yyyy-MM-dd}";
        (await connector.Check(Open(), default)).ShouldSatisfyAllConditions(health => health.Works.ShouldBeTrue(), health => health.Reason.ShouldNotBeNull().ShouldStartWith("The version of Google"));
        network.HasAccess = false;
        foreach (var without in new[] { true, false })
        {
            network.Facts.WithoutAccess = without;
            (await connector.Check(Open(), default)).Reason.ShouldNotBeNull().ShouldContain("access to reviews");
        }
        network.HasAccess = true;
        network.Tokens.RevokeAll();
        (await connector.Check(Open(), default)).Certain.ShouldBeTrue();
        (await connector.Publish(Open(), Melati.Post(), default)).ShouldBeOfType<SendOutcome.Refused>();
    }

    [Fact]
    public async Task A_place_is_chosen_and_stands_among_the_channels_and_not_among_those_that_posts_go_to()
    {
        network.Places = 2;
        using var officer = await App.Client("officer");
        using var google = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var page = new HtmlParser().ParseDocument(await officer.GetStringAsync(ConnectReviewsPage.Address));
        using var asked = await google.GetAsync(new Uri(page.QuerySelectorAll("a").Select(link => link.GetAttribute("href")!).Single(href => href.Contains("/o/oauth2/", StringComparison.Ordinal))));
        var choice = await officer.GetStringAsync(asked.Headers.Location!.PathAndQuery);
        using (var wrong = await officer.Send(choice, "reviews", new() { ["Form.Place"] = "accounts/9/locations/9" }, ReviewsBackPage.Address))
            wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var chosen = await officer.Send(choice, "reviews", new() { ["Form.Place"] = GoogleReviewsStandIn.Place }, ReviewsBackPage.Address);
        chosen.StatusCode.ShouldBeOneOf(HttpStatusCode.Found, HttpStatusCode.OK, HttpStatusCode.SeeOther);
        (await officer.GetStringAsync("/desk/channels")).ShouldContain("Ulasan di Google");
        await using var scope = await App.ScopeOf("officer");
        var channel = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Channel>().SingleAsync(row => row.Network == ReviewsConnector.NetworkName);
        (channel.Handle, channel.Address).ShouldBe((GoogleReviewsStandIn.Title, GoogleReviewsStandIn.Place));
        (await officer.GetStringAsync("/desk/calendar/queues/new")).ShouldNotContain("Ulasan di Google");
    }

    private OutgoingReply Answer(string review)
    {
        var to = new RemoteRef($"{GoogleReviewsStandIn.Place}/reviews/{review}", null);
        return new(Guid.CreateVersion7(), App.Clock.GetUtcNow(), to, to, new("google:review:1", "", "Siti", null), "Terima kasih atas masukannya.", "id", Private: false);
    }

    private void SignIn()
    {
        var (access, refresh) = network.Tokens.Give(GoogleReviewsStandIn.Scope);
        stored = JsonSerializer.Serialize(new ReviewKeys(GoogleReviewsStandIn.Place, GoogleReviewsStandIn.Title, new(access, refresh, App.Clock.GetUtcNow().AddSeconds(3599), [GoogleReviewsStandIn.Scope])));
    }

    private ConnectedAccount Open() => new(
        Channel.Connect(centre.Id, ReviewsConnector.NetworkName, GoogleReviewsStandIn.Title, GoogleReviewsStandIn.Place, credentials: null, App.Clock.GetUtcNow()), centre, stored,
        (renewed, _) =>
        {
            stored = renewed;
            return Task.CompletedTask;
        },
        _ => Task.FromResult(stored));
}
