using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Desk;

namespace Pendopo.Publishing.Calendar;

/// <summary>One publication as the calendar reads it.</summary>
/// <param name="At">When it went out, or goes.</param>
/// <param name="DueAt">The minute a person chose; null for what never had one.</param>
public sealed record CalendarLine(Id<Post> Post, string Title, PostKind Kind, string Language, Id<Platform.People.Person> Author, string Network, string Handle,
    PublicationState State, DateTimeOffset At, DateTimeOffset? DueAt);

/// <summary>A publication that waits for a person.</summary>
/// <param name="Channel">Whether its channel works.</param>
internal sealed record CalendarTrouble(Publication Publication, string Title, string Language, string Handle, Channels.Contracts.ChannelState Channel);

/// <summary>A post at a minute, with all its channels of that minute.</summary>
public sealed record CalendarEntry(Id<Post> Post, string Title, PostKind Kind, string Language, DateTimeOffset At, PublicationState State, IReadOnlyList<CalendarLine> Lines)
{
    public string Href => $"/desk/posts/{Post}";

    /// <summary>The minute by which it is moved, or null when nothing of it can be moved any more.</summary>
    public DateTimeOffset? Movable => Lines.FirstOrDefault(line => line.State is PublicationState.Scheduled or PublicationState.WaitingForApproval)?.DueAt;

    /// <summary>Draws the channels of one post and minute together; the state is the one that asks for most attention.</summary>
    public static IReadOnlyList<CalendarEntry> Of(IEnumerable<CalendarLine> lines) =>
    [
        .. lines.GroupBy(line => (line.Post, line.DueAt ?? line.At)).Select(group =>
        {
            var worst = group.MaxBy(line => (int)WorkStates.ToneOf(PostStates.Of(line.State)))!;
            return new CalendarEntry(worst.Post, worst.Title, worst.Kind, worst.Language, group.Min(line => line.At), worst.State, [.. group.OrderBy(line => line.Network, StringComparer.Ordinal)]);
        }).OrderBy(entry => entry.At).ThenBy(entry => entry.Post),
    ];
}
