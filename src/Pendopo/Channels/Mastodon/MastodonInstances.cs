using System.Collections.Concurrent;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Mastodon;

/// <summary>The limits of each server, as it tells them itself; asked anew after some hours. A server that does not answer keeps its last ones.</summary>
internal sealed class MastodonInstances(MastodonApi api, TimeProvider time)
{
    private static readonly TimeSpan Holds = TimeSpan.FromHours(6), AskAgain = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, (MastodonBounds Bounds, DateTimeOffset Until)> known = new(StringComparer.Ordinal);

    public async Task<MastodonBounds> Of(ConnectedAccount account, CancellationToken cancel)
    {
        var keys = account.Credentials<MastodonKeys>();
        if (known.TryGetValue(keys.Server, out var told) && told.Until > time.Now())
            return told.Bounds;
        var (bounds, _, isThere) = await Ask(keys.Server, cancel);
        var now = isThere ? bounds : told.Bounds ?? keys.Bounds;
        known[keys.Server] = (now, time.Now() + (isThere ? Holds : AskAgain));
        return now;
    }

    /// <summary>Asks a server for its limits and its version; the first version of the question is for older ones.</summary>
    public async Task<(MastodonBounds Bounds, string Version, bool IsThere)> Ask(string server, CancellationToken cancel)
    {
        var answer = await api.Ask(server, "/api/v2/instance", cancel);
        if (!answer.Ok)
            answer = await api.Ask(server, "/api/v1/instance", cancel);
        return answer.Ok && answer.Body.Text("version").Length > 0
            ? (MastodonBounds.Read(answer.Body), answer.Body.Text("version"), true) : (MastodonBounds.Usual, "", false);
    }
}
