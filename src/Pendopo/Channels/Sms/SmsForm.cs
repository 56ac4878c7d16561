using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pendopo.Channels.Connected;

namespace Pendopo.Channels.Sms;

/// <summary>What stands for the blanks of a form.</summary>
internal sealed record SmsValues(string To, string Text, string Id, string Key);

/// <summary>Writes a message as a gateway wants it, and reads what it answers. Pure.</summary>
internal static partial class SmsForm
{
    /// <summary>The template with the values in it, each written as the form of the place demands: nobody's words become part of the form.</summary>
    public static string Filled(string template, string form, SmsValues values) =>
        Blank().Replace(template, blank => Written(blank.Value switch { "{to}" => values.To, "{text}" => values.Text, "{key}" => values.Key, _ => values.Id }, form));

    /// <summary>What the answer says: taken or not, and under which id; null when it cannot be read, so that nobody knows.</summary>
    public static (bool Taken, string Id)? Read(string accepted, string idAt, ReadOnlyMemory<byte> body)
    {
        var json = LooseJson.Parse(body);
        var asksJson = idAt.Length > 0 || JsonRule().IsMatch(accepted);
        if (asksJson && json.ValueKind == JsonValueKind.Undefined)
            return null;
        var id = idAt.Length > 0 ? At(json, idAt) : "";
        if (accepted.Length == 0)
            return (true, id);
        if (JsonRule().IsMatch(accepted))
        {
            var cut = accepted.IndexOf('=', StringComparison.Ordinal);
            var said = At(json, accepted[..cut]);
            return said.Length == 0 ? null : (accepted[(cut + 1)..].Split('|').Any(one => one.Trim().Equals(said, StringComparison.OrdinalIgnoreCase)), id);
        }
        var answer = System.Text.Encoding.UTF8.GetString(body.Span).Trim();
        // A page of some server on the way is no answer of the gateway.
        if (answer.Length == 0 || (answer[0] == '<' && accepted[0] != '<'))
            return null;
        var match = Regex.Match(answer, Pattern(accepted), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);
        return (match.Success, match.Groups["id"].Value is { Length: > 0 } found ? found : id);
    }

    /// <summary>The value at a path such as <c>messages.0.message-id</c>, as text; empty when there is none.</summary>
    public static string At(JsonElement json, string path)
    {
        var here = json;
        foreach (var step in path.Trim().Split('.'))
        {
            here = here.ValueKind == JsonValueKind.Array && int.TryParse(step, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var place) && place < here.GetArrayLength() ? here[place] : here.Member(step);
        }
        return here.ValueKind switch { JsonValueKind.String => here.Said(), JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => here.GetRawText(), _ => "" };
    }

    private static string Written(string value, string form) => form switch
    {
        _ when form.Contains("json", StringComparison.OrdinalIgnoreCase) => JsonEncodedText.Encode(value, JavaScriptEncoder.Default).ToString(),
        _ when form.Contains("urlencoded", StringComparison.OrdinalIgnoreCase) => Uri.EscapeDataString(value),
        _ when form.Contains("xml", StringComparison.OrdinalIgnoreCase) => System.Security.SecurityElement.Escape(value),
        _ => value,
    };

    private static string Pattern(string accepted) => "^" + Regex.Escape(accepted).Replace("\\*", "[^\\r\\n]*", StringComparison.Ordinal).Replace("\\{id}", "(?<id>[A-Za-z0-9_.:-]{1,100})", StringComparison.Ordinal);

    [GeneratedRegex(@"\{(?:to|text|id|key)\}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Blank();

    [GeneratedRegex(@"^[A-Za-z0-9_.\-]+=.+$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex JsonRule();
}
