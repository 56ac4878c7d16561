using Pendopo.Care.Services;

namespace Pendopo.Care.Appointments;

/// <summary>To which wave each place of a session belongs on one day, and when each opens. Every place belongs to one wave for good: where no web
/// booking takes a place of a wave that is shut, the site can never give more than the opened share, whoever asks at once. Pure.</summary>
internal sealed class WaveDay
{
    // Knuth's multiplicative hashing by the golden ratio: the places of each wave lie spread over the whole session, and the same ones on each look.
    private const uint Golden = 2_654_435_769;

    private readonly int seats;
    private readonly int[] waveOf;
    private readonly DateTimeOffset?[] opens;

    private WaveDay(SlotWaves waves, Sitting sitting, TimeZoneInfo zone)
    {
        seats = sitting.Session.Seats;
        var count = (sitting.To - sitting.From) / sitting.Session.EveryMinutes * seats;
        opens = [DateTimeOffset.MinValue, .. waves.Later.Select(wave => (DateTimeOffset?)HoursText.Instant(sitting.Day.AddDays(-wave.DaysBefore), wave.Minute, zone)), waves.FreedAt is { } freed ? HoursText.Instant(sitting.Day, freed, zone) : null];
        waveOf = new int[count];
        Array.Fill(waveOf, Kept);
        var order = Enumerable.Range(0, count).OrderBy(place => unchecked((uint)place * Golden)).ToArray();
        var (given, share) = (0, 0);
        foreach (var (percent, wave) in waves.Later.Select(later => later.Percent).Prepend(waves.First).Select((percent, wave) => (percent, wave)))
        {
            share += percent;
            // Cut, not rounded: the site has at most the share.
            for (; given < count * share / 100; given++)
                waveOf[order[given]] = wave;
        }
    }

    /// <summary>The last: what is kept for who calls or comes.</summary>
    public int Kept => opens.Length - 1;

    /// <summary>Null where a session has no waves.</summary>
    public static WaveDay? Of(Sitting sitting, TimeZoneInfo zone) => sitting.Session is { EveryMinutes: > 0, Waves: { } waves } && sitting.To > sitting.From ? new(waves, sitting, zone) : null;

    /// <param name="index">Which time of the session, from 0.</param>
    /// <param name="number">Which of its places, from 1.</param>
    public int WaveOf(int index, int number) => waveOf[(index * seats) + number - 1];

    /// <summary>When a wave opens on the site; null for never.</summary>
    public DateTimeOffset? OpensAt(int wave) => opens[wave];

    public bool IsOpen(int wave, DateTimeOffset now) => opens[wave] <= now;
}
