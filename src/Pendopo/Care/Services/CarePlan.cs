using System.Globalization;
using Pendopo.Care.Closures;
using Pendopo.Inbox.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;

namespace Pendopo.Care.Services;

/// <summary>Whether a session of the plan is held on a day, and if not why.</summary>
public enum SittingState
{
    Held,

    /// <summary>Somebody said that it falls out on this day.</summary>
    FallsOut,

    /// <summary>The centre is closed on this day.</summary>
    Holiday,

    /// <summary>The licence of who would hold it has ended; the public reads that it is closed, and no more.</summary>
    NoLicence,

    /// <summary>The doors are shut at once.</summary>
    Closed,
}

/// <summary>A session on one day, as it really is on that day.</summary>
/// <param name="Note">What people are told of this day; empty when it is like every other.</param>
/// <param name="Changed">Held otherwise than the plan says.</param>
public sealed record Sitting(HealthService Service, ClinicSession Session, DateOnly Day, int From, int To, string Room, StaffMember? Staff, SittingState State, string Note, bool Changed)
{
    public bool IsHeld => State == SittingState.Held;

    /// <summary>"08.00–12.00".</summary>
    public string Hours => HoursText.Span(From, To);
}

/// <summary>Minutes of a day as people write and read them.</summary>
internal static class HoursText
{
    public static string Of(int minute) => Clock.Time(new TimeOnly(minute / 60, minute % 60));

    public static string Span(int from, int to) => $"{Of(from)}–{Of(to)}";

    /// <summary>As a field for an hour sends it: `08:30`; a dot is read, too. Null for what is no time of a day.</summary>
    public static int? Read(string? typed) =>
        TimeOnly.TryParseExact((typed ?? "").Trim().Replace('.', ':'), ["HH:mm", "H:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? (time.Hour * 60) + time.Minute : null;

    public static string Field(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");

    public static DateTimeOffset Instant(DateOnly day, int minute, TimeZoneInfo zone) => Clock.Instant(day.ToDateTime(new TimeOnly(minute / 60, minute % 60)), zone);
}

/// <summary>Everything that says when care is given at a centre: rules and exceptions as they stood when they were read. Pure.</summary>
internal sealed record CarePlan(
    IReadOnlyList<HealthService> Services, IReadOnlyList<ClinicSession> Sessions, IReadOnlyList<DayChange> Changes, IReadOnlyList<StaffMember> Staff, IReadOnlyList<Closure> Closures, OpenHours Hours, TimeZoneInfo Zone, DateTimeOffset Now)
{
    public DateOnly Today => Clock.DateOf(Now, Zone);

    public int MinuteNow => Local.Hour * 60 + Local.Minute;

    private DateTime Local => TimeZoneInfo.ConvertTime(Now, Zone).DateTime;

    private DateTimeOffset EndOfToday => Clock.Instant(Today.AddDays(1).ToDateTime(TimeOnly.MinValue), Zone);

    /// <summary>The closure of the whole centre that holds now, or null.</summary>
    public Closure? Shut => Closures.FirstOrDefault(closure => closure.ServiceId is null && closure.IsOn(Now));

    /// <summary>Until which minute of today the doors are open; null when they are shut now.</summary>
    public int? OpenUntil => Shut is null && Hours.IsOpen(Local) && Hours.On(Today.DayOfWeek) is { } span ? (span.To.Hour * 60) + span.To.Minute : null;

    /// <summary>When they open next by the hours; null while open, and when nobody knows.</summary>
    public DateTime? OpensAt => Hours.OpensAt(Local);

    public StaffMember? Member(Id<StaffMember>? id) => id is { } known ? staffById.GetValueOrDefault(known) : null;

    private readonly Dictionary<Id<StaffMember>, StaffMember> staffById = Staff.ToDictionary(member => member.Id);

    /// <summary>The sessions of a day in the order of their beginning, held or not.</summary>
    public IReadOnlyList<Sitting> On(DateOnly day, HealthService? only = null) =>
        [.. Sessions.Where(session => session.IsPlanned(day) && (only is null || session.ServiceId == only.Id)).Select(session => Of(session, day)).OfType<Sitting>()
            .OrderBy(sitting => sitting.From).ThenBy(sitting => sitting.Service.Name, StringComparer.CurrentCulture).ThenBy(sitting => sitting.Session.Id)];

    /// <summary>A session on a day; null when the plan does not hold it then, or its service is no longer given.</summary>
    public Sitting? Of(ClinicSession session, DateOnly day)
    {
        if (!session.IsPlanned(day) || Services.FirstOrDefault(service => service.Id == session.ServiceId) is not { } service)
            return null;
        var change = Changes.FirstOrDefault(change => change.SessionId == session.Id && change.Day == day);
        var staff = Member(change is null ? session.StaffId : change.StaffId);
        var (from, to) = change is null ? (session.FromMinute, session.ToMinute) : (change.FromMinute, change.ToMinute);
        var sitting = new Sitting(service, session, day, from, to, change?.Room ?? session.Room, staff, SittingState.Held, change?.Note ?? "", change is { FallsOut: false });
        return sitting with { State = StateOf(sitting, change) };
    }

    /// <summary>The sessions that are held at this minute.</summary>
    public IReadOnlyList<Sitting> Running => [.. On(Today).Where(sitting => sitting.IsHeld && sitting.From <= MinuteNow && MinuteNow < sitting.To)];

    private SittingState StateOf(Sitting sitting, DayChange? change)
    {
        var begins = HoursText.Instant(sitting.Day, sitting.From, Zone);
        if (sitting.Day >= Today && Closures.Any(closure => (closure.ServiceId is null || closure.ServiceId == sitting.Service.Id) && closure.IsOn(Now) && closure.Covers(begins, EndOfToday)))
            return SittingState.Closed;
        if (change is { FallsOut: true })
            return SittingState.FallsOut;
        // What somebody set for this very day is held on a holiday, too.
        if (change is null && sitting.Session.OnDay is null && Hours.IsClosedDay(sitting.Day))
            return SittingState.Holiday;
        return sitting.Staff is { } staff && !staff.MayPractise(sitting.Day) ? SittingState.NoLicence : SittingState.Held;
    }
}
