using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Telegram;

/// <summary>Polls of Telegram's own. In a channel they are anonymous: the bot hears how many chose each answer and never who (core.telegram.org/bots/api#sendpoll, #poll).</summary>
internal sealed class TelegramPolls(BotApi api, TelegramOutcomes outcomes, TimeProvider time)
{
    /// <summary>Characters of a question and of an answer, in UTF-16 units, and how many answers there may be (#sendpoll, #inputpolloption).</summary>
    public const int QuestionLength = 300, AnswerLength = 100, MostAnswers = 12;

    // #sendpoll: how long a poll may be open that closes by itself. Others are closed by us.
    private static readonly TimeSpan ShortestOpen = TimeSpan.FromSeconds(5), LongestOpen = TimeSpan.FromSeconds(2_628_000);

    /// <summary>Whether a post goes out as a poll. One with pictures does not, since Telegram's poll shows none; one whose results are for its end does not, since
    /// Telegram shows them to everybody who answered. Such a post says where the poll stands on the centre's site.</summary>
    public static bool Asks(OutgoingPost post) => post is { Images.Count: 0, Poll: { ClosedAt: null, OnlyAtEnd: false } poll } && poll.Answers.Count is >= 1 and <= MostAnswers
        && poll.Answers.All(answer => answer.Text.Length is > 0 and <= AnswerLength) && Question(post) is not null;

    /// <summary>Whether what stands there is such a poll.</summary>
    public static bool Is(RemoteRef remote) => remote.Version?.StartsWith(PollMark.Name, StringComparison.Ordinal) == true;

    public async Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<TelegramKeys>(), TelegramWords.For(account));
        var answer = await api.Do(keys, "sendPoll", Input(keys, post), cancel);
        return answer.Ok && answer.Result.Number("message_id") is { } number && answer.Result.Member("poll").Text("id") is { Length: > 0 and <= 100 } id
            ? new SendOutcome.Sent(new($"{keys.Chat}:{number}", keys.PageOf(number), PollMark.Of(id) + Stamp(post)))
            : outcomes.Of(answer, words, irreversible: true);
    }

    /// <summary>Telegram changes no poll. What stands on the site only, such as the text below the question, needs no change there.</summary>
    public static SendOutcome Edit(ConnectedAccount account, OutgoingPost post, RemoteRef remote) =>
        post.Poll is not null && Question(post) is not null && remote.Version!.EndsWith(Stamp(post), StringComparison.Ordinal)
            ? new SendOutcome.Sent(remote) : new SendOutcome.Refused("PollFixed", TelegramWords.For(account)["PollFixed"]);

    /// <summary>Ends it when it is over. Before that nothing is told: Telegram counts for itself.</summary>
    public async Task<SendOutcome> Tally(ConnectedAccount account, RemoteRef remote, OutgoingPoll poll, CancellationToken cancel)
    {
        if (poll.ClosedAt is null || !Is(remote) || TelegramWriting.MessageOf(remote.Id) is not { } place)
            return new SendOutcome.Sent(remote);
        var (keys, words) = (account.Credentials<TelegramKeys>(), TelegramWords.For(account));
        var answer = await api.Do(keys, "stopPoll", new JsonObject { ["chat_id"] = place.Chat, ["message_id"] = place.Message }, cancel);
        // The last count comes as news, as every count does.
        return answer.Ok || answer.Says("already been closed") ? new SendOutcome.Sent(remote) : outcomes.Of(answer, words, irreversible: false);
    }

    /// <summary>How a poll stands, from an update; null for what is none.</summary>
    public static PollCount? Read(JsonElement update)
    {
        var poll = update.Member("poll");
        if (update.Number("update_id") is not { } order || poll.Text("id") is not { Length: > 0 and <= 100 } id || poll.Count("total_voter_count") is not { } voters)
            return null;
        var answers = poll.Items("options").Take(MostAnswers).Select(option => new OutgoingAnswer(KeptText.Of(option.Text("text"), AnswerLength), option.Count("voter_count") ?? 0)).ToList();
        return answers.Count == 0 ? null : new(id, order, answers, voters);
    }

    private JsonObject Input(TelegramKeys keys, OutgoingPost post)
    {
        var poll = post.Poll!;
        var input = new JsonObject
        {
            ["chat_id"] = keys.Chat,
            ["question"] = Question(post),
            ["options"] = new JsonArray([.. poll.Answers.Select(answer => new JsonObject { ["text"] = answer.Text })]),
            // Channels take no others (#sendpoll).
            ["is_anonymous"] = true,
            ["allows_multiple_answers"] = poll.Several,
        };
        if (poll.EndsAt - time.GetUtcNow() is { } open && open >= ShortestOpen && open <= LongestOpen)
            input["open_period"] = (int)open.TotalSeconds;
        // A button takes only an address that everybody reaches.
        if (Uri.TryCreate(post.Url, UriKind.Absolute, out var page) && page.HostNameType == UriHostNameType.Dns && page.Host.Contains('.', StringComparison.Ordinal))
            input["reply_markup"] = new JsonObject { ["inline_keyboard"] = new JsonArray(new JsonArray(new JsonObject { ["text"] = Words(post)["ReadMore"], ["url"] = post.Url })) };
        return input;
    }

    /// <summary>What is asked: the title, and before it what is disclosed; words of the channel's own as they are. Null where that is too long.</summary>
    public static string? Question(OutgoingPost post)
    {
        var end = post.Title.Length == 0 ? -1 : post.Text.IndexOf(post.Title, StringComparison.Ordinal);
        var question = (end < 0 ? post.Text : post.Text[..(end + post.Title.Length)]).Trim();
        return question.Length is > 0 and <= QuestionLength ? question : null;
    }

    private static TelegramWords Words(OutgoingPost post) => new(CultureInfo.GetCultureInfo(post.Language.StartsWith("en", StringComparison.Ordinal) ? "en" : "id"));

    // Of the words that Telegram shows: whether a change concerns them.
    private static string Stamp(OutgoingPost post) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', post.Poll!.Answers.Select(answer => answer.Text).Prepend($"{Question(post)}\n{post.Poll.Several}")))).AsSpan(0, 8));
}
