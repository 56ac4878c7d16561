using System.Net;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Polls;

namespace Pendopo.Tests.Publishing.Polls;

public sealed class PollResultTests
{
    [Theory]
    // Wilson intervals as statsmodels 0.14 gives them (proportion_confint, method "wilson").
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(5, 10, 0.2366, 0.7634)]
    [InlineData(8, 10, 0.4902, 0.9433)]
    [InlineData(50, 100, 0.4038, 0.5962)]
    public void A_share_is_uncertain_as_the_books_say(int votes, int voters, double low, double high)
    {
        var (least, most) = PollResult.Interval(votes, voters);
        least.ShouldBe(low, 0.0001);
        most.ShouldBe(high, 0.0001);
    }

    [Fact]
    public void Channels_differ_only_when_chance_does_not_explain_it_and_few_are_not_compared()
    {
        Of([20, 20], [22, 18]).Differs()!.Kind.ShouldBe(Difference.None);
        var clear = Of([90, 10], [10, 40]).Differs()!;
        (clear.Kind, clear.One.Network).ShouldBe((Difference.Clear, "site"));
        Of([90, 10], [0, 9]).Differs()!.Kind.ShouldBe(Difference.TooFew);
        Of([90, 10]).Differs().ShouldBeNull();
    }

    [Fact]
    public void Few_voters_are_not_shown_and_no_channel_shows_through_the_others()
    {
        Of([3, 1]).MayBeShown.ShouldBeFalse();
        Of([3, 2]).MayBeShown.ShouldBeTrue();
        Of([3, 2]).InPercent.ShouldBeFalse();
        Of([30, 2]).InPercent.ShouldBeTrue();
        Of([30, 2], [1, 0]).ByChannel.ShouldBeEmpty("one voter there would be everybody's to see");
        Of([30, 2], [3, 2]).ByChannel.Count.ShouldBe(2);
    }

    [Fact]
    public void The_front_is_one_answer_or_several_or_none()
    {
        Of([3, 1, 3]).First.ShouldBe([0, 2]);
        Of([3, 1, 4]).First.ShouldBe([2]);
        new PollResult(["a", "b"], false, []).First.ShouldBeEmpty();
    }

    [Fact]
    public void A_network_that_sends_device_after_device_is_stopped_for_an_hour_and_others_are_not()
    {
        var clock = new ManualTime();
        var (door, post, here) = (new VoteDoor(clock), Id<Post>.New(), IPAddress.Parse("203.0.113.7"));
        Enumerable.Range(0, VoteDoor.NewVotersAnHour).ShouldAllBe(_ => door.LetsIn(post, here));
        door.LetsIn(post, here).ShouldBeFalse();
        door.LetsIn(post, IPAddress.Parse("203.0.113.8")).ShouldBeTrue();
        door.LetsIn(Id<Post>.New(), here).ShouldBeTrue();
        clock.Advance(TimeSpan.FromMinutes(61));
        door.LetsIn(post, here).ShouldBeTrue();
    }

    private static PollResult Of(params int[][] channels) =>
        new([.. channels[0].Select((_, index) => $"answer {index}")], false, [.. channels.Select((votes, index) => new ChannelCount(index == 0 ? "site" : "fediverse", votes.Sum(), votes))]);
}
