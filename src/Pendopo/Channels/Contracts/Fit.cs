using System.Globalization;
using System.Text;

namespace Pendopo.Channels.Contracts;

public enum FitTrouble { TooManyGraphemes, TooManyBytes, TooManyImages, ImageTooLarge, ImageType, AltTooLong, AltMissing, Empty, TooManyParts, VideoMissing, PicturesMissing, VideoTooShort, VideoTooLong, VideoTooLarge, VideoNotUpright, TooManyHashtags }

/// <summary>Why a post does not fit a channel.</summary>
/// <param name="Is">The size it has.</param>
/// <param name="May">The size it may have; 0 where there is none.</param>
public sealed record FitProblem(FitTrouble Trouble, long Is, long May);

/// <summary>Whether a post fits a channel: pure, so that the composer and the sender agree.</summary>
public static class Fit
{
    /// <summary>Characters as people count them.</summary>
    public static int Graphemes(string text) => new StringInfo(text).LengthInTextElements;

    /// <summary>What does not fit of the parts below a post.</summary>
    public static IReadOnlyList<FitProblem> Check(ChannelLimits limits, IReadOnlyList<string> parts)
    {
        var problems = parts.SelectMany(part => Check(limits with { Graphemes = limits.PartGraphemes ?? limits.Graphemes, GraphemesWithImages = null }, part, [])).ToList();
        if (parts.Count > limits.Parts)
            problems.Add(new(FitTrouble.TooManyParts, parts.Count, limits.Parts));
        return problems;
    }

    /// <summary>All that does not fit; empty when it may be sent.</summary>
    public static IReadOnlyList<FitProblem> Check(ChannelLimits limits, string text, IReadOnlyList<FittedImage> images)
    {
        var problems = new List<FitProblem>();
        Over(FitTrouble.TooManyGraphemes, limits.Length(text), limits.With(images.Count).Graphemes);
        Over(FitTrouble.TooManyBytes, Encoding.UTF8.GetByteCount(text), limits.Bytes);
        Over(FitTrouble.TooManyImages, images.Count, limits.Images);
        Over(FitTrouble.TooManyHashtags, text.Count(letter => letter == '#'), limits.Hashtags);
        if (text.Length == 0 && images.Count == 0)
            problems.Add(new(FitTrouble.Empty, 0, 0));
        foreach (var image in images)
        {
            Over(FitTrouble.ImageTooLarge, image.Bytes, limits.ImageBytes);
            Over(FitTrouble.AltTooLong, Graphemes(image.Alt), limits.AltGraphemes);
            if (string.IsNullOrWhiteSpace(image.Alt))
                problems.Add(new(FitTrouble.AltMissing, 0, 0));
            if (!limits.ImageTypes.Contains(image.MediaType, StringComparer.OrdinalIgnoreCase))
                problems.Add(new(FitTrouble.ImageType, 0, 0));
        }
        return problems;

        void Over(FitTrouble trouble, long size, long? bound)
        {
            if (size > bound)
                problems.Add(new(trouble, size, bound.Value));
        }
    }
}

/// <summary>A picture as far as limits look at it.</summary>
public sealed record FittedImage(string MediaType, long Bytes, string Alt);
