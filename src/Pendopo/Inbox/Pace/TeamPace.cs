using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Data;

namespace Pendopo.Inbox.Pace;

/// <summary>Which kind a conversation counts as when its answer time is told.</summary>
public enum PaceKind { Urgent, Private, UnderPost, Other }

/// <summary>A message as far as its time is looked at.</summary>
internal sealed record PaceMessage(Id<Conversation> Conversation, PaceKind Kind, bool Heard, DateTime Local);

/// <summary>What came in and what was answered on a day of the centre.</summary>
public sealed record PaceDay(DateOnly Day, int Heard, int Answered);

/// <summary>How long people waited for their first answer.</summary>
/// <param name="Answers">How many waits it is made of.</param>
/// <param name="Median">In minutes; null below <see cref="TeamPace.Fewest"/> waits, when it would say more of single persons than of the team.</param>
public sealed record PaceGroup<TKey>(TKey Key, int Answers, int? Median);

/// <summary>How the team keeps up: volumes and waits of the team alone. Who answered is not among what is read, so that nobody can be ranked. Pure.</summary>
public sealed record TeamPace(IReadOnlyList<PaceDay> Days, IReadOnlyList<PaceGroup<int>> Hours, IReadOnlyList<PaceGroup<PaceKind>> Kinds, PaceGroup<string> All)
{
    /// <summary>The fewest waits that a median is told of.</summary>
    public const int Fewest = 5;

    public int Heard => Days.Sum(day => day.Heard);

    public int Answered => Days.Sum(day => day.Answered);

    /// <param name="messages">What was heard and answered, in any order; notes and automatic replies left out.</param>
    /// <param name="first">The first day, and <paramref name="last"/> the last, both shown.</param>
    internal static TeamPace Of(IEnumerable<PaceMessage> messages, DateOnly first, DateOnly last)
    {
        var all = messages.OrderBy(message => message.Local).ToList();
        var waits = new List<(PaceKind Kind, int Hour, double Minutes)>();
        foreach (var conversation in all.GroupBy(message => message.Conversation))
        {
            PaceMessage? waiting = null;
            foreach (var message in conversation)
            {
                if (message.Heard)
                    waiting ??= message;
                else if (waiting is not null)
                {
                    waits.Add((waiting.Kind, waiting.Local.Hour, (message.Local - waiting.Local).TotalMinutes));
                    waiting = null;
                }
            }
        }
        var byDay = all.ToLookup(message => DateOnly.FromDateTime(message.Local));
        var days = Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays).Select(day => new PaceDay(day, byDay[day].Count(message => message.Heard), byDay[day].Count(message => !message.Heard)));
        return new([.. days],
            [.. waits.GroupBy(wait => wait.Hour).OrderBy(group => group.Key).Select(group => Group(group.Key, group.Select(wait => wait.Minutes)))],
            [.. waits.GroupBy(wait => wait.Kind).OrderBy(group => group.Key).Select(group => Group(group.Key, group.Select(wait => wait.Minutes)))],
            Group("all", waits.Select(wait => wait.Minutes)));
    }

    private static PaceGroup<TKey> Group<TKey>(TKey key, IEnumerable<double> minutes)
    {
        var sorted = minutes.Order().ToList();
        if (sorted.Count < Fewest)
            return new(key, sorted.Count, null);
        var middle = sorted.Count / 2;
        return new(key, sorted.Count, (int)Math.Round(sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2));
    }
}
