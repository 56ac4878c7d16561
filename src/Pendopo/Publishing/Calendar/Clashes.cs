using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Calendar;

/// <summary>Two posts that stand in each other's way.</summary>
/// <param name="Network">The network on which they meet first.</param>
public sealed record Clash(CalendarEntry First, CalendarEntry Second, string Network);

/// <summary>Finds what is planned too close together. Pure.</summary>
public static class Clashes
{
    /// <summary>Closer than this, the second post takes the readers of the first: the convention of the trade, told and never enforced.</summary>
    public static readonly TimeSpan TooClose = TimeSpan.FromHours(1);

    /// <summary>Pairs of different posts that go out on one channel within the hour and of which one can still be moved, in the order of the clock.
    /// The centre's own site and its feeds do not count: nobody is interrupted there.</summary>
    /// <param name="entries">In the order of the clock.</param>
    public static IEnumerable<Clash> Of(IReadOnlyList<CalendarEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        for (var i = 0; i < entries.Count; i++)
        {
            for (var j = i + 1; j < entries.Count && entries[j].At - entries[i].At < TooClose; j++)
            {
                var (first, second) = (entries[i], entries[j]);
                if (first.Post != second.Post && (first.Movable ?? second.Movable) is not null && Shared(first, second) is { } network)
                    yield return new(first, second, network);
            }
        }
    }

    private static string? Shared(CalendarEntry first, CalendarEntry second) =>
        first.Lines.Where(Counts).Select(line => (line.Network, line.Handle)).Intersect(second.Lines.Where(Counts).Select(line => (line.Network, line.Handle)))
            .Select(channel => channel.Network).FirstOrDefault();

    private static bool Counts(CalendarLine line) =>
        line.Network is not (Publications.OwnChannels.Site or Publications.OwnChannels.Feeds)
        && line.State is PublicationState.Scheduled or PublicationState.WaitingForApproval or PublicationState.Sending or PublicationState.Sent;
}
