using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;

namespace Pendopo.Inbox.Kept;

/// <summary>Work that brings words in and was given up holds them still, because an administrator may replay it; done work holds nothing.</summary>
internal sealed class WordsInJobs(PendopoDb db, IEnumerable<EventSubscription> subscriptions)
{
    /// <summary>Deletes what a channel brought in before an instant and nobody took up.</summary>
    public async Task Forget(Channel channel, DateTimeOffset limit, CancellationToken cancel)
    {
        var about = channel.Id.ToString();
        foreach (var name in subscriptions.Where(found => found.Event == typeof(MessageHeard) || found.Event == typeof(MessageChanged)).Select(found => $"\"{found.Name}\""))
        {
            await db.Set<Job>().Where(row => row.CentreId == channel.CentreId && row.Kind == EventBoard.JobKind && (row.State == JobState.Discarded || row.State == JobState.Cancelled) && row.CreatedAt <= limit
                && row.Arguments.Contains(name) && row.Arguments.Contains(about)).ExecuteDeleteAsync(cancel);
        }
    }
}
