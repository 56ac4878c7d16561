using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Telegram;

/// <summary>Reads what people wrote: to the bot in private, and under the channel's posts in the group that is linked to it; and how its polls stand. Asked, not pushed: so a centre
/// without a public address hears, too.</summary>
internal sealed class TelegramListening(BotApi api)
{
    private const int PageSize = 100;

    // core.telegram.org/bots/api#botcommand
    private const int CommandLength = 32;
    private static readonly string[] Wordless = ["photo", "voice", "video", "audio", "document", "sticker", "location", "contact"];

    /// <remarks>Asking from a number onwards tells Telegram that all before it are kept. So one look is one page, and the next begins only after this one
    /// is on the disk.</remarks>
    public async Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<TelegramKeys>(), TelegramWords.For(account));
        var from = long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var next) ? next : 0;
        var input = new JsonObject { ["offset"] = from, ["limit"] = PageSize, ["timeout"] = 0, ["allowed_updates"] = new JsonArray("message", "edited_message", "poll", "message_reaction_count") };
        var answer = await api.Do(keys, "getUpdates", input, cancel);
        if (!answer.Ok)
            return new([], null, answer.TokenLost ? words["TokenEnded"] : null);
        var (messages, polls, commands) = (new List<Incoming>(), new List<PollCount>(), new List<AskedCommand>());
        var (reactions, copies) = (new Dictionary<long, int>(), new Dictionary<long, TelegramCopy>());
        foreach (var update in answer.Result.ValueKind == JsonValueKind.Array ? answer.Result.EnumerateArray() : default)
        {
            from = Math.Max(from, (update.Number("update_id") ?? -1) + 1);
            if (Read(keys, words, Message(update)) is { } message)
                messages.Add(message);
            if (Asked(keys, update.Member("message")) is { } asked)
                commands.Add(asked);
            if (Copied(keys, update.Member("message")) is { } copied)
                copies[copied.Post] = copied.Copy;
            if (TelegramPolls.Read(update) is { } count)
                polls.Add(count);
            if (Reacted(keys, update.Member("message_reaction_count")) is { } reacted)
                reactions[reacted.Message] = reacted.Count;
        }
        if (reactions.Count > 0 || copies.Count > 0)
            await account.Change<TelegramKeys>(kept => kept.Heard(reactions, copies), cancel);
        return new(messages, from.ToString(CultureInfo.InvariantCulture))
        {
            Polls = polls,
            // Who presses the command ten times is answered once.
            Commands = [.. commands.GroupBy(one => (one.Remote.Id.Split(':')[0], one.Command)).Select(same => same.Last())],
        };
    }

    /// <summary>A command that somebody gave to this bot in private: `/antre`, or `/antre@melati_sehat_bot`.</summary>
    private static AskedCommand? Asked(TelegramKeys keys, JsonElement message)
    {
        if (message.Text("text") is not ['/', ..] text || message.Member("chat").Text("type") != "private" || message.Member("chat").Number("id") is not { } place
            || message.Number("message_id") is not { } number || message.Seconds("date") is not { } at || Author(keys, message) is null)
            return null;
        var said = text[1..].Split((char[]?)null, 2)[0].Split('@', 2);
        return said[0].Length is 0 or > CommandLength || said is [_, var bot] && !bot.Equals(keys.BotName, StringComparison.OrdinalIgnoreCase)
            ? null : new(new($"{place}:{number}", null), said[0].ToLowerInvariant(), LanguageOf(message), at);
    }

    private static string? LanguageOf(JsonElement message) => message.Member("from").Text("language_code") is { Length: > 0 } language ? language : null;

    /// <summary>The copy of one of our posts that Telegram put into the linked group.</summary>
    private static (long Post, TelegramCopy Copy)? Copied(TelegramKeys keys, JsonElement message)
    {
        var origin = message.Member("forward_origin");
        return message.Member("is_automatic_forward").ValueKind == JsonValueKind.True && origin.Member("chat").Number("id") == keys.Chat && origin.Number("message_id") is { } post
            && message.Member("chat").Number("id") is { } group && message.Number("message_id") is { } number ? (post, new(group, number)) : null;
    }

    /// <summary>How many reacted to a message of the channel, over all emoji: who it was, nobody is told.</summary>
    private static (long Message, int Count)? Reacted(TelegramKeys keys, JsonElement told) => told.Member("chat").Number("id") == keys.Chat && told.Number("message_id") is { } message
        ? (message, told.Items("reactions").Sum(one => one.Count("total_count") ?? 0)) : null;

    private static JsonElement Message(JsonElement update) => update.Member("message") is { ValueKind: JsonValueKind.Object } first ? first : update.Member("edited_message");

    /// <summary>A message to the centre; null for what is none: our own words, copies of our posts, commands, and talk in the group that is not about a post.</summary>
    private static Incoming? Read(TelegramKeys keys, TelegramWords words, JsonElement message)
    {
        var (chat, number, at) = (message.Member("chat"), message.Number("message_id"), message.Seconds("date"));
        if (chat.Number("id") is not { } place || number is null || at is null || Author(keys, message) is not { } author)
            return null;
        var text = Words(message, words);
        if (text.Length == 0 || text.StartsWith('/') || message.Member("is_automatic_forward").ValueKind == JsonValueKind.True)
            return null;
        var isPrivate = chat.Text("type") == "private";
        var (thread, parent) = (message.Number("message_thread_id"), Parent(keys, place, message.Member("reply_to_message")));
        if (!isPrivate && thread is null && parent is null && !text.Contains("@" + keys.BotName, StringComparison.OrdinalIgnoreCase))
            return null;
        return new(
            new($"{place}:{number}", isPrivate ? null : TelegramKeys.PageIn(place, number.Value)),
            isPrivate ? IncomingKind.Private : parent is not null ? IncomingKind.Reply : IncomingKind.Mention,
            author, parent,
            // All that one person says to the bot, or under one post, is one conversation.
            isPrivate ? new($"{place}", null) : thread is { } under ? new($"{place}:t{under}", null) : null,
            text, Html: null, LanguageOf(message), at.Value, message.Seconds("edit_date"));
    }

    private static RemotePerson? Author(TelegramKeys keys, JsonElement message)
    {
        var (person, behalf) = (message.Member("from"), message.Member("sender_chat"));
        // Who writes as the channel is one of us.
        if (behalf.Number("id") is { } channel)
            return channel == keys.Chat || behalf.Text("title").Length == 0 ? null : new($"telegram:{channel}", At(behalf), behalf.Text("title"), null);
        if (person.Number("id") is not { } id || id == keys.Bot || person.Member("is_bot").ValueKind == JsonValueKind.True)
            return null;
        return new($"telegram:{id}", At(person), $"{person.Text("first_name")} {person.Text("last_name")}".Trim(), person.Text("username") is { Length: > 0 } name ? $"https://t.me/{name}" : null);
    }

    private static string At(JsonElement one) => one.Text("username") is { Length: > 0 } name ? "@" + name : "";

    /// <summary>What is answered: our post, by the copy of it that stands in the group, or another message there.</summary>
    private static string? Parent(TelegramKeys keys, long place, JsonElement parent)
    {
        var origin = parent.Member("forward_origin");
        if (origin.Text("type") == "channel" && origin.Member("chat").Number("id") == keys.Chat && origin.Number("message_id") is { } post)
            return $"{keys.Chat}:{post}";
        return parent.Number("message_id") is { } number ? $"{place}:{number}" : null;
    }

    private static string Words(JsonElement message, TelegramWords words)
    {
        if (message.Text("text") is { Length: > 0 } text)
            return text;
        var kind = Wordless.FirstOrDefault(name => message.Member(name).ValueKind is JsonValueKind.Object or JsonValueKind.Array);
        return kind is null ? "" : string.Join('\n', new[] { message.Text("caption"), words["Sent_" + kind] }.Where(part => part.Length > 0));
    }
}
