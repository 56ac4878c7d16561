using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;

namespace Pendopo.Channels.Instagram;

/// <summary>Reads the figures of a medium. What the network does not tell stays unknown.</summary>
internal sealed class InstagramMeasuring(GraphApi api)
{
    private static readonly string[] Metrics = ["likes", "comments", "shares", "views"];

    public async Task<PostMeasures> Measure(ConnectedAccount account, RemoteRef remote, CancellationToken cancel)
    {
        var access = account.Credentials<InstagramKeys>().Access;
        var all = await Ask(access, remote.Id, string.Join(',', Metrics), cancel);
        if (all.Status == 0 || all.WillPass || all.PausedUntil is not null || all.TokenLost)
            throw new HttpRequestException(all.Message, inner: null, all.Status == 0 ? null : (System.Net.HttpStatusCode)all.Status);
        var found = new Dictionary<string, int?>(StringComparer.Ordinal);
        foreach (var metric in Metrics)
        {
            // One metric that the network does not know fails the whole call; then each is asked for alone.
            var answer = all.Ok ? all : await Ask(access, remote.Id, metric, cancel);
            found[metric] = answer.Body.Items("data").Where(one => one.Text("name") == metric).SelectMany(one => one.Items("values")).Select(one => one.Count("value")).LastOrDefault();
        }
        return new(found["likes"], found["shares"], found["comments"], found["views"]);
    }

    private Task<GraphAnswer> Ask(GraphAccess access, string medium, string metrics, CancellationToken cancel) => api.Get(access, $"{medium}/insights", [("metric", metrics)], cancel);
}
