using System.Globalization;
using System.Text;

namespace Pendopo.Channels.Contracts;

/// <summary>The captions of a video as networks want them. They come as WebVTT with nothing but cues (<see cref="OutgoingVideo.Captions"/>). Pure.</summary>
public static class Subtitles
{
    private const string Arrow = " --> ";

    /// <summary>The same cues as SubRip: numbered, with a comma in their times, their words plain.</summary>
    /// <returns>Empty for captions without a cue.</returns>
    public static string Srt(string webVtt)
    {
        ArgumentNullException.ThrowIfNull(webVtt);
        var (srt, number) = (new StringBuilder(), 0);
        foreach (var block in webVtt.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = block.Trim('\n').Split('\n');
            var times = Array.FindIndex(lines, line => line.Contains(Arrow, StringComparison.Ordinal));
            if (times < 0 || times == lines.Length - 1)
                continue;
            srt.Append(CultureInfo.InvariantCulture, $"{++number}\n").Append(lines[times].Replace('.', ',')).Append('\n').AppendJoin('\n', lines[(times + 1)..].Select(Plain)).Append("\n\n");
        }
        return srt.ToString();
    }

    /// <summary>What people who speak it call a language (BCP 47).</summary>
    public static string NameOf(string language) => CultureInfo.GetCultureInfo(language).NativeName;

    private static string Plain(string text) => text.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);
}
