namespace Pendopo.Tests.Harness;

/// <summary>A page's line to the server, on which it is told of changes.</summary>
public sealed class OpenStream : IDisposable
{
    private readonly HttpResponseMessage answer;
    private readonly StreamReader lines;

    private OpenStream(HttpResponseMessage answer, Stream body) => (this.answer, lines) = (answer, new StreamReader(body));

    public static async Task<OpenStream> At(HttpClient browser, string path)
    {
        var given = await browser.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        given.Content.Headers.ContentType?.MediaType.ShouldBe("text/event-stream", $"{path} answered {(int)given.StatusCode}");
        return new(given, await given.Content.ReadAsStreamAsync());
    }

    /// <summary>The name of the next change; empty at the end.</summary>
    public async Task<string> Next()
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            // The stream's first words, which only open it, carry none.
            if (line.StartsWith("data:", StringComparison.Ordinal) && line["data:".Length..].Trim(' ', '"') is { Length: > 0 } name)
                return name;
        }
        return "";
    }

    public void Dispose()
    {
        lines.Dispose();
        answer.Dispose();
    }
}
