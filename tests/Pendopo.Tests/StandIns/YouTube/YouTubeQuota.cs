using Pendopo.Tests.StandIns.Net;

namespace Pendopo.Tests.StandIns.YouTube;

/// <summary>The units of a day: 10,000 for most calls, a bucket of 100 for uploads; given back at midnight of the Pacific coast.</summary>
internal sealed class YouTubeQuota(YouTubeStandIn network)
{
    private DateOnly day;
    private int units, uploads;

    /// <summary>Units that a project has a day.</summary>
    public int ADay { get; set; } = 10_000;

    public int UploadsADay { get; set; } = 100;

    /// <summary>Units that were used today.</summary>
    public int Used => Today() ? units : 0;

    public int Uploaded => Today() ? uploads : 0;

    public void UseUp()
    {
        Today();
        (units, uploads) = (ADay, UploadsADay);
    }

    /// <summary>Takes what a call costs; the error when it is more than is left.</summary>
    public NetReply? Take(NetCall call)
    {
        Today();
        var isUpload = call.Name == "POST /upload/youtube/v3/videos";
        if (isUpload && network.Facts.InsertBucket)
            return uploads < UploadsADay && ++uploads > 0 ? null : UsedUp();
        var cost = isUpload ? 1600 : Cost(call);
        if (units + cost > ADay)
            return UsedUp();
        units += cost;
        return null;
    }

    public NetReply UsedUp() => YouTubeStandIn.Error(403, "quotaExceeded", "The request cannot be completed because you have exceeded your quota.", network.Facts.QuotaDomain);

    private static int Cost(NetCall call) => call.Name switch
    {
        "POST /upload/youtube/v3/captions" => 400,
        "POST /upload/youtube/v3/thumbnails/set" or "PUT /youtube/v3/videos" or "DELETE /youtube/v3/videos" => 50,
        "POST /youtube/v3/comments" or "POST /youtube/v3/commentThreads" or "DELETE /youtube/v3/comments" or "PUT /youtube/v3/comments" or "POST /youtube/v3/comments/setModerationStatus" => 50,
        "GET /youtube/v3/search" => 100,
        _ when call.Name.StartsWith("GET /youtube/v3/", StringComparison.Ordinal) => 1,
        // Parts of an upload, and the analytics, which count for themselves.
        _ => 0,
    };

    private bool Today()
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(network.Time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(network.Facts.QuotaZone)).DateTime);
        if (today == day)
            return true;
        (day, units, uploads) = (today, 0, 0);
        return true;
    }
}
