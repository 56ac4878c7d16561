using Pendopo.Care.Services;

namespace Pendopo.Care.Appointments;

/// <summary>A time that can be booked.</summary>
/// <param name="Left">How many places it has left.</param>
/// <param name="ForDesk">Kept for telephone and desk, or of waves that are shut yet: the site does not offer it.</param>
public sealed record FreeTime(Sitting Sitting, int Minute, DateTimeOffset At, int Left, bool ForDesk)
{
    /// <summary>How many of those left the site offers now.</summary>
    public int OnSite { get; init; } = ForDesk ? 0 : Left;

    /// <summary>When the site offers more of it; null where nothing is to come.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>The waves to which the places left belong; empty without waves.</summary>
    public IReadOnlyList<int> Waves { get; init; } = [];
}

/// <summary>The times of one session on one day: rules and exceptions less what is taken. Pure.</summary>
/// <param name="Taken">The places that are taken or held now; others' of the same day do no harm.</param>
internal sealed record ClinicDay(Sitting Sitting, TimeZoneInfo Zone, IReadOnlyCollection<TakenPlace> Taken)
{
    /// <summary>The times that are free for a payer from an instant on, in their order; none where the session is not held or gives no times.
    /// An hour that the clocks skip is none; of an hour that they show twice each time stands once, for the second is meant (<see cref="Pendopo.Platform.Ui.Clock.Instant"/>).</summary>
    /// <param name="now">For which moment it is said what the site offers; <paramref name="from"/> when null.</param>
    public IEnumerable<FreeTime> Free(Payer payer, DateTimeOffset from, DateTimeOffset? now = null)
    {
        if (!Sitting.IsHeld || Sitting.Session.EveryMinutes == 0 || NextInQuota(payer) is null)
            yield break;
        var (taken, waves) = (Mine.ToLookup(seat => seat.Minute), WaveDay.Of(Sitting, Zone));
        foreach (var (minute, index) in Minutes())
        {
            if (waves is not null)
            {
                if (InWaves(waves, (minute, index), [.. taken[minute].Select(seat => seat.Number)], now ?? from) is { Left: > 0 } time && time.At >= from)
                    yield return time;
                continue;
            }
            var left = Sitting.Session.Seats - taken[minute].Count(seat => seat.Number <= Sitting.Session.Seats);
            if (left > 0 && At(minute) is var at && at >= from)
                yield return new(Sitting, minute, at, left, IsForDesk(index));
        }
    }

    /// <summary>The place that somebody gets at a time; null when it is none of the session's, or full.</summary>
    /// <param name="beyond">How many places more than the session's may be given, on purpose.</param>
    /// <param name="onSite">The moment for which the site asks, that offers what is open alone; null for the desk, which takes what is kept for it first.</param>
    public FreePlace? PlaceAt(int minute, Payer payer, int beyond = 0, DateTimeOffset? onSite = null)
    {
        if (!Sitting.IsHeld || Minutes().Where(time => time.Minute == minute).Select(time => (int?)time.Index).FirstOrDefault() is not { } index || (onSite is not null && IsForDesk(index)))
            return null;
        var quota = NextInQuota(payer) ?? (beyond > 0 ? 0 : null);
        var numbers = Mine.Where(seat => seat.Minute == minute).Select(seat => seat.Number).ToHashSet();
        var free = Numbers(index, beyond, onSite).FirstOrDefault(number => !numbers.Contains(number));
        if (quota is not { } place || free == 0)
            return null;
        return place == 0 ? new(minute, free, null, null) : new(minute, free, payer, place);
    }

    public DateTimeOffset At(int minute) => Steady is { } offset ? new DateTimeOffset(Sitting.Day.ToDateTime(TimeOnly.MinValue).AddMinutes(minute), offset).ToUniversalTime() : HoursText.Instant(Sitting.Day, minute, Zone);

    /// <summary>The zone's distance from UTC where the clocks stay as they are from the day before to the day after; null where they may change. Asked once a
    /// session and not once a time: a month of twenty people holds twenty thousand times.</summary>
    private TimeSpan? Steady { get; } = Zone.GetUtcOffset(Sitting.Day.AddDays(-1).ToDateTime(TimeOnly.MinValue)) is var before && before == Zone.GetUtcOffset(Sitting.Day.AddDays(1).ToDateTime(TimeOnly.MaxValue)) ? before : null;

    private IEnumerable<TakenPlace> Mine => Taken.Where(seat => seat.Session == Sitting.Session.Id && seat.Day == Sitting.Day);

    private FreeTime InWaves(WaveDay waves, (int Minute, int Index) time, HashSet<int> taken, DateTimeOffset now)
    {
        var (at, left) = (At(time.Minute), Enumerable.Range(1, Sitting.Session.Seats).Where(number => !taken.Contains(number)).Select(number => waves.WaveOf(time.Index, number)).ToList());
        var open = left.Count(wave => waves.IsOpen(wave, now));
        return new(Sitting, time.Minute, at, left.Count, open == 0) { OnSite = open, Waves = [.. left.Distinct().Order()], OpensAt = left.Select(waves.OpensAt).Where(opens => opens > now && opens < at).Min() };
    }

    /// <summary>The numbers of a time's places in the order in which they are given.</summary>
    private IEnumerable<int> Numbers(int index, int beyond, DateTimeOffset? onSite)
    {
        var (seats, waves) = (Enumerable.Range(1, Sitting.Session.Seats), WaveDay.Of(Sitting, Zone));
        if (waves is not null)
            seats = onSite is { } now ? seats.Where(number => waves.IsOpen(waves.WaveOf(index, number), now)) : seats.OrderBy(number => waves.WaveOf(index, number) == waves.Kept ? -1 : waves.WaveOf(index, number));
        return seats.Concat(Enumerable.Range(Sitting.Session.Seats + 1, beyond));
    }

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
