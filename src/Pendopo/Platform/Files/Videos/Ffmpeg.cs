using System.Globalization;

namespace Pendopo.Platform.Files.Videos;

/// <summary>Runs Debian's ffmpeg in a child process that may take little memory and time, reaches no network and knows nothing of us.</summary>
/// <param name="folders">Where the programs are looked for; null for the usual places.</param>
internal sealed class Ffmpeg(TimeProvider time, IReadOnlyList<string>? folders = null)
{
    // x264 and libvpx at 480 lines stay below 1 GB of addresses; the rest is for odd sources.
    private readonly BareChild child = new(time, new(3L << 30, 3600, 512L << 20, TimeSpan.FromMinutes(60)), folders) { GivesWay = true };

    /// <summary>Whether ffmpeg, ffprobe, and prlimit and nice to hold them are on this machine.</summary>
    public bool IsInstalled => child.Has("ffmpeg", "ffprobe");

    /// <summary>What ffprobe says in JSON; null when it cannot read the file.</summary>
    public async Task<string?> Probe(string source, string demuxer, CancellationToken cancel)
    {
        string[] arguments = ["-v", "error", "-protocol_whitelist", "file", "-f", demuxer, "-show_entries", "format=duration:stream=codec_type,width,height", "-of", "json", source];
        var said = new List<string>();
        var done = await child.Why("ffprobe", arguments, Path.GetDirectoryName(source)!, line => { said.Add(line); return Task.CompletedTask; }, cancel);
        return done is null ? string.Join('\n', said) : null;
    }

    /// <summary>Runs it. Null when it went well, else why not.</summary>
    /// <param name="heard">Told each second how much is made, in microseconds of the video; null when nobody asks.</param>
    public Task<string?> Make(IEnumerable<string> arguments, string folder, Func<long, Task>? heard, CancellationToken cancel) =>
        child.Why("ffmpeg", ["-nostdin", "-hide_banner", "-v", "error", "-nostats", "-progress", "pipe:1", .. arguments], folder, async line =>
        {
            if (heard is not null && line.StartsWith("out_time_us=", StringComparison.Ordinal) && long.TryParse(line.AsSpan("out_time_us=".Length), CultureInfo.InvariantCulture, out var microseconds))
                await heard(microseconds);
        }, cancel);
}
