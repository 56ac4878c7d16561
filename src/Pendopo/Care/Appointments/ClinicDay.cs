using Pendopo.Care.Services;

namespace Pendopo.Care.Appointments;

/// <summary>A time that can be booked.</summary>
/// <param name="Left">How many places it has left.</param>
/// <param name="ForDesk">Kept for telephone and desk: the site does not offer it.</param>
public sealed record FreeTime(Sitting Sitting, int Minute, DateTimeOffset At, int Left, bool ForDesk);

/// <summary>The times of one session on one day: rules and exceptions less what is taken. Pure.</summary>
/// <param name="Taken">The places that are taken or held now; others' of the same day do no harm.</param>
internal sealed record ClinicDay(Sitting Sitting, TimeZoneInfo Zone, IReadOnlyCollection<TakenPlace> Taken)
{
    /// <summary>The times that are free for a payer from an instant on, in their order; none where the session is not held or gives no times.
    /// An hour that the clocks skip is none; of an hour that they show twice each time stands once, for the second is meant (<see cref="Pendopo.Platform.Ui.Clock.Instant"/>).</summary>
    public IEnumerable<FreeTime> Free(Payer payer, DateTimeOffset from)
    {
        if (!Sitting.IsHeld || Sitting.Session.EveryMinutes == 0 || NextInQuota(payer) is null)
            yield break;
        var taken = Mine.ToLookup(seat => seat.Minute);
        foreach (var (minute, index) in Minutes())
        {
            var left = Sitting.Session.Seats - taken[minute].Count(seat => seat.Number <= Sitting.Session.Seats);
            if (left > 0 && At(minute) is var at && at >= from)
                yield return new(Sitting, minute, at, left, IsForDesk(index));
        }
    }

    /// <summary>The place that somebody gets at a time; null when it is none of the session's, or full.</summary>
    /// <param name="beyond">How many places more than the session's may be given, on purpose.</param>
    public FreePlace? PlaceAt(int minute, Payer payer, int beyond = 0)
    {
        if (!Sitting.IsHeld || !Minutes().Any(time => time.Minute == minute))
            return null;
        var quota = NextInQuota(payer) ?? (beyond > 0 ? 0 : null);
        var numbers = Mine.Where(seat => seat.Minute == minute).Select(seat => seat.Number).ToHashSet();
        var free = Enumerable.Range(1, Sitting.Session.Seats + beyond).FirstOrDefault(number => !numbers.Contains(number));
        if (quota is not { } place || free == 0)
            return null;
        return place == 0 ? new(minute, free, null, null) : new(minute, free, payer, place);
    }

    public DateTimeOffset At(int minute) => Steady is { } offset ? new DateTimeOffset(Sitting.Day.ToDateTime(TimeOnly.MinValue).AddMinutes(minute), offset).ToUniversalTime() : HoursText.Instant(Sitting.Day, minute, Zone);

    /// <summary>The zone's distance from UTC where the clocks stay as they are from the day before to the day after; null where they may change. Asked once a
    /// session and not once a time: a month of twenty people holds twenty thousand times.</summary>
    private TimeSpan? Steady { get; } = Zone.GetUtcOffset(Sitting.Day.AddDays(-1).ToDateTime(TimeOnly.MinValue)) is var before && before == Zone.GetUtcOffset(Sitting.Day.AddDays(1).ToDateTime(TimeOnly.MaxValue)) ? before : null;

    private IEnumerable<TakenPlace> Mine => Taken.Where(seat => seat.Session == Sitting.Session.Id && seat.Day == Sitting.Day);

    private bool IsForDesk(int index) => Sitting.Session.KeptEvery > 0 && index % Sitting.Session.KeptEvery == Sitting.Session.KeptEvery - 1;

    private IEnumerable<(int Minute, int Index)> Minutes()
    {
        var every = Sitting.Session.EveryMinutes;
        for (var (minute, index) = (Sitting.From, 0); every > 0 && minute + every <= Sitting.To; minute += every, index++)
        {
            if (Steady is not null || !Zone.IsInvalidTime(Sitting.Day.ToDateTime(new TimeOnly(minute / 60, minute % 60))))
                yield return (minute, index);
        }
    }

    /// <summary>The next number of a payer's quota; 0 without a quota, null when it is used up.</summary>
    private int? NextInQuota(Payer payer)
    {
        if ((payer == Payer.Insured ? Sitting.Session.InsuredPlaces : Sitting.Session.PayingPlaces) is not { } most)
            return 0;
        var used = Mine.Where(seat => seat.QuotaOf == payer).Select(seat => seat.QuotaPlace).ToHashSet();
        var next = Enumerable.Range(1, most).FirstOrDefault(place => !used.Contains(place));
        return next == 0 ? null : next;
    }
}
