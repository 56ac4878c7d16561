using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using Pendopo.Platform.Ui;

namespace Pendopo.Platform.Web;

/// <summary>A program whose request cannot be read is told which field it is: problem details (RFC 9457) with `errors`, as a use case's refusal has them.
/// The framework by itself says no more than 400.</summary>
internal sealed partial class UnreadableRequests(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, IStringLocalizer<UiText> words)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException error) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = error.StatusCode;
            // What is too large or came too slowly has no field; a page says it in its own way.
            if (error.StatusCode == StatusCodes.Status400BadRequest && WebSetup.IsApi(context))
                await TypedResults.Problem(statusCode: error.StatusCode, title: words["Api.Malformed"],
                    extensions: [new("code", "Malformed"), new("errors", new[] { Told(error, words) })]).ExecuteAsync(context);
        }
    }

    private static object Told(BadHttpRequestException error, IStringLocalizer<UiText> words)
    {
        var (code, field, place) = error.InnerException is JsonException json ? OfBody(json) : OfParameter(error.Message);
        return new { Code = code, Text = words["Field." + code, place].Value, Field = field };
    }

    /// <summary>`$.words.title` is the field `words.title`. A field that is not known or stands twice is named by the message alone.</summary>
    private static (string Code, string? Field, string Place) OfBody(JsonException error)
    {
        var place = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{error.LineNumber + 1}:{error.BytePositionInLine + 1}");
        var path = error.Path is ['$', .. var rest] ? rest.TrimStart('.') : "";
        if (Unmapped().Match(error.Message) is { Success: true } unknown)
            return ("Unknown", Within(path, unknown.Groups["name"].Value), place);
        if (Duplicate().Match(error.Message) is { Success: true } twice)
            return ("Twice", Within(path, twice.Groups["name"].Value), place);
        if (Required().Match(error.Message) is { Success: true } left)
            return ("Missing", Within(path, left.Groups["name"].Value), place);
        return path.Length > 0 ? ("Wrong", path, place) : ("Body", null, place);
    }

    private static string Within(string path, string name) =>
        path.Length == 0 || path == name || path.EndsWith("." + name, StringComparison.Ordinal) ? (path.Length == 0 ? name : path) : $"{path}.{name}";

    private static (string Code, string? Field, string Place) OfParameter(string message)
    {
        if (FailedParameter().Match(message) is { Success: true } failed)
            return ("Wrong", failed.Groups["name"].Value, "");
        if (MissingParameter().Match(message) is { Success: true } missing)
            return missing.Groups["place"].Value == "body" ? ("NoBody", null, "") : ("Missing", missing.Groups["name"].Value, "");
        return (message.Contains("no body was provided", StringComparison.Ordinal) ? "NoBody" : "Body", null, "1:1");
    }

    // The sentences of System.Text.Json and of the framework's binding, which carry the name nowhere else; a test holds each.
    [GeneratedRegex("property '(?<name>[^']{1,100})' could not be mapped", RegexOptions.NonBacktracking)]
    private static partial Regex Unmapped();

    [GeneratedRegex("[Dd]uplicate propert[a-z]+ '(?<name>[^']{1,100})'", RegexOptions.NonBacktracking)]
    private static partial Regex Duplicate();

    [GeneratedRegex("missing required propert[a-z]+ including: '(?<name>[^']{1,100})'", RegexOptions.NonBacktracking)]
    private static partial Regex Required();

    [GeneratedRegex("Failed to bind parameter \"[^\"]* (?<name>\\w+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex FailedParameter();

    [GeneratedRegex("parameter \"[^\"]* (?<name>\\w+)\" was not provided from (?<place>\\w+)", RegexOptions.NonBacktracking)]
    private static partial Regex MissingParameter();
}
