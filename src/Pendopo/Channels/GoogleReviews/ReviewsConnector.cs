using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Google;

namespace Pendopo.Channels.GoogleReviews;

/// <summary>What people say of the centre on Google: their reviews are conversations, and each has one answer. Nothing is published there.</summary>
internal sealed class ReviewsConnector(GoogleApi api, GoogleSettings settings, GoogleOutcomes outcomes, TimeProvider time) : IConnector
{
    public const string NetworkName = "googlereviews", Scope = "https://www.googleapis.com/auth/business.manage";

    /// <summary>Bytes of an answer.</summary>
    public const int AnswerBytes = 4096;

    private const string Scheme = "google:review:";

    private static readonly TimeSpan Between = TimeSpan.FromMinutes(15), BackFill = TimeSpan.FromDays(90), Overlap = TimeSpan.FromDays(2);

    private const int MostPages = 4;

    private static readonly CommentAct[] Offered = [CommentAct.Unanswer];

    private static readonly string[] Stars = ["ONE", "TWO", "THREE", "FOUR", "FIVE"];

    public string Network => NetworkName;

    public ConnectorAbilities Abilities => ConnectorAbilities.Reply | ConnectorAbilities.Hear | ConnectorAbilities.OnlyHears;

    public Task<ChannelLimits> Limits(ConnectedAccount account, CancellationToken cancel) => Task.FromResult(new ChannelLimits(null, AnswerBytes, null, null, null, ["image/jpeg", "image/png", "image/webp"]));

    public Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => Task.FromResult<SendOutcome>(new SendOutcome.Refused("NothingPublished", GoogleWords.For(account)["NothingPublished"]));

    public Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => Publish(account, post, cancel);

    public Task<SendOutcome> Edit(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel) => Publish(account, post, cancel);

    public Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) => Task.FromResult<SendOutcome>(new SendOutcome.Sent(remote));

    public Task<PostMeasures> Measure(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) => Task.FromResult(new PostMeasures(null, null, null));

    /// <summary>A review has one answer, and the newest stands: said again it is the same, so nothing is ever said twice.</summary>
    public async Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel)
    {
        var words = GoogleWords.For(account);
        if (reply.Private)
            return new SendOutcome.Refused("NoPrivate", words["ReviewNoPrivate"]);
        if (Encoding.UTF8.GetByteCount(reply.Text) > AnswerBytes)
            return new SendOutcome.Refused("TooLong", string.Format(CultureInfo.InvariantCulture, words["AnswerTooLong"], AnswerBytes));
        if (AnswerTo(account, reply.To) is not { } address)
            return new SendOutcome.Refused("Gone", words["ReviewGone"]);
        var answer = await api.Send<ReviewKeys>(account, GoogleApi.Do(HttpMethod.Put, address, new JsonObject { ["comment"] = reply.Text }), cancel);
        if (answer.Ok && answer.Body.Text("comment").Length > 0)
            return new SendOutcome.Sent(new(reply.To.Id + "/reply", null));
        if (answer.IsMissing)
            return await Missing(account, cancel) ?? new SendOutcome.Refused("Gone", words["ReviewGone"]);
        return answer.Reason == "FAILED_PRECONDITION" ? new SendOutcome.Refused(answer.Reason, words["PlaceNotVerified"]) : outcomes.Of(answer, words, irreversible: false);
    }

    public IReadOnlyList<CommentAct> Acts => Offered;

    /// <summary>Takes the answer to a review back; one that is not there is taken back already.</summary>
    public async Task<SendOutcome> Act(ConnectedAccount account, RemoteRef comment, CommentAct act, CancellationToken cancel)
    {
        var words = GoogleWords.For(account);
        if (act != CommentAct.Unanswer || AnswerTo(account, comment) is not { } address)
            return new SendOutcome.Refused("Gone", words["ReviewGone"]);
        var answer = await api.Send<ReviewKeys>(account, GoogleApi.Do(HttpMethod.Delete, address, null), cancel);
        if (answer.Ok)
            return new SendOutcome.Sent(comment);
        return answer.IsMissing ? await Missing(account, cancel) ?? new SendOutcome.Sent(comment) : outcomes.Of(answer, words, irreversible: false);
    }

    /// <summary>Where the one answer to a review stands; null for what is no review of this place.</summary>
    private string? AnswerTo(ConnectedAccount account, RemoteRef review) =>
        review.Id.StartsWith(account.Credentials<ReviewKeys>().Place + "/reviews/", StringComparison.Ordinal) ? $"{settings.Reviews}/{settings.ReviewsVersion.Name}/{review.Id}/reply" : null;

    /// <summary>Where nothing of the place can be read either, nobody knows whether a review is there; null when it can.</summary>
    private async Task<SendOutcome?> Missing(ConnectedAccount account, CancellationToken cancel)
    {
        var (known, words) = (await List(account, "", cancel), GoogleWords.For(account));
        return known.Ok ? null : known.IsMissing ? new SendOutcome.RetryAt(null, $"{words["PlaceGone"]} {settings.ReviewsVersion.Unknown(account)}") : outcomes.Of(known, words, irreversible: false);
    }

    public AnswerRule Rule(ConnectedAccount account, bool isPrivate, DateTimeOffset saidAt, DateTimeOffset now) => new(GoogleText.Say("RuleReview"), AnswerBytes / 4);

    public async Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel)
    {
        var (now, last) = (time.GetUtcNow(), ReadCursor(cursor));
        if (last is { } looked && now - looked < Between)
            return Heard.Nothing;
        var since = last - Overlap ?? account.Channel.CreatedAt - BackFill;
        var (messages, page) = (new Dictionary<string, Incoming>(StringComparer.Ordinal), "");
        for (var number = 0; number < MostPages; number++)
        {
            var answer = await List(account, page, cancel);
            if (!answer.Ok)
                return new([], null, answer.SignInLost ? GoogleWords.For(account)["SignInOver"] : null);
            var read = answer.Body.Items("reviews").Select(review => Read(account, review)).OfType<Incoming>().ToList();
            foreach (var message in read.Where(message => (message.EditedAt ?? message.SentAt) >= since))
                messages[message.Remote.Id] = message;
            page = answer.Body.Text("nextPageToken");
            // The newest come first.
            if (page.Length == 0 || read.TrueForAll(message => (message.EditedAt ?? message.SentAt) < since))
                break;
        }
        return new([.. messages.Values.OrderBy(message => message.SentAt)], now.ToString("O", CultureInfo.InvariantCulture));
    }

    public async Task<AccountHealth> Check(ConnectedAccount account, CancellationToken cancel)
    {
        var words = GoogleWords.For(account);
        var answer = await List(account, "", cancel);
        if (answer.SignInLost)
            return new(Works: false, words["SignInOver"]);
        if (answer.TooFast)
            return new(Works: false, words["NoReviewAccess"], Certain: false);
        // A place that is gone and a version that Google does not have are told alike.
        if (answer.IsMissing)
            return new(Works: false, $"{words["PlaceGone"]} {settings.ReviewsVersion.Unknown(account)}", Certain: false);
        if (!answer.Ok)
            return new(Works: false, words[answer.Status == 403 ? "NoReviewAccess" : "NotReached"], Certain: answer.Status is 403);
        return new(Works: true, settings.ReviewsVersion.EndsSoon(time.GetUtcNow()) || settings.ProfilesVersion.EndsSoon(time.GetUtcNow()) ? words["VersionEndsForAll"] : null);
    }

    private Task<GoogleAnswer> List(ConnectedAccount account, string page, CancellationToken cancel)
    {
        List<(string, string)> query = [("pageSize", "50"), ("orderBy", "updateTime desc")];
        if (page.Length > 0)
            query.Add(("pageToken", page));
        return api.Send<ReviewKeys>(account, GoogleApi.Get($"{settings.Reviews}/{settings.ReviewsVersion.Name}/{account.Credentials<ReviewKeys>().Place}/reviews", query), cancel);
    }

    // Stars alone are a word, too: they come first, as people read them.
    private static Incoming? Read(ConnectedAccount account, JsonElement review)
    {
        var (id, at, stars) = (review.Text("name"), review.Instant("createTime"), Array.IndexOf(Stars, review.Text("starRating")) + 1);
        if (id.Length == 0 || at is null)
            return null;
        var (words, who, name) = (GoogleWords.For(account), review.Member("reviewer"), review.Member("reviewer").Text("displayName"));
        var text = string.Join('\n', new[] { stars > 0 ? string.Format(CultureInfo.InvariantCulture, words["StarsOfFive"], stars) : "", review.Text("comment") }.Where(part => part.Length > 0));
        var edited = review.Instant("updateTime") is { } changed && changed > at ? changed : (DateTimeOffset?)null;
        return new(new(id, null), IncomingKind.Mention, new(Scheme + id[(id.LastIndexOf('/') + 1)..], "", who.Member("isAnonymous").ValueKind == JsonValueKind.True || name.Length == 0 ? words["SomeoneOnGoogle"] : name, null),
            null, new(id, null), text.Length > 0 ? text : words["StarsUnknown"], Html: null, Language: null, at.Value, edited);
    }

    private static DateTimeOffset? ReadCursor(string? cursor) =>
        DateTimeOffset.TryParseExact(cursor, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var instant) ? instant : null;
}
