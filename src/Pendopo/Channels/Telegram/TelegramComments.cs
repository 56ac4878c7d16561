using System.Globalization;
using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Telegram;

/// <summary>The first comment of a post, said in the group that is linked to the channel, below the copy of the post that Telegram puts there. The bot hears of that copy as it hears
/// of everything; until then the post counts as not certain, never as not sent: it stands already.</summary>
internal sealed class TelegramComments(BotApi api, TelegramOutcomes outcomes)
{
    /// <summary>Why none can be said; null where one can. Asked before the post, so that no post stands without the comment that was approved with it.</summary>
    public async Task<SendOutcome?> Missing(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<TelegramKeys>(), TelegramWords.For(account));
        if (post.Parts.Any(part => part.Length > TelegramWriting.MessageLength))
            return new SendOutcome.Refused("TooLong", words["TooLong"]);
        var chat = await api.Do(keys, "getChat", new JsonObject { ["chat_id"] = keys.Chat }, cancel);
        if (!chat.Ok)
            return outcomes.Of(chat, words, irreversible: false);
        if (chat.Result.Number("linked_chat_id") is not { } group)
            return new SendOutcome.Refused("NoGroup", words["NoGroup"]);
        var member = await api.Do(keys, "getChatMember", new JsonObject { ["chat_id"] = group, ["user_id"] = keys.Bot }, cancel);
        if (!member.Ok && !TelegramOutcomes.IsShutOut(member))
            return outcomes.Of(member, words, irreversible: false);
        return member.Ok && member.Result.Text("status") is "administrator" or "creator" ? null : new SendOutcome.Refused("NotInGroup", words["NotInGroup"]);
    }

    /// <summary>Keeps that the post stands and its comment is to follow.</summary>
    public static async Task<SendOutcome> Follow(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel)
    {
        if (TelegramWriting.MessageOf(remote.Id) is { } place)
            await account.Change<TelegramKeys>(kept => kept.Comments.ContainsKey(post.Key) ? null : kept.With(post.Key, new(place.Message, remote.Version)), cancel);
        return new SendOutcome.Unknown(TelegramWords.For(account)["CommentWaits"]) { Out = remote };
    }

    /// <summary>Says the comment once the copy is known; null where the post itself is not known to stand.</summary>
    public async Task<SendOutcome?> Say(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        var (keys, words) = (await account.Reread<TelegramKeys>(cancel), TelegramWords.For(account));
        if (!keys.Comments.TryGetValue(post.Key, out var comment))
            return null;
        var remote = new RemoteRef($"{keys.Chat}:{comment.Post}", keys.PageOf(comment.Post), comment.Version);
        if (comment.Said is not null || post.Parts is not [var part, ..])
            return new SendOutcome.Sent(remote);
        // Telegram cannot be asked, and nothing is said twice: a person looks.
        if (comment.Begun)
            return new SendOutcome.Unknown(words["CommentUncertain"]) { Out = remote };
        if (!keys.Copies.TryGetValue(comment.Post, out var copy))
            return new SendOutcome.Unknown(words["CommentWaits"]) { Out = remote };
        await account.Change<TelegramKeys>(kept => kept.With(post.Key, comment with { Begun = true }), cancel);
        var answer = await api.Do(keys, "sendMessage", new JsonObject { ["chat_id"] = copy.Group, ["text"] = part, ["reply_parameters"] = new JsonObject { ["message_id"] = copy.Message } }, cancel);
        if (answer.Ok && answer.Result.Number("message_id") is { } number)
        {
            await account.Change<TelegramKeys>(kept => kept.With(post.Key, comment with { Begun = true, Group = copy.Group, Said = number }), cancel);
            return new SendOutcome.Sent(remote);
        }
        var outcome = outcomes.Of(answer, words, irreversible: true);
        if (outcome is SendOutcome.Unknown)
            return new SendOutcome.Unknown(words["CommentUncertain"]) { Out = remote };
        // It surely was not said.
        await account.Change<TelegramKeys>(kept => kept.With(post.Key, comment), cancel);
        return outcome switch
        {
            SendOutcome.RetryAt retry => new SendOutcome.Unknown(words["CommentWaits"]) { Out = remote, AskAt = retry.When },
            SendOutcome.Refused refused => new SendOutcome.Unknown(string.Format(CultureInfo.InvariantCulture, words["CommentRefused"], refused.Reason)) { Out = remote },
            _ => new SendOutcome.Unknown(string.Format(CultureInfo.InvariantCulture, words["CommentRefused"], words["NotInGroup"])) { Out = remote },
        };
    }

    /// <summary>Brings the comment of a post to the words that it has now: changed, said where there was none, deleted where it fell away.</summary>
    public async Task<SendOutcome> Change(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel)
    {
        var (keys, words) = (await account.Reread<TelegramKeys>(cancel), TelegramWords.For(account));
        var known = keys.Comments.GetValueOrDefault(post.Key);
        if (post.Parts is not [var part, ..])
            return known is null ? new SendOutcome.Sent(remote) : await TakeBack(account, remote, cancel);
        if (known is { Said: { } said })
        {
            var answer = await api.Do(keys, "editMessageText", new JsonObject { ["chat_id"] = known.Group, ["message_id"] = said, ["text"] = part }, cancel);
            return answer.Ok || answer.Says("message is not modified") ? new SendOutcome.Sent(remote) : outcomes.Of(answer, words, irreversible: false);
        }
        await Follow(account, post, remote, cancel);
        return await Say(account, post, cancel) is SendOutcome.Unknown missing ? new SendOutcome.Refused("Comment", missing.Reason) : new SendOutcome.Sent(remote);
    }

    /// <summary>Takes the comment of a post away, and keeps one that was not said yet from being said.</summary>
    public async Task<SendOutcome> TakeBack(ConnectedAccount account, RemoteRef remote, CancellationToken cancel)
    {
        var (keys, words) = (await account.Reread<TelegramKeys>(cancel), TelegramWords.For(account));
        if (TelegramWriting.MessageOf(remote.Id) is not { } place || place.Chat != keys.Chat)
            return new SendOutcome.Sent(remote);
        foreach (var (key, comment) in keys.Comments.Where(pair => pair.Value.Post == place.Message))
        {
            if (comment.Said is { } said)
            {
                var answer = await api.Do(keys, "deleteMessages", new JsonObject { ["chat_id"] = comment.Group, ["message_ids"] = new JsonArray(JsonValue.Create(said)) }, cancel);
                if (answer.Says("can't be deleted"))
                    return new SendOutcome.Refused("TooOld", words["CannotRecall"]);
                if (!answer.Ok && !answer.Says("message to delete not found"))
                    return outcomes.Of(answer, words, irreversible: false);
            }
            await account.Change<TelegramKeys>(kept => kept.Without(key), cancel);
        }
        return new SendOutcome.Sent(remote);
    }
}
