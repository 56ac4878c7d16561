using Microsoft.Extensions.Primitives;
using Pendopo.Publishing.Calendar;

namespace Pendopo.Tests.Publishing.Calendar;

public sealed class CalendarAskTests
{
    private static readonly DateOnly Today = new(2026, 1, 31);

    [Theory]
    [InlineData(CalendarShow.Month, "2026-01-31", "2025-12-29", "2026-02-01")]
    [InlineData(CalendarShow.Month, "2026-02-10", "2026-01-26", "2026-03-01")]
    [InlineData(CalendarShow.Week, "2026-01-31", "2026-01-26", "2026-02-01")]
    [InlineData(CalendarShow.Week, "2026-02-01", "2026-01-26", "2026-02-01")]
    [InlineData(CalendarShow.Day, "2024-02-29", "2024-02-29", "2024-02-29")]
    [InlineData(CalendarShow.List, "2026-01-31", "2026-01-31", "2026-02-27")]
    public void Each_view_spans_its_days_Monday_first(CalendarShow show, string on, string first, string last) =>
        new CalendarAsk(show, DateOnly.Parse(on)).Span.ShouldBe((DateOnly.Parse(first), DateOnly.Parse(last)));

    [Fact]
    public void Going_on_from_the_end_of_a_long_month_and_back_ends_in_the_same_month()
    {
        var ask = new CalendarAsk(CalendarShow.Month, Today);
        ask.After.On.Month.ShouldBe(2);
        ask.After.Before.On.Month.ShouldBe(1);
        ask.After.After.On.ShouldBe(new(2026, 3, 1));
    }

    [Fact]
    public void What_the_address_says_is_read_back_as_it_was()
    {
        var ask = new CalendarAsk(CalendarShow.Week, new(2026, 3, 9), CalendarStates.Trouble, Guid.CreateVersion7(), Guid.CreateVersion7());
        Read(ask.ToString()).ShouldBe(ask);
        Read(new CalendarAsk(CalendarShow.Month, Today).ToString()).ShouldBe(new(CalendarShow.Month, Today));
    }

    [Theory]
    [InlineData("/desk/calendar?show=nonsense&on=2026-02-30&channel=x&states=99&person=")]
    [InlineData("/desk/calendar")]
    [InlineData("/desk/calendar?on=0001-01-01")]
    public void An_address_without_sense_shows_this_month(string address) => Read(address).ShouldBe(new(CalendarShow.Month, Today));

    [Fact]
    public void The_earlier_way_to_write_a_month_still_leads_there() => Read("/desk/calendar?month=2026-03").On.ShouldBe(new(2026, 3, 1));

    private static CalendarAsk Read(string address) =>
        CalendarAsk.Read(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address.Contains('?') ? address[address.IndexOf('?')..] : "").Select(pair => KeyValuePair.Create(pair.Key, pair.Value)), Today);
}
