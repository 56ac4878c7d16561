using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Mastodon;

/// <summary>
/// Calls of the Mastodon API, which many programs of the fediverse speak. Every answer tells how many calls are left (X-RateLimit); when none is left, no more
/// are made until the server counts anew. Deletions and uploads are counted apart. Kept in memory: a node that starts anew is told again.
/// </summary>
internal sealed class MastodonApi(OutboundHttp outbound, TimeProvider time)
{
    private const string Purpose = "mastodon";
    private static readonly TimeSpan UploadTime = TimeSpan.FromMinutes(3);
    private readonly ConcurrentDictionary<string, DateTimeOffset> pauses = new(StringComparer.Ordinal);

    public Task<MastodonAnswer> Get(MastodonKeys keys, string path, CancellationToken cancel) => Send(keys, HttpMethod.Get, path, null, null, cancel);

    public Task<MastodonAnswer> Post(MastodonKeys keys, string path, JsonObject input, string? key, CancellationToken cancel) => Send(keys, HttpMethod.Post, path, Json(input), key, cancel);

    public Task<MastodonAnswer> Put(MastodonKeys keys, string path, JsonObject input, CancellationToken cancel) => Send(keys, HttpMethod.Put, path, Json(input), null, cancel);

    public Task<MastodonAnswer> Delete(MastodonKeys keys, string path, CancellationToken cancel) => Send(keys, HttpMethod.Delete, path, null, null, cancel);

    public Task<MastodonAnswer> Upload(MastodonKeys keys, OutboundBody form, CancellationToken cancel) => Send(keys, HttpMethod.Post, "/api/v2/media", form, null, cancel);

    /// <summary>A call before anybody is signed in.</summary>
    public Task<MastodonAnswer> Ask(string server, string path, CancellationToken cancel) => Call(new(HttpMethod.Get, server + path, Purpose) { Accept = "application/json" }, cancel);

    public Task<MastodonAnswer> Tell(string server, string path, JsonObject input, CancellationToken cancel) =>
        Call(new(HttpMethod.Post, server + path, Purpose) { Accept = "application/json", Body = Json(input) }, cancel);

    private async Task<MastodonAnswer> Send(MastodonKeys keys, HttpMethod method, string path, OutboundBody? body, string? key, CancellationToken cancel)
    {
        var counted = $"{keys.Name} {(method == HttpMethod.Delete ? "deletions" : path == "/api/v2/media" ? "uploads" : "calls")}";
        if (pauses.TryGetValue(counted, out var until) && until > time.GetUtcNow())
            return MastodonAnswer.Waits(until);
        List<KeyValuePair<string, string>> headers = [new("Authorization", "Bearer " + keys.Token)];
        if (key is not null)
            headers.Add(new("Idempotency-Key", key));
        var request = new OutboundRequest(method, keys.Server + path, Purpose) { Accept = "application/json", Body = body, Headers = headers };
        var reply = await outbound.Send(path == "/api/v2/media" ? request with { Deadline = UploadTime } : request, cancel);
        var answer = MastodonAnswer.Of(reply, time.Now());
        if (answer.Status == 429 || reply.Header("X-RateLimit-Remaining") == "0")
            pauses[counted] = answer.PausedUntil ?? MastodonAnswer.Reset(reply, time.Now()) ?? time.Now();
        return answer;
    }

    private async Task<MastodonAnswer> Call(OutboundRequest request, CancellationToken cancel) => MastodonAnswer.Of(await outbound.Send(request, cancel), time.Now());

    private static OutboundBody Json(JsonObject input) => OutboundBody.Of(input.ToJsonString(), "application/json");
}
