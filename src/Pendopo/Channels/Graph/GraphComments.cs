using System.Globalization;
using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Graph;

/// <summary>The first comments below a post that is out. While one is missing the post counts as not certain, never as not sent: it stands there already.</summary>
internal sealed class GraphComments(GraphApi api, GraphOutcomes outcomes)
{
    /// <summary>Says those that are missing, in their order.</summary>
    /// <param name="fresh">Whether the post was shown just now, so that nothing can stand below it yet.</param>
    public async Task<SendOutcome> Say(GraphVoice voice, GraphWords words, OutgoingPost post, RemoteRef remote, bool fresh, CancellationToken cancel) =>
        await Missing(voice, words, post, remote, fresh, cancel) with { Out = remote };

    private async Task<SendOutcome> Missing(GraphVoice voice, GraphWords words, OutgoingPost post, RemoteRef remote, bool fresh, CancellationToken cancel)
    {
        foreach (var part in post.Parts)
        {
            if (!fresh)
            {
                var below = await Read(voice, remote, cancel);
                if (!below.Ok)
                    return new SendOutcome.Unknown(words["CommentNotYet"]);
                if (GraphAnswering.Own(voice, part, post.IntendedAt, below) is not null)
                    continue;
            }
            var answer = await api.Post(voice.Access, $"{remote.Id}/comments", new JsonObject { ["message"] = part }, cancel);
            if (!answer.Ok || answer.Body.Text("id").Length == 0)
                return new SendOutcome.Unknown(Why(voice, words, answer));
        }
        return new SendOutcome.Sent(remote);
    }

    /// <summary>Whether all of them stand there.</summary>
    public async Task<SendOutcome> Look(GraphVoice voice, GraphWords words, OutgoingPost post, RemoteRef remote, CancellationToken cancel)
    {
        if (post.Parts.Count == 0)
            return new SendOutcome.Sent(remote);
        var below = await Read(voice, remote, cancel);
        return !below.Ok ? new SendOutcome.Unknown(words["CommentNotYet"]) { Out = remote }
            : post.Parts.All(part => GraphAnswering.Own(voice, part, post.IntendedAt, below) is not null) ? new SendOutcome.Sent(remote) : new SendOutcome.RetryAt(null, words["CommentNotYet"]) { Out = remote };
    }

    /// <summary>Brings the first comment of a post to the words that it has now: the oldest that the account said there is changed, a missing one is said.</summary>
    public async Task<SendOutcome> Change(GraphVoice voice, GraphWords words, OutgoingPost post, RemoteRef remote, CancellationToken cancel)
    {
        if (post.Parts is not [var part, ..])
            return new SendOutcome.Sent(remote);
        var below = await api.Get(voice.Access, $"{remote.Id}/comments", [("fields", voice.CommentFields), ("limit", "50"), ("order", "chronological"), ("filter", "toplevel")], cancel);
        if (!below.Ok)
            return new SendOutcome.RetryAt(null, words["CommentNotYet"]);
        // Only what is surely our own: where the network hides who it was, another one is said and somebody takes the old one away.
        var own = below.Body.Items("data").Where(one => one.Member("from").Text("id") == voice.Access.Account && one.Member("parent").Text("id").Length == 0).OrderBy(one => one.Instant("created_time")).FirstOrDefault();
        if (own.Text("message").Trim() == part.Trim())
            return new SendOutcome.Sent(remote);
        var answer = await api.Post(voice.Access, own.Text("id") is { Length: > 0 } id ? id : $"{remote.Id}/comments", new JsonObject { ["message"] = part }, cancel);
        return answer.Ok ? new SendOutcome.Sent(remote) : outcomes.Of(voice.Access, answer, words, irreversible: false);
    }

    private Task<GraphAnswer> Read(GraphVoice voice, RemoteRef remote, CancellationToken cancel) =>
        api.Get(voice.Access, $"{remote.Id}/comments", [("fields", voice.CommentFields), ("limit", "50"), .. voice.NewestFirst], cancel);

    private string Why(GraphVoice voice, GraphWords words, GraphAnswer answer) => outcomes.Of(voice.Access, answer, words, irreversible: true) switch
    {
        SendOutcome.Refused refused => string.Format(CultureInfo.InvariantCulture, words["CommentRefused"], refused.Reason),
        SendOutcome.Reconnect lost => string.Format(CultureInfo.InvariantCulture, words["CommentRefused"], lost.Reason),
        _ => words["CommentNotYet"],
    };
}
