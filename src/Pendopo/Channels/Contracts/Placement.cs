namespace Pendopo.Channels.Contracts;

/// <summary>Where on a network a post stands.</summary>
public enum Placement
{
    /// <summary>Among the posts of the account, as everywhere.</summary>
    Post,
    /// <summary>A short upright video among others of its kind.</summary>
    Reel,
    /// <summary>A picture or a video for a day, without words.</summary>
    Story,
    /// <summary>The pictures as pages of a document that readers leaf through and keep.</summary>
    Document,
}

/// <summary>What a video may be in a place.</summary>
/// <param name="LeastSeconds">How long it has to run at least.</param>
/// <param name="MostSeconds">How long it may run; null where there is no bound.</param>
/// <param name="MostBytes">How large it may be; null where there is no bound.</param>
/// <param name="Upright">Whether it has to be about 9:16.</param>
public sealed record VideoLimits(int LeastSeconds, int? MostSeconds, long? MostBytes, bool Upright)
{
    // Nine to sixteen is 0.5625; a pixel more or less of a copy is forgiven.
    private const double Narrowest = 0.5, Widest = 0.6;

    /// <summary>What does not fit; a length of 0 is not known and fits.</summary>
    public IEnumerable<FitProblem> Check(OutgoingVideo video)
    {
        if (video.Seconds > 0 && video.Seconds < LeastSeconds)
            yield return new(FitTrouble.VideoTooShort, video.Seconds, LeastSeconds);
        if (video.Seconds > MostSeconds)
            yield return new(FitTrouble.VideoTooLong, video.Seconds, MostSeconds.Value);
        if (video.Bytes > MostBytes)
            yield return new(FitTrouble.VideoTooLarge, video.Bytes >> 20, MostBytes.Value >> 20);
        var ratio = (double)video.Width / Math.Max(video.Height, 1);
        if (Upright && ratio is < Narrowest or > Widest)
            yield return new(FitTrouble.VideoNotUpright, video.Width, video.Height);
    }
}
