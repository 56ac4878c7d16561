using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.X;

/// <summary>The account's own list: whether some words of ours stand there.</summary>
internal sealed partial class XOwnPosts(XCalls calls)
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    private const int MostPages = 5;

    /// <param name="answers">What it answers; null for a post of its own.</param>
    /// <param name="since">What is older is another.</param>
    /// <returns>Whether the list could be read, and the number of what was found.</returns>
    public async Task<(bool Known, string? Id)> Find(ConnectedAccount account, string text, string? answers, DateTimeOffset since, CancellationToken cancel)
    {
        var (wanted, from) = (Plain(text), since - ClockSkew);
        var page = "";
        for (var number = 0; number < MostPages; number++)
        {
            List<(string, string)> query = [("max_results", "100"), ("start_time", from.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)), ("tweet.fields", "created_at,referenced_tweets")];
            if (page.Length > 0)
                query.Add(("pagination_token", page));
            var answer = await calls.Do(account, XCall.Get("timeline", $"users/{account.Credentials<XKeys>().User}/tweets", [.. query]), cancel);
            if (!answer.Ok || (answer.Data.ValueKind != JsonValueKind.Array && answer.Body.Member("meta").Count("result_count") is null))
                return (false, null);
            var found = answer.Body.Items("data").FirstOrDefault(one => one.Instant("created_at") >= from && Answers(one) == answers && IsSame(Plain(one.Text("text")), wanted));
            if (found.Text("id") is { Length: > 0 } id)
                return (true, id);
            page = answer.Body.Member("meta").Text("next_token");
            if (page.Length == 0)
                break;
        }
        return (true, null);
    }

    private static string? Answers(JsonElement post) =>
        post.Items("referenced_tweets").Where(one => one.Text("type") == "replied_to").Select(one => one.Text("id")).FirstOrDefault(id => id.Length > 0);

    // A post with pictures is told with one address more, at its end; an answer with the names of those whom it answers, at its beginning.
    private static bool IsSame(string found, string wanted) => found == wanted || found == $"{wanted} {Mark}".Trim() || (found.StartsWith('@') && found.EndsWith(" " + wanted, StringComparison.Ordinal));

    private const string Mark = "§";

    /// <summary>X tells every address as one of its own, and some letters as HTML writes them.</summary>
    private static string Plain(string text) =>
        string.Join(' ', Link().Replace(WebUtility.HtmlDecode(text).Normalize(NormalizationForm.FormC), Mark).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"https?://\S+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Link();
}
