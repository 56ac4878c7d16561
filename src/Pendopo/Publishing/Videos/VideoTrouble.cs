using Microsoft.Extensions.Localization;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Videos;

namespace Pendopo.Publishing.Videos;

/// <summary>What was wrong with a video that was sent whole, in words.</summary>
internal static class VideoTrouble
{
    // Only codes that have a text are shown: the address is anybody's to write.
    public static string? Say(string? code, IStringLocalizer<FileText> files, IStringLocalizer<PublishingText> words) => code switch
    {
        "VideoTooLarge" => files["VideoTooLarge", TakeVideo.MaxBytes >> 20].Value,
        "VideoTooMany" => files["VideoTooMany", 5].Value,
        "VideoNoRoom" or "NotAVideo" or "VideoBroken" => files[code].Value,
        "VideoShowsRequired" or "VideoRequired" => words[code].Value,
        null => null,
        _ => files["VideoBroken"].Value,
    };
}
