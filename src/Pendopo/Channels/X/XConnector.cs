using System.Globalization;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.X;

/// <summary>An account on X. Every post costs, so a centre agrees to that when it connects, and sees it before each post and answer.</summary>
internal sealed class XConnector(XCalls calls, XWriting writing, XAnswering answering, XListening listening, XSettings settings, TimeProvider time) : IConnector
{
    public const string NetworkName = "x";

    private static readonly CommentAct[] Offered = [CommentAct.Like, CommentAct.Hide, CommentAct.Show];

    // The network tells none of it at run time.
    private static readonly ChannelLimits Bounds = new(XLength.Most, null, XUploads.MostImages, XUploads.ImageBytes, XUploads.AltLength, ["image/jpeg", "image/png", "image/webp"])
    {
        Parts = ChannelLimits.MostParts,
        Weight = XLength.Of, PerLink = XLength.Address,
    };

    public string Network => NetworkName;

    /// <summary>No editing: a changed post of X is another one with a number of its own, for half an hour only. It is recalled and sent anew.</summary>
    public ConnectorAbilities Abilities => ConnectorAbilities.Recall | ConnectorAbilities.Reply | ConnectorAbilities.Hear | ConnectorAbilities.Measure | ConnectorAbilities.Poll;

    public Task<ChannelLimits> Limits(ConnectedAccount account, CancellationToken cancel) => Task.FromResult(Bounds);

    public Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => writing.Publish(account, post, cancel);

    public Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => writing.Reconcile(account, post, cancel);

    public Task<SendOutcome> Edit(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel) =>
        throw new NotSupportedException("A post on X is recalled and sent anew, not edited.");

    public Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) => writing.Recall(account, remote, cancel);

    public Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel) => answering.Reply(account, reply, cancel);

    public IReadOnlyList<CommentAct> Acts => Offered;

    public Task<SendOutcome> Act(ConnectedAccount account, RemoteRef comment, CommentAct act, CancellationToken cancel) => answering.Act(account, comment, act, cancel);

    /// <summary>X wants what its authors took away to go elsewhere too (Developer Agreement). Each look costs as reading does, so they grow rarer.</summary>
    public KeptRule? Kept { get; } = new(TimeSpan.FromDays(1), Grows: true, ForgetAfter: null, AtOnce: 100);

    public Task<SecondLook?> LookAgain(ConnectedAccount account, IReadOnlyList<string> ids, CancellationToken cancel) => listening.LookAgain(account, ids, cancel);

    public AnswerRule Rule(ConnectedAccount account, bool isPrivate, DateTimeOffset saidAt, DateTimeOffset now) => XAnswering.Rule(settings.Prices);

    /// <summary>X counts for itself and ends its polls by itself; nothing is told to it.</summary>
    public Task<SendOutcome> Tally(ConnectedAccount account, RemoteRef remote, OutgoingPoll poll, CancellationToken cancel) => Task.FromResult<SendOutcome>(new SendOutcome.Sent(remote));

    public bool AsksPoll(OutgoingPost post) => XPolls.Asks(post);

    public Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel) => listening.Hear(account, cursor, cancel);

    public Task<string?> BeforeSending(ConnectedAccount account, CancellationToken cancel)
    {
        var prices = settings.Prices;
        return Task.FromResult<string?>(XText.Say("CostsEach", XPrices.Told(prices.Post), XPrices.Told(prices.Link), prices.DayTold));
    }

    public Task<string?> BeforeSending(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        var (prices, texts) = (settings.Prices, XWriting.Texts(post));
        var links = texts.Count(XLength.HasLink);
        return Task.FromResult<string?>(XText.Say("CostsThis", XPrices.Told(prices.Of(texts)), texts.Count, links, prices.DayTold) + (links > 0 ? " " + XText.Say("LinkCosts", XPrices.Told(prices.Link), XPrices.Told(prices.Post)) : ""));
    }

    public Task<IReadOnlyList<string>> Shown(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => Task.FromResult(XWriting.Texts(post));

    public async Task<PostMeasures> Measure(ConnectedAccount account, RemoteRef remote, CancellationToken cancel)
    {
        var answer = await Figures(account, remote, "public_metrics,non_public_metrics", cancel);
        // Clicks are told for 30 days and not to every app; one figure that is refused must not take the others with it.
        if (answer.Status is 400 or 403)
            answer = await Figures(account, remote, "public_metrics", cancel);
        if (!answer.Ok)
            throw new HttpRequestException(answer.Detail, inner: null, answer.Status == 0 ? null : (System.Net.HttpStatusCode)answer.Status);
        var told = answer.Data.Member("public_metrics");
        return new(told.Count("like_count"), told.Count("retweet_count") + (told.Count("quote_count") ?? 0), told.Count("reply_count"), told.Count("impression_count"),
            answer.Data.Member("non_public_metrics").Count("url_link_clicks"));
    }

    public async Task<AccountHealth> Check(ConnectedAccount account, CancellationToken cancel)
    {
        var words = XWords.For(account);
        var answer = await calls.Do(account, XCall.Get("me", "users/me"), cancel);
        if (answer.SessionLost)
            return new(Works: false, words[XOutcomes.Lost(answer)]);
        if (answer.Capped)
            return new(Works: false, words["CreditsUsedUp"], Certain: false);
        if (answer.NotPermitted)
            return new(Works: false, words["NotPermitted"]);
        if (answer.Gone)
            return new(Works: false, settings.Version.Unknown(account), Certain: false);
        if (!answer.Ok || answer.Data.Text("id").Length == 0)
            return new(Works: false, words["NotReached"], Certain: false);
        return XSignIn.Needed.Except(account.Credentials<XKeys>().Granted, StringComparer.Ordinal).FirstOrDefault() is { } missing
            ? new(Works: false, string.Format(CultureInfo.InvariantCulture, words["PermissionMissing"], missing)) : new(Works: true, settings.Version.EndsSoon(time.GetUtcNow()) ? words["VersionEndsForAll"] : null);
    }

    private Task<XAnswer> Figures(ConnectedAccount account, RemoteRef remote, string fields, CancellationToken cancel) =>
        calls.Do(account, XCall.Get("tweet", $"tweets/{Uri.EscapeDataString(remote.Id)}", ("tweet.fields", fields)), cancel);
}
