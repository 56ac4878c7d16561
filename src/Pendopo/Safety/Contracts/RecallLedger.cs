using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Safety.Consents;

namespace Pendopo.Safety.Contracts;

/// <summary>How far the taking back of one copy is.</summary>
public enum RecallState
{
    /// <summary>It holds a dated place in the queue.</summary>
    Waiting,
    /// <summary>The channel took the deletion, or the page is gone.</summary>
    Gone,
    /// <summary>It had not gone out, and does not any more.</summary>
    CalledOff,
    /// <summary>No program may delete there: a person does it, with the steps before them.</summary>
    ByHand,
    /// <summary>Whether it went out at all is being asked of the channel.</summary>
    NotCertain,
}

/// <summary>How far the taking back of one thing from one channel is.</summary>
/// <param name="Channel">Tells the channel apart from others, for programs; such as a channel's id.</param>
/// <param name="ChannelName">What people call the channel.</param>
/// <param name="DueAt">When the next step is due, with <see cref="RecallState.Waiting"/> and <see cref="RecallState.NotCertain"/>; else null.</param>
public sealed record RecallReport(string Kind, Guid Item, string Channel, string ChannelName, RecallState State, DateTimeOffset? DueAt);

/// <summary>What became of every copy under a consent that ended. The person's page and the proof read nothing else.</summary>
public sealed class RecallLedger(PendopoDb db, TimeProvider time)
{
    internal const int ChannelLength = 80, NameLength = 160;

    /// <summary>Writes the copies of a consent down, in the caller's transaction. A line that stands is brought up to date.</summary>
    public async Task Note(Id<Consent> consent, IReadOnlyList<RecallReport> reports, CancellationToken cancel)
    {
        var centre = await db.Set<Consent>().Where(row => row.Id == consent).Select(row => row.CentreId).FirstAsync(cancel);
        var items = reports.Select(report => report.Item).Distinct().ToList();
        var standing = await db.Set<RecallLine>().Where(line => line.ConsentId == consent && items.Contains(line.Item)).ToListAsync(cancel);
        foreach (var report in reports)
        {
            var line = standing.Find(row => row.Is(report));
            if (line is null)
            {
                db.Add(line = RecallLine.Of(centre, consent, report, time.Now()));
                standing.Add(line);
            }
            line.Become(report.State, report.DueAt, time.Now());
        }
    }

    /// <summary>Brings the lines of one copy up to date, whichever consents it stood under, in the caller's transaction. Without lines nothing happens.</summary>
    public async Task Follow(RecallReport report, CancellationToken cancel)
    {
        foreach (var line in await db.Set<RecallLine>().Where(row => row.Kind == report.Kind && row.Item == report.Item && row.Channel == report.Channel).ToListAsync(cancel))
            line.Become(report.State, report.DueAt, time.Now());
    }
}
