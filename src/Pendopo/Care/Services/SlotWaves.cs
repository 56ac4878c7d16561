using System.Globalization;

namespace Pendopo.Care.Services;

/// <summary>A further share of a session's places that the site offers from a moment on.</summary>
/// <param name="Percent">Of all places of the session, from 1 to 100.</param>
/// <param name="DaysBefore">So many days before the day of the session, from 0.</param>
/// <param name="Minute">At this minute of that day, on the centre's clock.</param>
public sealed record SlotWave(int Percent, int DaysBefore, int Minute);

/// <summary>How the places of a session come onto the site: a share at once, further shares later, and one kept for telephone and walk-in.</summary>
/// <param name="First">Percent that the site offers from the beginning.</param>
/// <param name="Kept">Percent kept for who calls or comes.</param>
/// <param name="FreedAt">The minute of the day itself at which what is kept is free for everybody; null for never.</param>
/// <param name="Later">At most <see cref="MostWaves"/>, the earliest first.</param>
public sealed record SlotWaves(int First, int Kept, int? FreedAt, IReadOnlyList<SlotWave> Later)
{
    public const int MostWaves = 3, TextLength = 80;

    /// <summary>Everything together; 100 where each place belongs somewhere.</summary>
    public long Sum => (long)First + Kept + Later.Sum(wave => (long)wave.Percent);

    /// <summary>The waves in the order in which they open.</summary>
    public SlotWaves InOrder => this with { Later = [.. Later.OrderByDescending(wave => wave.DaysBefore).ThenBy(wave => wave.Minute)] };

    /// <summary>As it is kept: `50;20@420;30:1@420`.</summary>
    public override string ToString() =>
        string.Join(';', [Say(First), FreedAt is { } freed ? $"{Say(Kept)}@{Say(freed)}" : Say(Kept), .. Later.Select(wave => $"{Say(wave.Percent)}:{Say(wave.DaysBefore)}@{Say(wave.Minute)}")]);

    /// <summary>What was kept; null for none.</summary>
    public static SlotWaves? Read(string kept)
    {
        if (kept.Length == 0)
            return null;
        var parts = kept.Split(';');
        var held = parts[1].Split('@');
        return new(Number(parts[0]), Number(held[0]), held.Length > 1 ? Number(held[1]) : null, [.. parts[2..].Select(part => part.Split(':', '@')).Select(wave => new SlotWave(Number(wave[0]), Number(wave[1]), Number(wave[2])))]);
    }

    private static string Say(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
