using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace Pendopo.Scale;

/// <summary>A running house and the browsers that look at it.</summary>
internal sealed partial class Visit(Process process, string url) : IAsyncDisposable
{
    /// <summary>A browser without a name.</summary>
    public HttpClient Visitor { get; } = Browser(url);

    public async Task UntilReady()
    {
        for (var limit = Stopwatch.StartNew(); limit.Elapsed < TimeSpan.FromMinutes(2); await Task.Delay(50))
        {
            try
            {
                if ((await Visitor.GetAsync("/health/ready")).IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
        throw new InvalidOperationException("The program did not become ready.");
    }

    public async Task<HttpClient> SignIn((string Email, string Password) person)
    {
        var browser = Browser(url);
        var page = await browser.GetStringAsync("/sign-in");
        var form = page[page.IndexOf("<form", StringComparison.Ordinal)..page.IndexOf("</form>", StringComparison.Ordinal)];
        var fields = Hidden().Matches(form).ToDictionary(found => found.Groups["name"].Value, found => WebUtility.HtmlDecode(found.Groups["value"].Value), StringComparer.Ordinal);
        fields["Form.Email"] = person.Email;
        fields["Form.Password"] = person.Password;
        var answer = await browser.PostAsync("/sign-in", new FormUrlEncodedContent(fields));
        return answer.IsSuccessStatusCode ? browser : throw new InvalidOperationException($"Nobody could sign in: {answer.StatusCode}.");
    }

    /// <summary>The milliseconds of one answer, to its last byte, and its bytes.</summary>
    public static async Task<(double Milliseconds, int Bytes)> Time(HttpClient browser, string path)
    {
        var begun = Stopwatch.GetTimestamp();
        using var answer = await browser.GetAsync(path);
        var bytes = (await answer.Content.ReadAsByteArrayAsync()).Length;
        var milliseconds = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        return answer.IsSuccessStatusCode ? (milliseconds, bytes) : throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}.");
    }

    /// <summary>Follows the link to older rows so many times, and returns where it led.</summary>
    public static async Task<string> Deep(HttpClient browser, string path, int pages)
    {
        for (var i = 0; i < pages; i++)
        {
            if (Older().Match(await browser.GetStringAsync(path)) is not { Success: true } link)
                break;
            path = WebUtility.HtmlDecode(link.Groups["to"].Value);
        }
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        Visitor.Dispose();
        using (var stop = Process.Start("kill", [process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await stop.WaitForExitAsync();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static HttpClient Browser(string url) => new() { BaseAddress = new Uri(url), Timeout = TimeSpan.FromMinutes(2) };

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*name=\"(?<name>[^\"]+)\"[^>]*value=\"(?<value>[^\"]*)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Hidden();

    [GeneratedRegex("href=\"(?<to>[^\"]*[?&](amp;)?before=[^\"]*)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Older();
}
