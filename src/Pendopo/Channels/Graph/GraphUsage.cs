using System.Collections.Concurrent;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Graph;

/// <summary>
/// How much of what it may the app and each account have called, as every answer tells: X-App-Usage and X-Business-Use-Case-Usage, in percent. At 90 we
/// pause by ourselves, because a limit that is broken is held against the app of all centres. Kept in memory: a node that starts anew is told again.
/// </summary>
internal sealed class GraphUsage(TimeProvider time)
{
    private const int PauseAt = 90;

    // X-App-Usage counts a rolling hour and tells no end of it.
    private static readonly TimeSpan AppPause = TimeSpan.FromMinutes(5), UsedUpPause = TimeSpan.FromMinutes(15);
    private const string App = "";
    private readonly ConcurrentDictionary<string, DateTimeOffset> pauses = new(StringComparer.Ordinal);

    /// <summary>Until when this account may not call; null when it may.</summary>
    public DateTimeOffset? PausedUntil(string account)
    {
        var until = new[] { App, account }.Select(name => pauses.GetValueOrDefault(name)).Max();
        return until > time.GetUtcNow() ? until : null;
    }

    /// <summary>Takes up what an answer tells.</summary>
    public void Take(string account, OutboundReply reply, GraphAnswer answer)
    {
        foreach (var usage in MetaHeaders.Usage(reply).Where(usage => usage.Regain is not null || usage.Percent >= PauseAt))
            Pause(usage.Account, usage.Regain ?? AppPause);
        // No Retry-After is sent; where the headers tell nothing, a quarter of an hour is waited.
        if (answer.OverLimit && PausedUntil(account) is null)
            Pause(answer.Code == 4 ? App : account, UsedUpPause);
    }

    private void Pause(string name, TimeSpan length) => pauses[name] = time.GetUtcNow() + length;
}
