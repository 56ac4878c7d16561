using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Care.Classes;

/// <summary>Attendance: people whom a post led to a class, and who were there on a day of the period.</summary>
internal sealed class AttendanceFigure(PendopoDb db) : IObjectiveFigure
{
    public ObjectiveMeasure Measure => ObjectiveMeasure.Attendance;

    public async Task<long?> Of(IReadOnlyCollection<Id<Post>> posts, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var invited = db.Set<ClassPerson>().Where(row => row.PostId != null && posts.Contains(row.PostId.Value));
        // Posts that led nobody to a class invited to something else, which people count.
        return await invited.AnyAsync(cancel)
            ? await invited.LongCountAsync(row => db.Set<ClassPresence>().Any(there => there.PersonId == row.Id && db.Set<ClassMeeting>().Any(meeting => meeting.Id == there.MeetingId && meeting.Day >= from && meeting.Day <= to)), cancel) : null;
    }
}
