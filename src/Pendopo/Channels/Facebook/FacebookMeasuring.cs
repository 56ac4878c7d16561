using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;

namespace Pendopo.Channels.Facebook;

/// <summary>Reads the figures of a post. What the network does not tell stays unknown.</summary>
internal sealed class FacebookMeasuring(GraphApi api)
{
    private const string Views = "post_media_view", Clicks = "post_clicks";

    public async Task<PostMeasures> Measure(ConnectedAccount account, RemoteRef remote, CancellationToken cancel)
    {
        var access = account.Credentials<FacebookKeys>().Access;
        var answer = await api.Get(access, remote.Id, [("fields", "shares,comments.limit(0).summary(true),reactions.limit(0).summary(true)")], cancel);
        if (!answer.Ok)
            throw new HttpRequestException(answer.Message, inner: null, answer.Status == 0 ? null : (System.Net.HttpStatusCode)answer.Status);
        var (views, clicks) = await Insights(access, remote.Id, cancel);
        return new(
            answer.Body.Member("reactions").Member("summary").Count("total_count"), answer.Body.Member("shares").Count("count"),
            answer.Body.Member("comments").Member("summary").Count("total_count"), views, clicks);
    }

    // One metric that the network no longer knows fails the whole call; then each is asked for alone.
    private async Task<(int? Views, int? Clicks)> Insights(GraphAccess access, string post, CancellationToken cancel)
    {
        var both = await Ask(access, post, $"{Views},{Clicks}", cancel);
        return both.Ok || both.PausedUntil is not null ? (Value(both, Views), Value(both, Clicks))
            : (Value(await Ask(access, post, Views, cancel), Views), Value(await Ask(access, post, Clicks, cancel), Clicks));
    }

    private Task<GraphAnswer> Ask(GraphAccess access, string post, string metrics, CancellationToken cancel) => api.Get(access, $"{post}/insights", [("metric", metrics)], cancel);

    private static int? Value(GraphAnswer answer, string metric) =>
        answer.Body.Items("data").Where(one => one.Text("name") == metric).SelectMany(one => one.Items("values")).Select(one => one.Count("value")).LastOrDefault();
}
