using FsCheck;
using FsCheck.Fluent;
using Pendopo.Publishing.Calendar;

namespace Pendopo.Tests.Publishing.Calendar;

public sealed class QueueGapsTests
{
    // Without, with northern and with southern summer time, half an hour of it, and a date line that was crossed.
    private static readonly string[] Zones = ["Asia/Jakarta", "Asia/Jayapura", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "America/Santiago", "Pacific/Apia"];

    private static readonly Arbitrary<(WeekSlot[] Slots, string Zone, DateTimeOffset After)> Weeks =
        (from zone in Gen.Elements(Zones)
         from slots in (from day in Gen.Choose(0, 6) from minute in Gen.Choose(0, 1439) select new WeekSlot((DayOfWeek)day, TimeOnly.MinValue.AddMinutes(minute))).ArrayOf().Where(slots => slots.Length > 0)
         from minutes in Gen.Choose(0, 525_600 * 20)
         select (slots, zone, new DateTimeOffset(2010, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes))).ToArbitrary();

    [Fact]
    public void Coming_hours_rise_never_repeat_and_stand_at_their_slot_on_the_wall_clock() => Prop.ForAll(Weeks, week =>
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(week.Zone);
        var coming = QueueGaps.Coming(week.Slots, zone, week.After).Take(40).ToList();
        return coming.Zip(coming.Skip(1)).All(pair => pair.First < pair.Second) && coming[0] > week.After
            && coming.All(at => TimeZoneInfo.ConvertTime(at, zone).DateTime is var local && week.Slots.Contains(new(local.DayOfWeek, TimeOnly.FromDateTime(local))))
            && coming.Select(at => TimeZoneInfo.ConvertTime(at, zone).DateTime).Distinct().Count() == coming.Count;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Filling_a_queue_takes_each_hour_once_in_its_order() => Prop.ForAll(Weeks, week =>
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(week.Zone);
        var taken = new HashSet<DateTimeOffset>();
        for (var i = 0; i < 20; i++)
            taken.Add(QueueGaps.Next(week.Slots, zone, week.After, DateTimeOffset.MaxValue, taken)!.Value).ShouldBeTrue();
        return taken.SetEquals(QueueGaps.Coming(week.Slots, zone, week.After).Take(20));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_hour_that_the_clocks_skip_does_not_come_that_week_and_one_that_comes_twice_comes_once()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        WeekSlot[] half = [new(DayOfWeek.Sunday, new(2, 30))];
        // 29 March 2026 skips from 02:00 to 03:00.
        QueueGaps.Coming(half, berlin, new(2026, 3, 27, 0, 0, 0, TimeSpan.Zero)).First().ShouldBe(new(2026, 4, 5, 0, 30, 0, TimeSpan.Zero));
        // 25 October 2026 has 02:30 twice: first at two hours from UTC.
        QueueGaps.Coming(half, berlin, new(2026, 10, 23, 0, 0, 0, TimeSpan.Zero)).Take(2)
            .ShouldBe([new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 1, 1, 30, 0, TimeSpan.Zero)]);
    }

    [Fact]
    public void A_full_queue_offers_nothing_before_the_horizon()
    {
        var jakarta = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta");
        WeekSlot[] slots = [new(DayOfWeek.Monday, new(8, 0))];
        var now = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        var all = QueueGaps.Coming(slots, jakarta, now).TakeWhile(at => at < now.AddDays(30)).ToHashSet();
        QueueGaps.Next(slots, jakarta, now, now.AddDays(30), all).ShouldBeNull();
        QueueGaps.Next([], jakarta, now, now.AddDays(30), all).ShouldBeNull();
    }

    [Theory]
    [InlineData("Senin 07.30 16.00\nJumat: 9:05", 3)]
    [InlineData("monday 07:30, 16:00\nfri 09:05\n\n", 3)]
    [InlineData("Jum'at 07.30 07:30", 1)]
    public void Hours_are_read_as_people_write_them(string text, int count) => SlotWords.Read(text)!.Count.ShouldBe(count);

    [Theory]
    [InlineData("Senin")]
    [InlineData("07.30")]
    [InlineData("Senin 25.00")]
    [InlineData("Someday 07:30")]
    public void Hours_without_sense_are_refused(string text) => SlotWords.Read(text).ShouldBeNull();

    [Theory]
    [InlineData("id")]
    [InlineData("en")]
    public void Written_hours_are_read_back_as_they_were(string language)
    {
        var before = System.Globalization.CultureInfo.CurrentUICulture;
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo(language);
        try
        {
            WeekSlot[] slots = [.. Enum.GetValues<DayOfWeek>().SelectMany(day => new[] { new WeekSlot(day, new(7, 5)), new WeekSlot(day, new(23, 59)) })];
            SlotWords.Read(SlotWords.Write(slots))!.ShouldBe(slots, ignoreOrder: true);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentUICulture = before;
        }
    }
}
