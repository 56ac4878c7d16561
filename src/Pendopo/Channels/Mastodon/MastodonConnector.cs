using System.Net;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Mastodon;

/// <summary>An account of the centre on another server that speaks the Mastodon API. The centre's own place on the fediverse needs none of it.</summary>
internal sealed class MastodonConnector(MastodonApi api, MastodonWriting writing, MastodonListening listening, MastodonInstances instances, MastodonOutcomes outcomes) : IConnector
{
    public const string NetworkName = "mastodon";

    public string Network => NetworkName;

    public ConnectorAbilities Abilities => ConnectorAbilities.Edit | ConnectorAbilities.Recall | ConnectorAbilities.Reply | ConnectorAbilities.Hear | ConnectorAbilities.Measure | ConnectorAbilities.Poll;

    public IReadOnlyList<CommentAct> Acts => [CommentAct.Like];

    public async Task<ChannelLimits> Limits(ConnectedAccount account, CancellationToken cancel) => (await instances.Of(account, cancel)).Limits;

    public Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => writing.Publish(account, post, cancel);

    public Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => writing.Reconcile(account, post, cancel);

    public Task<SendOutcome> Edit(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel) => writing.Edit(account, post, remote, cancel);

    public Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) => writing.Recall(account, remote, cancel);

    public Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel) => writing.Reply(account, reply, cancel);

    public Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel) => listening.Hear(account, cursor, cancel);

    public bool AsksPoll(OutgoingPost post) => Asks(post);

    /// <summary>Whether a post goes out as a poll of the server's own: one with an end, as every poll has there, and without pictures, which exclude each other. One whose results are
    /// for its end does not, since everybody who answered sees them.</summary>
    public static bool Asks(OutgoingPost post) => post is { Images.Count: 0, Video: null, Poll: { ClosedAt: null, OnlyAtEnd: false, EndsAt: not null } poll }
        && poll.Answers.Count >= 2 && poll.Answers.Count <= MastodonBounds.Usual.PollAnswers && poll.Answers.All(answer => Fit.Graphemes(answer.Text) <= MastodonBounds.Usual.PollCharacters);

    /// <summary>The server counts for itself, and ends a poll at its time; sooner it lets nobody end one.</summary>
    public Task<SendOutcome> Tally(ConnectedAccount account, RemoteRef remote, OutgoingPoll poll, CancellationToken cancel) => Task.FromResult<SendOutcome>(new SendOutcome.Sent(remote));

    public async Task<SendOutcome> Act(ConnectedAccount account, RemoteRef comment, CommentAct act, CancellationToken cancel)
    {
        if (act != CommentAct.Like)
            throw new NotSupportedException($"{Network} offers no {act}.");
        var answer = await api.Post(account.Credentials<MastodonKeys>(), $"/api/v1/statuses/{Uri.EscapeDataString(comment.Id)}/favourite", [], null, cancel);
        return answer.Ok ? new SendOutcome.Sent(comment) : outcomes.Of(answer, MastodonWords.For(account), irreversible: false);
    }

    public async Task<PostMeasures> Measure(ConnectedAccount account, RemoteRef remote, CancellationToken cancel)
    {
        var answer = await api.Get(account.Credentials<MastodonKeys>(), $"/api/v1/statuses/{Uri.EscapeDataString(remote.Id)}", cancel);
        if (!answer.Ok)
            throw new HttpRequestException(answer.Error, inner: null, answer.Status == 0 ? null : (HttpStatusCode)answer.Status);
        // A quote shares the post as a boost does; only recent servers count them.
        return new(answer.Body.Count("favourites_count"), answer.Body.Count("reblogs_count") + (answer.Body.Count("quotes_count") ?? 0), answer.Body.Count("replies_count"));
    }

    public async Task<AccountHealth> Check(ConnectedAccount account, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<MastodonKeys>(), MastodonWords.For(account));
        var answer = await api.Get(keys, "/api/v1/accounts/verify_credentials", cancel);
        if (answer.Ok && answer.Body.Text("id") == keys.Account)
            return MastodonSignIn.Needed.All(scope => MastodonSignIn.Covers(keys.Granted, scope)) ? new(Works: true) : new(Works: false, words["NotAllowed"]);
        if (answer.TokenLost)
            return new(Works: false, words["TokenEnded"]);
        return answer.Status == 403 ? new(Works: false, words["Suspended"]) : new(Works: false, words["NotReached"], Certain: false);
    }
}
