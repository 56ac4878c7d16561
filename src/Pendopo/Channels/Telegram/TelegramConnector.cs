using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Telegram;

/// <summary>A channel on Telegram, through a bot that is its administrator.</summary>
internal sealed class TelegramConnector(BotApi api, TelegramWriting writing, TelegramListening listening, TelegramPolls polls, TelegramComments comments) : IConnector
{
    public const string NetworkName = "telegram";

    // The network tells none of it at run time, and knows no alternative text.
    private static readonly ChannelLimits Bounds =
        new(TelegramWriting.MessageLength, null, TelegramWriting.AlbumSize, TelegramWriting.PictureBytes, null, ["image/jpeg", "image/png", "image/webp"]) { GraphemesWithImages = TelegramWriting.CaptionLength, Parts = 1, PartGraphemes = TelegramWriting.MessageLength };

    private static readonly CommentAct[] Offered = [CommentAct.Like, CommentAct.Delete];

    public string Network => NetworkName;

    public ConnectorAbilities Abilities => ConnectorAbilities.Edit | ConnectorAbilities.Recall | ConnectorAbilities.Reply | ConnectorAbilities.Hear | ConnectorAbilities.Poll | ConnectorAbilities.Measure;

    public Task<ChannelLimits> Limits(ConnectedAccount account, CancellationToken cancel) => Task.FromResult(Bounds);

    public async Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        if (post.Parts.Count > 0 && await comments.Missing(account, post, cancel) is { } missing)
            return missing;
        var outcome = AsksPoll(post) ? await polls.Publish(account, post, cancel) : await writing.Publish(account, post, cancel);
        return outcome is SendOutcome.Sent sent && post.Parts.Count > 0 ? await TelegramComments.Follow(account, post, sent.Remote, cancel) : outcome;
    }

    public bool AsksPoll(OutgoingPost post) => TelegramPolls.Asks(post);

    public Task<IReadOnlyList<string>> Shown(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<string>>([AsksPoll(post) ? TelegramPolls.Question(post)! : post.Text, .. post.Parts]);

    /// <summary>A bot cannot read what stands in a channel, so a person looks and says. A post that is known to stand waits for its first comment.</summary>
    public async Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) =>
        await comments.Say(account, post, cancel) ?? new SendOutcome.Unknown(TelegramWords.For(account)["LookYourself"]);

    public async Task<SendOutcome> Edit(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel)
    {
        var outcome = TelegramPolls.Is(remote) ? TelegramPolls.Edit(account, post, remote) : await writing.Edit(account, post, remote, cancel);
        return outcome is SendOutcome.Sent ? await comments.Change(account, post, remote, cancel) : outcome;
    }

    public Task<SendOutcome> Tally(ConnectedAccount account, RemoteRef remote, OutgoingPoll poll, CancellationToken cancel) => polls.Tally(account, remote, poll, cancel);

    /// <summary>The comment first: a post that is gone would leave it alone in the group.</summary>
    public async Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) =>
        await comments.TakeBack(account, remote, cancel) is not SendOutcome.Sent and var stays ? stays : await writing.Recall(account, remote, cancel);

    public Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel) => writing.Reply(account, reply, cancel);

    public IReadOnlyList<CommentAct> Acts => Offered;

    public Task<SendOutcome> Act(ConnectedAccount account, RemoteRef comment, CommentAct act, CancellationToken cancel) =>
        act == CommentAct.Like ? writing.Like(account, comment, cancel) : writing.Recall(account, comment with { Version = null }, cancel);

    public Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel) => listening.Hear(account, cursor, cancel);

    /// <summary>A bot is not told how many saw a post. How many reacted it hears when that changes.</summary>
    public Task<PostMeasures> Measure(ConnectedAccount account, RemoteRef remote, CancellationToken cancel)
    {
        var reactions = account.Credentials<TelegramKeys>().Reactions;
        var known = TelegramWriting.NumbersOf(remote).Where(reactions.ContainsKey).ToList();
        return Task.FromResult(new PostMeasures(known.Count > 0 ? known.Sum(number => reactions[number]) : null, null, null));
    }

    public async Task<AccountHealth> Check(ConnectedAccount account, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<TelegramKeys>(), TelegramWords.For(account));
        var member = await api.Do(keys, "getChatMember", new JsonObject { ["chat_id"] = keys.Chat, ["user_id"] = keys.Bot }, cancel);
        if (member.TokenLost)
            return new(Works: false, words["TokenEnded"]);
        if (!member.Ok)
            return TelegramOutcomes.IsShutOut(member) ? new(Works: false, words["BotLeft"]) : new(Works: false, words["NotReached"], Certain: false);
        if (!MayWrite(member))
            return new(Works: false, words["BotLeft"]);
        var hook = await api.Do(keys, "getWebhookInfo", [], cancel);
        return hook.Result.Text("url").Length > 0 ? new(Works: false, words["BotTaken"]) : new(Works: true);
    }

    /// <summary>Whether the bot writes, changes and deletes in the channel.</summary>
    internal static bool MayWrite(BotAnswer member) => member.Result.Text("status") == "creator"
        || (member.Result.Text("status") == "administrator" && member.Result.Member("can_post_messages").ValueKind == System.Text.Json.JsonValueKind.True);
}
