using System.Globalization;
using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Threads;

/// <summary>An account on Threads.</summary>
internal sealed class ThreadsConnector(ThreadsApi api, ThreadsWriting writing, ThreadsListening listening, ThreadsSettings settings, TimeProvider time) : IConnector
{
    public const string NetworkName = "threads";

    private static readonly CommentAct[] Offered = [CommentAct.Hide, CommentAct.Show];

    private static readonly string[] Metrics = ["likes", "replies", "reposts", "quotes", "views"];

    // The network tells none of it at run time but the posts of a day.
    private static readonly ChannelLimits Bounds = new(ThreadsWriting.TextLength, null, ThreadsWriting.MostPictures, null, ThreadsWriting.AltLength, ["image/jpeg", "image/png", "image/webp"]) { Weight = ThreadsWriting.Length, Parts = ChannelLimits.MostParts };

    /// <summary>A token of 60 days may be extended when it is a day old; a week leaves many days to try again.</summary>
    private static readonly TimeSpan ExtendAfter = TimeSpan.FromDays(7);

    public string Network => NetworkName;

    /// <summary>No editing: the network lets no words be changed. Taking back is tried, and else a task for a person.</summary>
    public ConnectorAbilities Abilities => ConnectorAbilities.Recall | ConnectorAbilities.Reply | ConnectorAbilities.Hear | ConnectorAbilities.Measure;

    public Task<ChannelLimits> Limits(ConnectedAccount account, CancellationToken cancel) => Task.FromResult(Bounds);

    public Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => Chain(post, said => writing.Say(account, said, cancel));

    public Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => Chain(post, said => writing.Reconcile(account, said, cancel));

    /// <summary>The post and then its parts, each under the one before it. Every one of them is shown once whatever becomes of a call, so what broke off is gone through again from its head.</summary>
    private static async Task<SendOutcome> Chain(OutgoingPost post, Func<Saying, Task<SendOutcome>> step)
    {
        var outcome = await step(new(post.Key, post.IntendedAt, post.Text, post.Video is null ? post.Images : [], post.Video) { Revision = post.Revision });
        if (outcome is not SendOutcome.Sent { Remote: var root } || post.Parts.Count == 0)
            return outcome;
        var ids = new List<string> { root.Id };
        foreach (var part in post.Parts)
        {
            var said = await step(new(ThreadsParts.KeyOf(post.Key, ids.Count), post.IntendedAt, part, [], null, ids[^1]) { Revision = post.Revision });
            if (said is not SendOutcome.Sent { Remote.Id: var id })
                return said with { Out = ThreadsParts.Mark(root, ids) };
            ids.Add(id);
        }
        return new SendOutcome.Sent(ThreadsParts.Mark(root, ids));
    }

    public Task<SendOutcome> Edit(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel) =>
        throw new NotSupportedException("Threads lets no words be changed.");

    /// <summary>The last part first, so that nothing hangs below what is gone.</summary>
    public async Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel)
    {
        foreach (var id in ThreadsParts.Of(remote).Reverse())
        {
            if (await Take(account, id, cancel) is { } trouble)
                return trouble;
        }
        return new SendOutcome.Sent(remote);
    }

    private async Task<SendOutcome?> Take(ConnectedAccount account, string id, CancellationToken cancel)
    {
        var (access, words) = (account.Credentials<ThreadsKeys>().Access, ThreadsWords.For(account));
        var answer = await api.Delete(access, id, cancel);
        if (answer.Ok)
            return null;
        if (!answer.SeemsGone && !answer.NotPermitted)
            return api.Outcomes.Of(access, answer, GraphWords.For(account), irreversible: false);
        // Gone, or not to be deleted by a program: the network says the same of both.
        var there = await api.Get(access, id, cancel, ("fields", "id"));
        var known = await api.Get(access, access.Account, cancel, ("fields", "id"));
        return there.SeemsGone && known.Ok ? null : new SendOutcome.Refused("ByHand", words["RecallByHand"]);
    }

    public async Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel)
    {
        var said = new Saying(reply.Key, reply.IntendedAt, reply.Text, [], null, reply.To.Id);
        if (reply.Private)
            return new SendOutcome.Refused("NoPrivate", ThreadsWords.For(account)["NoPrivate"]);
        var outcome = await writing.Say(account, said, cancel);
        return outcome is SendOutcome.Unknown && await writing.Reconcile(account, said, cancel) is SendOutcome.Sent sent ? sent : outcome;
    }

    public IReadOnlyList<CommentAct> Acts => Offered;

    public async Task<SendOutcome> Act(ConnectedAccount account, RemoteRef comment, CommentAct act, CancellationToken cancel)
    {
        var access = account.Credentials<ThreadsKeys>().Access;
        var answer = await api.Post(access, $"{comment.Id}/manage_reply", new JsonObject { ["hide"] = act == CommentAct.Hide }, cancel);
        if (answer.Ok)
            return new SendOutcome.Sent(comment);
        return answer.Code == 100 && !answer.SeemsGone ? new SendOutcome.Refused("NotHidden", ThreadsWords.For(account)["OnlyFirstLevel"]) : api.Outcomes.Of(access, answer, GraphWords.For(account), irreversible: false);
    }

    public AnswerRule Rule(ConnectedAccount account, bool isPrivate, DateTimeOffset saidAt, DateTimeOffset now) => new(ThreadsText.Say("RuleReply"), ThreadsWriting.TextLength);

    public Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel) => listening.Hear(account, cursor, cancel);

    public async Task<PostMeasures> Measure(ConnectedAccount account, RemoteRef remote, CancellationToken cancel)
    {
        var access = account.Credentials<ThreadsKeys>().Access;
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
        return new(found["likes"], found["reposts"] + found["quotes"] ?? found["reposts"], found["replies"], found["views"]);
    }

    public async Task<AccountHealth> Check(ConnectedAccount account, CancellationToken cancel)
    {
        await Extend(account, cancel);
        var keys = account.Credentials<ThreadsKeys>();
        var answer = await api.Get(keys.Access, keys.Account, cancel, ("fields", "id,username"));
        if (answer.TokenLost)
            return new(Works: false, GraphOutcomes.Lost(answer, GraphWords.For(account)));
        if (answer.Status == 404)
            return new(Works: false, settings.Version.Unknown(account), Certain: false);
        if (!answer.Ok)
            return new(Works: false, ThreadsWords.For(account)[answer.NotPermitted ? "NotPermitted" : "NotReached"], Certain: answer.NotPermitted);
        return new(Works: true, settings.Version.EndsSoon(time.GetUtcNow()) ? ThreadsWords.For(account)["VersionEndsForAll"] : null, keys.TokenEndsAt);
    }

    // Kept before it is used, and not over that of a person who signed in meanwhile; the old one lives on to its end, so a failure is tried again tomorrow.
    private async Task Extend(ConnectedAccount account, CancellationToken cancel)
    {
        var keys = await account.Reread<ThreadsKeys>(cancel);
        if (time.GetUtcNow() - keys.TokenMadeAt < ExtendAfter)
            return;
        var answer = await api.Extend(keys.Token, cancel);
        if (answer.Ok && answer.Body.Text("access_token") is { Length: > 0 } token && answer.Body.Count("expires_in") is { } seconds)
            await account.Change<ThreadsKeys>(kept => kept.TokenMadeAt == keys.TokenMadeAt ? kept with { Token = token, TokenMadeAt = time.Now(), TokenEndsAt = time.Now().AddSeconds(seconds) } : null, cancel);
    }

    private Task<GraphAnswer> Ask(GraphAccess access, string post, string metrics, CancellationToken cancel) => api.Get(access, $"{post}/insights", cancel, ("metric", metrics));
}
