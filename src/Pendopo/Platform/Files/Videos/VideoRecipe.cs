using System.Globalization;
using System.Text.Json;

namespace Pendopo.Platform.Files.Videos;

/// <summary>What is known of a video before its copies are made.</summary>
internal sealed record VideoFacts(double Seconds, int Width, int Height)
{
    /// <summary>Reads the answer of ffprobe; null when no picture moves in it.</summary>
    public static VideoFacts? Of(string probed)
    {
        using var said = JsonDocument.Parse(probed);
        var moving = said.RootElement.TryGetProperty("streams", out var streams)
            ? streams.EnumerateArray().FirstOrDefault(stream => stream.TryGetProperty("codec_type", out var type) && type.GetString() == "video")
            : default;
        if (moving.ValueKind != JsonValueKind.Object || !moving.TryGetProperty("width", out var width) || !moving.TryGetProperty("height", out var height))
            return null;
        var seconds = said.RootElement.TryGetProperty("format", out var format) && format.TryGetProperty("duration", out var duration)
            && double.TryParse(duration.GetString(), CultureInfo.InvariantCulture, out var known) ? known : 0;
        return new(seconds, width.GetInt32(), height.GetInt32());
    }
}

/// <summary>How the copies of a video are made. Demuxer and protocol are said, so that a play-list that calls itself a video leads nowhere.</summary>
internal static class VideoRecipe
{
    /// <summary>The longest that is shown, in seconds: what a centre has to say fits, and a night of a small machine too.</summary>
    public const int MaxSeconds = 30 * 60;

    /// <summary>The most pixels of a picture that is decoded: 8K.</summary>
    public const long MaxPixels = 7680L * 4320;

    // No tags, no chapters, no subtitles or data of the source; and none of ffmpeg's own version.
    private static readonly string[] Bare = ["-map_metadata", "-1", "-map_metadata:s:v", "-1", "-map_metadata:s:a", "-1", "-map_chapters", "-1", "-sn", "-dn", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"];

    public static string Demuxer(FileType type) => type == FileType.Webm ? "matroska" : "mov";

    /// <summary>H.264 and AAC that every phone since 2012 plays, with its index in front so that it begins before it is all there.</summary>
    public static IReadOnlyList<string> Mp4(string source, string demuxer, string target, int lines) =>
    [
        .. Source(source, demuxer), "-map", "0:v:0", "-map", "0:a:0?", .. Bare, "-vf", Shrink(lines), "-threads", "1",
        "-c:v", "libx264", "-profile:v", "main", "-preset", "veryfast", "-crf", lines > 240 ? "26" : "28", "-maxrate", lines > 240 ? "900k" : "300k", "-bufsize", lines > 240 ? "1800k" : "600k", "-pix_fmt", "yuv420p",
        "-c:a", "aac", "-b:a", lines > 240 ? "96k" : "48k", "-ac", lines > 240 ? "2" : "1", "-movflags", "+faststart", .. Ends, "-f", "mp4", target,
    ];

    /// <summary>VP9 and Opus, for browsers that know them.</summary>
    public static IReadOnlyList<string> Webm(string source, string demuxer, string target, int lines) =>
    [
        .. Source(source, demuxer), "-map", "0:v:0", "-map", "0:a:0?", .. Bare, "-vf", Shrink(lines), "-threads", "1",
        "-c:v", "libvpx-vp9", "-deadline", "good", "-cpu-used", "5", "-crf", "37", "-b:v", "0", "-pix_fmt", "yuv420p",
        "-c:a", "libopus", "-b:a", "64k", "-ac", "2", .. Ends, "-f", "webm", target,
    ];

    /// <summary>A still of the first second, or of the middle of a shorter one.</summary>
    public static IReadOnlyList<string> Poster(string source, string demuxer, string target, double seconds) =>
    [
        "-ss", Math.Min(1, seconds / 2).ToString("0.###", CultureInfo.InvariantCulture), .. Source(source, demuxer), "-map", "0:v:0", .. Bare,
        "-frames:v", "1", "-vf", Shrink(720), "-q:v", "3", "-f", "image2", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-y", target,
    ];

    /// <summary>What was made ready elsewhere, with the same pictures and sound in a container of our own making. In H.264 free words can stand between the
    /// pictures (SEI, ITU-T H.264 annex D): they are left out; another codec in an MP4 is refused by the filter.</summary>
    public static IReadOnlyList<string> Rewritten(string source, FileType type, string target) =>
    [
        .. Source(source, Demuxer(type)), "-map", "0:v:0", "-map", "0:a:0?", .. Bare, "-c", "copy",
        .. type == FileType.Mp4 ? (string[])["-bsf:v", "h264_metadata,filter_units=remove_types=6", "-movflags", "+faststart"] : [], "-y", "-f", type == FileType.Mp4 ? "mp4" : "webm", target,
    ];

    private static readonly string[] Ends = ["-t", MaxSeconds.ToString(CultureInfo.InvariantCulture), "-y"];

    private static string[] Source(string source, string demuxer) => ["-protocol_whitelist", "file", "-f", demuxer, "-i", source];

    // The shorter side, so that a video held upright is as sharp as one held flat; both sides even, as yuv420p asks.
    private static string Shrink(int lines) =>
        string.Create(CultureInfo.InvariantCulture, $"scale=w='if(gt(iw,ih),-2,2*trunc(min({lines},iw)/2))':h='if(gt(iw,ih),2*trunc(min({lines},ih)/2),-2)',setsar=1");
}
