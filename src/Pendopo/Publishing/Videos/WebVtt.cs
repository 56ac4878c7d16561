using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Pendopo.Publishing.Videos;

/// <summary>A line of captions and when it stands.</summary>
/// <param name="Text">One or more lines of plain text.</param>
internal sealed record Cue(TimeSpan From, TimeSpan To, string Text);

/// <summary>What is wrong with captions.</summary>
/// <param name="Line">Counted from 1.</param>
internal sealed record CaptionFault(int Line, string Code);

/// <summary>Captions as WebVTT (W3C, WebVTT: The Web Video Text Tracks Format, 4.1), as far as a health centre needs it: cues with plain text. What else
/// a file holds (styles, regions, notes, positions, markup) is left out, so that what is served is ours to the last letter.</summary>
internal sealed partial class WebVtt
{
    private static readonly string[] LeftOut = ["NOTE", "STYLE", "REGION"];

    private WebVtt(IReadOnlyList<Cue> cues, IReadOnlyList<CaptionFault> faults) => (Cues, Faults) = (cues, faults);

    public IReadOnlyList<Cue> Cues { get; }

    /// <summary>Empty when it can be shown.</summary>
    public IReadOnlyList<CaptionFault> Faults { get; }

    /// <summary>Reads WebVTT, with or without its first line, and SRT, which has a comma in its times.</summary>
    public static WebVtt Of(string text)
    {
        var (cues, faults) = (new List<Cue>(), new List<CaptionFault>());
        var lines = text.ReplaceLineEndings("\n").TrimStart('\uFEFF').Replace('\0', '\uFFFD').Split('\n');
        var at = lines[0].StartsWith("WEBVTT", StringComparison.Ordinal) ? After(lines, 0) : 0;
        while (at < lines.Length)
        {
            if (string.IsNullOrWhiteSpace(lines[at]))
            {
                at++;
                continue;
            }
            var end = After(lines, at);
            Block(lines, at, end, cues, faults);
            at = end;
        }
        return new(cues, faults);
    }

    /// <summary>The captions written anew: nothing but the cues.</summary>
    public string Write()
    {
        var text = new StringBuilder("WEBVTT\n");
        foreach (var cue in Cues)
            text.Append('\n').Append(Said(cue.From)).Append(" --> ").Append(Said(cue.To)).Append('\n').Append(Escaped(cue.Text)).Append('\n');
        return text.ToString();
    }

    /// <summary>What is said, without the times: the beginning of a transcript.</summary>
    public string Spoken() => string.Join('\n', Cues.Select(cue => cue.Text.ReplaceLineEndings(" ")));

    private static void Block(string[] lines, int begin, int end, List<Cue> cues, List<CaptionFault> faults)
    {
        if (Array.Exists(LeftOut, word => lines[begin] == word || lines[begin].StartsWith(word + " ", StringComparison.Ordinal)))
            return;
        // A cue may have a name or, in SRT, a number on a line of its own.
        var timing = lines[begin].Contains("-->", StringComparison.Ordinal) ? begin : begin + 1;
        if (timing >= end || Timing().Match(lines[timing]) is not { Success: true } times || Time(times.Groups["from"].Value) is not { } from || Time(times.Groups["to"].Value) is not { } to)
        {
            faults.Add(new(begin + 1, "CaptionsNoTime"));
            return;
        }
        var text = Plain(string.Join('\n', lines[(timing + 1)..end]));
        if (to <= from)
            faults.Add(new(timing + 1, "CaptionsEndFirst"));
        else if (cues.Count > 0 && from < cues[^1].From)
            faults.Add(new(timing + 1, "CaptionsOrder"));
        else if (text.Length == 0)
            faults.Add(new(timing + 1, "CaptionsEmpty"));
        else
            cues.Add(new(from, to, text));
    }

    private static int After(string[] lines, int at)
    {
        while (at < lines.Length && !string.IsNullOrWhiteSpace(lines[at]))
            at++;
        return at;
    }

    private static TimeSpan? Time(string said)
    {
        var parts = said.Replace(',', '.').Split(':');
        var hours = parts.Length == 3 ? int.Parse(parts[0], CultureInfo.InvariantCulture) : 0;
        var minutes = int.Parse(parts[^2], CultureInfo.InvariantCulture);
        var seconds = decimal.Parse(parts[^1], CultureInfo.InvariantCulture);
        return minutes > 59 || seconds >= 60 ? null : new TimeSpan(hours, minutes, 0) + TimeSpan.FromMilliseconds((double)(seconds * 1000));
    }

    private static string Said(TimeSpan at) => string.Create(CultureInfo.InvariantCulture, $"{(int)at.TotalHours:00}:{at.Minutes:00}:{at.Seconds:00}.{at.Milliseconds:000}");

    // Marks and references of a cue's text (WebVTT 4.2.2) become plain text, and are written again as such.
    private static string Plain(string text) => Mark().Replace(text, "").Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal)
        .Replace("&nbsp;", " ", StringComparison.Ordinal).Replace("&lrm;", "", StringComparison.Ordinal).Replace("&rlm;", "", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal).Trim();

    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    [GeneratedRegex(@"^\s*(?<from>(\d{1,2}:)?\d{1,2}:\d{2}([.,]\d{1,3})?)\s*-->\s*(?<to>(\d{1,2}:)?\d{1,2}:\d{2}([.,]\d{1,3})?)(\s.*)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Timing();

    [GeneratedRegex("<[^<>]*>", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Mark();
}
