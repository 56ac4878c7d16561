using Pendopo.Channels.Contracts;

namespace Pendopo.Publishing.Publications;

/// <summary>Whether an outgoing post fits its channel: the same question in the preview and before the send.</summary>
internal static class FitOf
{
    public static async Task<IReadOnlyList<FitProblem>> Check(OutgoingPost post, ChannelLimits limits, CancellationToken cancel)
    {
        limits = limits.At(post.Placement);
        var images = new List<FittedImage>();
        foreach (var image in post.Images)
        {
            await using var content = await image.Open(cancel);
            images.Add(new(image.MediaType, content.Length, image.Alt));
        }
        FitProblem[] missing = limits.NeedsVideo && post.Video is null ? [new(FitTrouble.VideoMissing, 0, 0)] : limits.NeedsPictures && images.Count == 0 ? [new(FitTrouble.PicturesMissing, 0, 0)] : [];
        var shown = limits.ShowsVideo ? post.Video : null;
        // A video without words is something, too.
        var words = Fit.Check(limits, post.Text, images).Where(problem => shown is null || problem.Trouble != FitTrouble.Empty);
        var film = shown is null || limits.Video is not { } bounds ? [] : bounds.Check(shown);
        return [.. missing.Concat(film).Concat(words).Concat(Fit.Check(limits, post.Parts)).Distinct()];
    }
}
