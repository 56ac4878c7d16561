using System.Net;
using Pendopo.Platform.Web.Doors;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Doors;

public sealed class DoorwayTests
{
    private readonly ManualTime time = new();
    private readonly HashSet<string> sentAway = [];
    private readonly Doorway door;

    public DoorwayTests() => door = new Doorway(time);

    [Fact]
    public void Who_comes_when_all_places_are_held_by_waiting_ones_takes_the_place_of_those_that_waited_longest()
    {
        for (var number = 0; number < Doorway.Most; number++)
        {
            Enter($"{number}", "203.0.113.9");
            time.Advance(TimeSpan.FromMilliseconds(1));
        }
        Enter("late", "198.51.100.4").ShouldNotBeNull();
        sentAway.ShouldContain("0");
        sentAway.ShouldNotContain($"{Doorway.Most - 1}");
        door.Count.ShouldBeLessThanOrEqualTo(Doorway.Most);
    }

    [Fact]
    public void The_network_that_holds_most_gives_way_first()
    {
        Enter("old visitor", "198.51.100.4");
        time.Advance(TimeSpan.FromMinutes(1));
        for (var number = 1; number < Doorway.Most; number++)
            Enter($"{number}", "2001:db8:1:2::" + number.ToString("x", System.Globalization.CultureInfo.InvariantCulture));
        Enter("late", "198.51.100.5").ShouldNotBeNull();
        sentAway.ShouldNotContain("old visitor");
        sentAway.ShouldNotBeEmpty();
    }

    [Fact]
    public void Who_is_being_answered_is_never_sent_away_and_who_asks_only_when_it_drags_on()
    {
        for (var number = 0; number < Doorway.Most; number++)
        {
            var guest = Enter($"{number}", "203.0.113.9")!;
            guest.Asks(TimeSpan.Zero);
            if (number > 0)
                guest.Answered();
        }
        Enter("late", "198.51.100.4").ShouldBeNull("everybody is being served");
        time.Advance(Doorway.Patience + TimeSpan.FromSeconds(1));
        Enter("later", "198.51.100.4").ShouldNotBeNull();
        sentAway.ShouldBe(["0"]);
    }

    [Fact]
    public void Who_has_its_answer_waits_again()
    {
        var guest = Enter("one", "203.0.113.9")!;
        guest.State.ShouldBe(GuestState.Waiting);
        guest.Asks(TimeSpan.Zero);
        guest.State.ShouldBe(GuestState.Asking);
        guest.Answered();
        guest.State.ShouldBe(GuestState.Answered);
        guest.Done(TimeSpan.FromSeconds(1));
        guest.State.ShouldBe(GuestState.Waiting);
    }

    private Guest? Enter(string id, string address) => door.Enter(id, IPAddress.Parse(address), () => sentAway.Add(id));
}
