using System.Globalization;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.LinkedIn;

/// <summary>The page of an organisation on LinkedIn.</summary>
internal sealed class LinkedInConnector(LinkedInCalls calls, LinkedInWriting writing, LinkedInTalk talk, LinkedInSettings settings, TimeProvider time) : IConnector
{
    public const string NetworkName = "linkedin";

    private static readonly CommentAct[] Offered = [CommentAct.Like, CommentAct.Delete];

    // The network tells none of it at run time.
    private static readonly ChannelLimits Usual = new(LinkedInWriting.TextLength, null, LinkedInUploads.MostImages, LinkedInUploads.ImageBytes, LinkedInUploads.AltLength, ["image/jpeg", "image/png"])
    {
        Parts = 1,
        Weight = LittleText.Length,
    };

    private static readonly ChannelLimits Bounds = Usual with { Places = new Dictionary<Placement, ChannelLimits> { [Placement.Document] = Usual with { NeedsPictures = true } } };

    public string Network => NetworkName;

    public ConnectorAbilities Abilities => ConnectorAbilities.Edit | ConnectorAbilities.Recall | ConnectorAbilities.Reply | ConnectorAbilities.Hear | ConnectorAbilities.Measure;

    public Task<ChannelLimits> Limits(ConnectedAccount account, CancellationToken cancel) => Task.FromResult(Bounds);

    public Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => writing.Publish(account, post, cancel);

    public Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => writing.Reconcile(account, post, cancel);

    public Task<SendOutcome> Edit(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel) => writing.Edit(account, post, remote, cancel);

    public Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) => writing.Recall(account, remote, cancel);

    public Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel) => talk.Reply(account, reply, cancel);

    public IReadOnlyList<CommentAct> Acts => Offered;

    public Task<SendOutcome> Act(ConnectedAccount account, RemoteRef comment, CommentAct act, CancellationToken cancel) =>
        act == CommentAct.Like ? talk.Like(account, comment, cancel) : talk.Delete(account, comment, cancel);

    public MemberRule? Members => new(TimeSpan.FromHours(settings.KeepHours), language => new LinkedInWords(language)["SomeoneOnLinkedIn"]);

    public AnswerRule Rule(ConnectedAccount account, bool isPrivate, DateTimeOffset saidAt, DateTimeOffset now) => new(LinkedInText.Say("RuleKept", settings.KeepHours), LinkedInWriting.CommentLength);

    public Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel) => talk.Hear(account, cursor, cancel);

    public async Task<PostMeasures> Measure(ConnectedAccount account, RemoteRef remote, CancellationToken cancel)
    {
        var kind = remote.Id.StartsWith("urn:li:ugcPost:", StringComparison.Ordinal) ? "ugcPosts" : "shares";
        var page = LinkedInCall.Escaped(account.Credentials<LinkedInKeys>().Page);
        var answer = await calls.Do(account, LinkedInCall.Get("statistics", $"organizationalEntityShareStatistics?q=organizationalEntity&organizationalEntity={page}&{kind}=List({LinkedInCall.Escaped(remote.Id)})"), cancel);
        if (!answer.Ok)
            throw new HttpRequestException(answer.Message, inner: null, answer.Status == 0 ? null : (System.Net.HttpStatusCode)answer.Status);
        var told = answer.Body.Items("elements").FirstOrDefault().Member("totalShareStatistics");
        return new(told.Count("likeCount"), told.Count("shareCount"), told.Count("commentCount"), told.Count("impressionCount"), told.Count("clickCount"));
    }

    public Task<IReadOnlyList<string>> Shown(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>([LittleText.Shown(post.Text), .. post.Parts]);

    public async Task<AccountHealth> Check(ConnectedAccount account, CancellationToken cancel)
    {
        var (words, keys) = (LinkedInWords.For(account), account.Credentials<LinkedInKeys>());
        var answer = await calls.Do(account, LinkedInCall.Get("organization", $"organizations/{LinkedInSignIn.Number(keys.Page)}"), cancel);
        var ends = account.Credentials<LinkedInKeys>().EndsAt;
        if (answer.SessionLost)
            return new(Works: false, words["SessionEnded"]);
        if (answer.Retired)
            return new(Works: false, words["VersionEnded"]);
        if (answer.NotPermitted)
            return new(Works: false, words["NotPermitted"]);
        if (!answer.Ok)
            return new(Works: false, words["NotReached"], ends, Certain: false);
        if (LinkedInSignIn.Needed.Except(keys.Granted, StringComparer.Ordinal).FirstOrDefault() is { } missing)
            return new(Works: false, string.Format(CultureInfo.InvariantCulture, words["PermissionMissing"], missing), ends);
        return new(Works: true, settings.VersionEndsSoon(time.GetUtcNow()) ? words["VersionEndsForAll"] : null, ends);
    }
}
