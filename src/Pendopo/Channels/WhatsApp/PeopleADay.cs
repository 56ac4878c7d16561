using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.WhatsApp;

/// <summary>The people a day whom a number may write to who did not write themselves, posts and reminders together.</summary>
internal sealed class PeopleADay(PendopoDb db, TimeProvider time)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>When this person may be written to; null when that is now.</summary>
    public async Task<DateTimeOffset?> FullUntil(Id<Channel> channel, Contact contact, CancellationToken cancel)
    {
        var now = time.Now();
        if (contact.IsOpen(now) || await db.Set<Number>().Where(row => row.ChannelId == channel).Select(row => row.MostPeople).FirstOrDefaultAsync(cancel) is not { } most || most == int.MaxValue)
            return null;
        var since = now - Day;
        var people = await db.Set<Sending>().Where(row => row.ChannelId == channel && row.Opens && row.CalledAt > since && row.State != SendingState.Waiting)
            .GroupBy(row => row.ContactId).Select(group => new { group.Key, First = group.Min(row => row.CalledAt) }).ToListAsync(cancel);
        return people.Count < most || people.Exists(one => one.Key == contact.Id) ? null : people.Min(one => one.First)!.Value + Day;
    }
}
