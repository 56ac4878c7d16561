using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;

namespace Pendopo.Community.Talk;

/// <summary>How much somebody says in a while. The centre is reached without any of it.</summary>
internal sealed class SayLimits(PendopoDb db, Here here, TimeProvider time, IStringLocalizer<CommunityText> words)
{
    /// <summary>On the first day one reads more than one says (the numbers are Discourse's for its newest members).</summary>
    public const int PostsOnFirstDay = 3, CommentsOnFirstDay = 10;

    /// <summary>More in an hour is no talk any more. Our own choice.</summary>
    public const int MostAnHour = 60;

    public async Task<Problem?> TooMuch(Viewer viewer, bool isComment, CancellationToken cancel)
    {
        var (mine, now) = (viewer.Faces, time.Now());
        if (viewer.Member!.SuspendedUntil is { } until && until > now)
            return words.Problem("IsSuspended", null, Clock.Date(Clock.DateOf(until, here.Centre.Zone)));
        var (day, hour) = (now - TimeSpan.FromDays(1), now - TimeSpan.FromHours(1));
        var said = db.Set<Said>().Where(row => mine.Contains(row.FaceId));
        if (viewer.Member!.JoinedAt > day && await said.CountAsync(row => row.At > day && row.RootId != null == isComment, cancel) >= (isComment ? CommentsOnFirstDay : PostsOnFirstDay))
            return words.Problem("FirstDay");
        return await said.CountAsync(row => row.At > hour, cancel) >= MostAnHour ? words.Problem("TooMuch") : null;
    }
}
