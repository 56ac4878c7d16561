using System.Diagnostics;
using System.Security.Cryptography;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Videos;

/// <summary>Small videos, made once by the real ffmpeg, that say where and by whom they were taken.</summary>
internal static class VideoSamples
{
    public const string Canary = "Bu Sari Melati";

    private static readonly Lazy<byte[]> Made = new(() => Make("mp4", "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", "-movflags", "use_metadata_tags"));
    private static readonly Lazy<byte[]> MadeWebm = new(() => Make("webm", "-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus"));

    /// <summary>A second, 640 x 360, with a tone, tags and a chapter.</summary>
    public static byte[] Mp4 => Made.Value;

    public static byte[] Webm => MadeWebm.Value;

    public static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>What a program of the machine says about a file.</summary>
    public static string Say(string program, params string[] arguments)
    {
        using var child = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = child.StandardError.ReadToEndAsync();
        var said = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        child.ExitCode.ShouldBe(0, errors.Result);
        return said;
    }

    private static byte[] Make(string ending, params string[] how)
    {
        var folder = TestFolder.New();
        var (chapters, target) = (Path.Combine(folder, "tags.txt"), Path.Combine(folder, "made." + ending));
        File.WriteAllText(chapters, $";FFMETADATA1\ntitle={Canary}\nartist={Canary}\nlocation=-7.7956+110.3695/\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1000\ntitle={Canary}\n");
        Say("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=12:duration=1", "-f", "lavfi", "-i", "sine=frequency=440:duration=1", "-i", chapters, "-map", "0:v", "-map", "1:a",
            "-map_metadata", "2", "-metadata:s:v:0", $"title={Canary}", .. how, "-y", target]);
        return File.ReadAllBytes(target);
    }
}
