using System.Diagnostics;

namespace Pendopo.Scale;

/// <summary>A page that somebody has open: it listens, waits a moment for more as `live.js` does, and looks again.</summary>
internal sealed class OpenPage(HttpClient browser, string line, string page)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly TaskCompletionSource opened = new();
    private TaskCompletionSource<(long Heard, long Seen)> next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Opened => opened.Task;

    public Task<(long Heard, long Seen)> Next()
    {
        next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return next.Task;
    }

    public async Task Listen(CancellationToken cancel)
    {
        try
        {
            using var answer = await browser.GetAsync(line, HttpCompletionOption.ResponseHeadersRead, cancel);
            answer.EnsureSuccessStatusCode();
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(cancel));
            while (await lines.ReadLineAsync(cancel) is { } said)
            {
                if (said == "event: open")
                    opened.TrySetResult();
                if (said != "event: changed")
                    continue;
                var heard = Stopwatch.GetTimestamp();
                await Task.Delay(Pause, cancel);
                await browser.GetStringAsync(page, cancel);
                next.TrySetResult((heard, Stopwatch.GetTimestamp()));
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Measured enough.
        }
        catch (HttpRequestException refused)
        {
            opened.TrySetException(refused);
            next.TrySetException(refused);
        }
    }
}
