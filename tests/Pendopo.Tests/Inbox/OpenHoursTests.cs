using Pendopo.Inbox.Contracts;
using Pendopo.Inbox.Conversations;
using Pendopo.Inbox.Hours;
using Pendopo.Inbox.Pace;
using Pendopo.Platform.Data;

namespace Pendopo.Tests.Inbox;

public sealed class OpenHoursTests
{
    // 2026-11-20 is a Friday.
    private static readonly OpenHours Melati = OpenHours.Read("07.30-14.30;07.30-14.30;07.30-14.30;07.30-14.30;07.30-11.30;;", "2026-11-23")!;

    [Theory]
    [InlineData("2026-11-20 08:00", 60, "2026-11-20 09:00")]
    [InlineData("2026-11-20 11:00", 30, "2026-11-20 11:30")]
    // Half an hour is left on Friday; the weekend and the holiday on Monday do not count.
    [InlineData("2026-11-20 11:00", 60, "2026-11-24 08:00")]
    [InlineData("2026-11-21 03:00", 10, "2026-11-24 07:40")]
    public void Only_open_minutes_count(string from, int minutes, string by) => Melati.After(At(from), minutes).ShouldBe(At(by));

    [Fact]
    public void More_open_hours_than_a_month_holds_are_over_later_and_not_sooner() => Melati.After(At("2026-11-20 08:00"), 200 * 60).ShouldBeGreaterThan(Melati.After(At("2026-11-20 08:00"), 130 * 60).AddDays(7));

    [Fact]
    public void A_centre_that_never_opens_counts_every_minute() => OpenHours.Read("", "")!.After(At("2026-11-20 08:00"), 90).ShouldBe(At("2026-11-20 09:30"));

    [Fact]
    public void A_closing_is_known_by_when_it_began_however_long_it_lasts()
    {
        Melati.ShutSince(At("2026-11-20 10:00")).ShouldBeNull();
        Melati.ShutSince(At("2026-11-20 11:30")).ShouldBe(At("2026-11-20 11:30"));
        Melati.ShutSince(At("2026-11-23 12:00")).ShouldBe(At("2026-11-20 11:30"));
        Melati.OpensAt(At("2026-11-21 12:00")).ShouldBe(At("2026-11-24 07:30"));
    }

    [Theory]
    [InlineData("07.30", "")]
    [InlineData("14.30-07.30", "")]
    [InlineData("07.30-25.00", "")]
    [InlineData("", "25-12-2026")]
    [InlineData(";;;;;;;07.30-08.00", "")]
    public void What_is_no_span_or_day_is_refused(string hours, string days) => OpenHours.Read(hours, days).ShouldBeNull();

    [Fact]
    public void Waits_are_medians_of_the_team_and_not_told_of_few()
    {
        var day = At("2026-11-20 08:00");
        var messages = new List<PaceMessage>();
        foreach (var wait in new[] { 10, 20, 30, 40, 500 })
            messages.AddRange(Wait(PaceKind.Other, day, wait));
        messages.AddRange(Wait(PaceKind.Urgent, day.AddHours(3), 5));
        var pace = TeamPace.Of(messages, new(2026, 11, 19), new(2026, 11, 20));
        pace.Heard.ShouldBe(12);
        pace.Answered.ShouldBe(6);
        pace.Days.Count.ShouldBe(2);
        pace.Kinds.Single(kind => kind.Key == PaceKind.Other).Median.ShouldBe(30);
        pace.Kinds.Single(kind => kind.Key == PaceKind.Urgent).ShouldBe(new(PaceKind.Urgent, 1, null));
        pace.Hours.Single(hour => hour.Key == 8).Answers.ShouldBe(5);
    }

    // Two messages before the answer are one wait, from the first.
    private static IEnumerable<PaceMessage> Wait(PaceKind kind, DateTime at, int minutes)
    {
        var id = Id<Conversation>.New();
        return [new(id, kind, true, at), new(id, kind, true, at.AddMinutes(2)), new(id, kind, false, at.AddMinutes(minutes))];
    }

    private static DateTime At(string text) => DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
