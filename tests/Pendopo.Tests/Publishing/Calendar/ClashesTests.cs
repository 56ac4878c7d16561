using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Publishing.Calendar;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Tests.Publishing.Calendar;

public sealed class ClashesTests
{
    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("bluesky", "bluesky", 59, 1)]
    [InlineData("bluesky", "bluesky", 60, 0)]
    [InlineData("bluesky", "fediverse", 5, 0)]
    [InlineData("site", "site", 5, 0)]
    [InlineData("feeds", "feeds", 0, 0)]
    public void Two_posts_clash_within_the_hour_on_one_network(string first, string second, int minutes, int clashes) =>
        Clashes.Of(CalendarEntry.Of([Line(first, Nine), Line(second, Nine.AddMinutes(minutes))])).Count().ShouldBe(clashes);

    [Fact]
    public void One_post_on_several_channels_does_not_clash_with_itself()
    {
        var post = Id<Post>.New();
        var entries = CalendarEntry.Of([Line("bluesky", Nine, post), Line("fediverse", Nine, post)]);
        entries.ShouldHaveSingleItem().Lines.Count.ShouldBe(2);
        Clashes.Of(entries).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_out_already_is_not_told_any_more() =>
        Clashes.Of(CalendarEntry.Of([Line("bluesky", Nine, state: PublicationState.Sent), Line("bluesky", Nine.AddMinutes(5), state: PublicationState.Sent)])).ShouldBeEmpty();

    [Fact]
    public void Three_within_the_hour_are_three_pairs() =>
        Clashes.Of(CalendarEntry.Of([Line("bluesky", Nine), Line("bluesky", Nine.AddMinutes(10)), Line("bluesky", Nine.AddMinutes(20))])).Count().ShouldBe(3);

    [Fact]
    public void Channels_that_went_out_seconds_apart_stand_as_one_entry_with_the_state_that_needs_attention()
    {
        var post = Id<Post>.New();
        var entry = CalendarEntry.Of([Line("site", Nine.AddSeconds(2), post, PublicationState.Sent, Nine), Line("bluesky", Nine.AddSeconds(9), post, PublicationState.Failed, Nine)]).ShouldHaveSingleItem();
        (entry.State, entry.At, entry.Movable).ShouldBe((PublicationState.Failed, Nine.AddSeconds(2), null));
    }

    private static CalendarLine Line(string network, DateTimeOffset at, Id<Post>? post = null, PublicationState state = PublicationState.Scheduled, DateTimeOffset? due = null) =>
        new(post ?? Id<Post>.New(), "Judul", PostKind.Tip, "id", Id<Person>.New(), network, "@melati", state, at, due ?? at);
}
