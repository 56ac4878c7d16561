namespace Pendopo.Channels.TikTok;

/// <summary>A video's turn to be begun.</summary>
internal sealed record TikTokPlace(Guid Post, DateTimeOffset At)
{
    /// <summary>Whether it was begun then.</summary>
    public bool Used { get; init; }
}

/// <summary>The network takes six beginnings a minute of an account. They are counted where the account is kept, so that all nodes count the same.</summary>
internal static class TikTokPlaces
{
    private const int AMinute = 6;

    // The network's clock need not be ours.
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(61), Forgotten = TimeSpan.FromHours(1);

    /// <summary>Gives a video its turn: now, or at the next minute that has room.</summary>
    public static IReadOnlyList<TikTokPlace> Take(IReadOnlyList<TikTokPlace> places, Guid post, DateTimeOffset now)
    {
        var others = places.Where(place => place.Used ? place.At > now - Minute : place.Post != post && place.At > now - Forgotten).ToList();
        var waits = places.FirstOrDefault(place => place.Post == post && !place.Used);
        if (waits?.At > now)
            return [.. others, waits];
        var begun = others.Where(place => place.Used).Select(place => place.At);
        // Who has a turn already keeps it, also where that is over and they only begin in a moment.
        var before = waits is null ? others.Select(place => place.At) : begun;
        return Sixth(before) is { } full && full + Minute > now ? [.. others, new(post, full + Minute)] : [.. others, new(post, now) { Used = true }];
    }

    /// <summary>When this video may be begun; null when that is now.</summary>
    public static DateTimeOffset? Of(IReadOnlyList<TikTokPlace> places, Guid post) => places.FirstOrDefault(place => place.Post == post && !place.Used)?.At;

    // The sixth from the end: a minute after it there is room again.
    private static DateTimeOffset? Sixth(IEnumerable<DateTimeOffset> at) => at.OrderDescending().Skip(AMinute - 1).Select(one => (DateTimeOffset?)one).FirstOrDefault();
}
