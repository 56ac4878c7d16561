namespace Pendopo.Platform.Data;

public static class Instants
{
    /// <summary>The instant in UTC, cut to whole microseconds: what both databases can keep.</summary>
    public static DateTimeOffset Cut(DateTimeOffset instant)
    {
        var utc = instant.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    /// <summary>Now, as the databases will give it back.</summary>
    public static DateTimeOffset Now(this TimeProvider time) => Cut(time.GetUtcNow());
}
