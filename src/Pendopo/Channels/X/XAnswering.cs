using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.X;

/// <summary>Answers who mentioned the account, hides and shows what was said under its posts. Before it says something again it looks whether it stands there.</summary>
internal sealed class XAnswering(XCalls calls, XOutcomes outcomes, XOwnPosts own, TimeProvider time)
{
    /// <summary>After the ten seconds in which an answer can be taken back: an answer that is older may have been tried before.</summary>
    private static readonly TimeSpan FirstTry = TimeSpan.FromSeconds(40);

    public async Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel)
    {
        var words = XWords.For(account);
        if (XLength.Of(reply.Text) > XLength.Most)
            return new SendOutcome.Refused("TooLong", words["TooLong"]);
        if (time.GetUtcNow() - reply.IntendedAt > FirstTry)
        {
            var (known, there) = await own.Find(account, reply.Text, reply.To.Id, reply.IntendedAt, cancel);
            if (there is not null)
                return Sent(account, there);
            if (!known)
                return new SendOutcome.RetryAt(null, words["CannotLook"]);
        }
        var input = new JsonObject { ["text"] = reply.Text, ["reply"] = new JsonObject { ["in_reply_to_tweet_id"] = reply.To.Id } };
        var answer = await calls.Do(account, XCall.Send("tweets", HttpMethod.Post, "tweets", input), cancel);
        if (answer.Ok && answer.Data.Text("id") is { Length: > 0 } id)
            return Sent(account, id);
        var outcome = outcomes.Of(account, "tweets", answer, irreversible: true);
        if (outcome is SendOutcome.Unknown && (await own.Find(account, reply.Text, reply.To.Id, reply.IntendedAt, cancel)).Id is { } after)
            return Sent(account, after);
        return answer.Duplicate ? new SendOutcome.Refused("Duplicate", words["DuplicateThere"])
            : outcome is SendOutcome.Refused { Reason: var said } && said.Contains("mentioned", StringComparison.OrdinalIgnoreCase) ? new SendOutcome.Refused(answer.Code, words["OnlyWhoMentioned"]) : outcome;
    }

    public async Task<SendOutcome> Act(ConnectedAccount account, RemoteRef comment, CommentAct act, CancellationToken cancel)
    {
        if (act == CommentAct.Like)
            return await Like(account, comment, cancel);
        var wanted = act == CommentAct.Hide;
        var answer = await calls.Do(account, XCall.Send("hidden", HttpMethod.Put, $"tweets/{Uri.EscapeDataString(comment.Id)}/hidden", new() { ["hidden"] = wanted }), cancel);
        return answer.Ok || (answer.Status == 400 && answer.Detail.Contains("already", StringComparison.OrdinalIgnoreCase)) ? new SendOutcome.Sent(comment) : outcomes.Of(account, "hidden", answer, irreversible: false);
    }

    // Liked already counts. By a person alone: X forbids programs to like by themselves.
    private async Task<SendOutcome> Like(ConnectedAccount account, RemoteRef comment, CancellationToken cancel)
    {
        var keys = account.Credentials<XKeys>();
        if (!keys.Granted.Contains(XSignIn.Liking, StringComparer.Ordinal))
            return new SendOutcome.Refused("LikingNotAllowed", XWords.For(account)["LikingNotAllowed"]);
        var answer = await calls.Do(account, XCall.Send("likes", HttpMethod.Post, $"users/{keys.User}/likes", new() { ["tweet_id"] = comment.Id }), cancel);
        return answer.Ok || (answer.Status is 400 or 403 && answer.Detail.Contains("already", StringComparison.OrdinalIgnoreCase)) ? new SendOutcome.Sent(comment) : outcomes.Of(account, "likes", answer, irreversible: false);
    }

    /// <summary>What X allows and asks, said before anybody writes.</summary>
    public static AnswerRule Rule(XPrices prices) => new(XText.Say("RuleAnswer", XPrices.Told(prices.Reply), XPrices.Told(prices.Link), prices.DayTold), XLength.Most);

    private static SendOutcome.Sent Sent(ConnectedAccount account, string id) => new(new(id, XWriting.Address(account.Credentials<XKeys>().Username, id)));
}
