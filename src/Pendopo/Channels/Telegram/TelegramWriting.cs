using System.Globalization;
using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Telegram;

/// <summary>Writes into the channel: one message, one picture with its words, or an album. Each is one call, so that nothing is half out.</summary>
internal sealed class TelegramWriting(BotApi api, TelegramFilms films, TelegramOutcomes outcomes)
{
    /// <summary>Characters of a message and of the words under a picture, in UTF-16 units (core.telegram.org/bots/api#sendmessage, #sendphoto).</summary>
    public const int MessageLength = 4096, CaptionLength = 1024;

    /// <summary>Pictures of an album (#sendmediagroup), and the bytes of one (#sendphoto).</summary>
    public const int AlbumSize = 10, PictureBytes = 10 * 1024 * 1024;

    // #sendphoto: width and height together, and how much longer one side may be than the other.
    private const int PictureSides = 10_000, PictureRatio = 20;

    private const string Text = "text", Pictured = "picture";

    public async Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<TelegramKeys>(), TelegramWords.For(account));
        if (Unfit(post, words) is { } unfit)
            return unfit;
        var answer = post.Images.Count switch
        {
            _ when TelegramFilms.Sends(post) => await films.Send(keys, post, cancel),
            0 => await api.Do(keys, "sendMessage", Words(keys, post, "text", "entities", preview: true), cancel),
            1 => await api.Upload(keys, "sendPhoto", await PictureForm.Of(Words(keys, post, "caption", "caption_entities"), post.Images, film: null, cancel), cancel),
            _ => await api.Upload(keys, "sendMediaGroup", await PictureForm.Of(Album(keys, post), post.Images, film: null, cancel), cancel),
        };
        return answer.Ok && Numbers(answer) is [var first, .. var others]
            ? new SendOutcome.Sent(new($"{keys.Chat}:{first}", keys.PageOf(first), string.Join(',', others.Select(Told).Prepend(post.Images.Count == 0 && !TelegramFilms.Sends(post) ? Text : Pictured))))
            : outcomes.Of(answer, words, irreversible: true);
    }

    public async Task<SendOutcome> Edit(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<TelegramKeys>(), TelegramWords.For(account));
        if (MessageOf(remote.Id) is not { } place)
            return new SendOutcome.Refused("NoAddress", words["CannotRecall"]);
        // A message with pictures stays one: only its words change.
        var isText = remote.Version?.StartsWith(Text, StringComparison.Ordinal) != false;
        if (post.Text.Length > (isText ? MessageLength : CaptionLength))
            return new SendOutcome.Refused("TooLong", words[isText ? "TooLong" : "CaptionTooLong"]);
        var input = isText ? Words(keys, post, "text", "entities", preview: true) : Words(keys, post, "caption", "caption_entities");
        input["message_id"] = place.Message;
        var answer = await api.Do(keys, isText ? "editMessageText" : "editMessageCaption", input, cancel);
        // The same words twice are refused, and that is what was wanted.
        return answer.Ok || answer.Says("message is not modified") ? new SendOutcome.Sent(remote) : outcomes.Of(answer, words, irreversible: false);
    }

    public async Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<TelegramKeys>(), TelegramWords.For(account));
        if (MessageOf(remote.Id) is not { } place)
            return new SendOutcome.Refused("NoAddress", words["CannotRecall"]);
        var input = new JsonObject { ["chat_id"] = place.Chat, ["message_ids"] = new JsonArray([.. NumbersOf(remote).Select(number => JsonValue.Create(number))]) };
        var answer = await api.Do(keys, "deleteMessages", input, cancel);
        if (answer.Ok || answer.Says("message to delete not found"))
            return new SendOutcome.Sent(remote);
        return answer.Says("can't be deleted") ? new SendOutcome.Refused("TooOld", words["CannotRecall"]) : outcomes.Of(answer, words, irreversible: false);
    }

    public async Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<TelegramKeys>(), TelegramWords.For(account));
        if (MessageOf(reply.To.Id) is not { } place)
            return new SendOutcome.Refused("NoAddress", words["CannotAnswer"]);
        if (reply.Text.Length > MessageLength)
            return new SendOutcome.Refused("TooLong", words["TooLong"]);
        var answer = await Say(keys, place.Chat, place.Message, reply.Text, cancel);
        // A group that became a supergroup has another number; nothing was sent to the old one.
        if (answer.MovedTo is { } moved)
            answer = await Say(keys, moved, place.Message, reply.Text, cancel);
        return answer.Ok && Numbers(answer) is [var number]
            ? new SendOutcome.Sent(new($"{answer.Result.Member("chat").Number("id") ?? place.Chat}:{number}", place.Chat < 0 ? TelegramKeys.PageIn(place.Chat, number) : null))
            : outcomes.Of(answer, words, irreversible: true, toPerson: true);
    }

    /// <summary>The bot puts its thumb up to what somebody said. Up already counts.</summary>
    public async Task<SendOutcome> Like(ConnectedAccount account, RemoteRef comment, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<TelegramKeys>(), TelegramWords.For(account));
        if (MessageOf(comment.Id) is not { } place)
            return new SendOutcome.Refused("NoAddress", words["CannotAnswer"]);
        var reaction = new JsonArray(new JsonObject { ["type"] = "emoji", ["emoji"] = "👍" });
        var answer = await api.Do(keys, "setMessageReaction", new JsonObject { ["chat_id"] = place.Chat, ["message_id"] = place.Message, ["reaction"] = reaction }, cancel);
        return answer.Ok ? new SendOutcome.Sent(comment) : outcomes.Of(answer, words, irreversible: false);
    }

    /// <summary>Chat and message of an id as we keep it; null for anything else.</summary>
    public static (long Chat, long Message)? MessageOf(string id) =>
        id.Split(':') is [var chat, var message] && long.TryParse(chat, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at)
            && long.TryParse(message, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (at, number) : null;

    /// <summary>The messages of which a post consists: one, or those of an album.</summary>
    public static IEnumerable<long> NumbersOf(RemoteRef remote)
    {
        var others = remote.Version?.StartsWith(Pictured, StringComparison.Ordinal) == true ? remote.Version.Split(',').Skip(1).Select(number => long.Parse(number, CultureInfo.InvariantCulture)) : [];
        return MessageOf(remote.Id) is { } place ? others.Prepend(place.Message) : [];
    }

    private Task<BotAnswer> Say(TelegramKeys keys, long chat, long message, string text, CancellationToken cancel) => api.Do(keys, "sendMessage", new JsonObject
    {
        ["chat_id"] = chat,
        ["text"] = text,
        // Their message may be gone by now; the answer still finds them.
        ["reply_parameters"] = new JsonObject { ["message_id"] = message, ["allow_sending_without_reply"] = true },
    }, cancel);

    private static SendOutcome.Refused? Unfit(OutgoingPost post, TelegramWords words)
    {
        var isText = post.Images.Count == 0 && !TelegramFilms.Sends(post);
        if (post.Text.Length > (isText ? MessageLength : CaptionLength))
            return new SendOutcome.Refused("TooLong", words[isText ? "TooLong" : "CaptionTooLong"]);
        return post.Images.Any(image => image.Width + image.Height > PictureSides || Math.Max(image.Width, image.Height) > PictureRatio * Math.Min(image.Width, image.Height))
            ? new SendOutcome.Refused("PictureShape", words["PictureShape"]) : null;
    }

    /// <summary>The words with their title in bold; offsets count UTF-16 units, as strings here do.</summary>
    /// <param name="preview">Whether the post's page is shown below, as only a message without pictures can.</param>
    internal static JsonObject Words(TelegramKeys keys, OutgoingPost post, string name, string marks, bool preview = false)
    {
        var input = new JsonObject { ["chat_id"] = keys.Chat, [name] = post.Text };
        if (post.Title.Length > 0 && post.Text.StartsWith(post.Title, StringComparison.Ordinal))
            input[marks] = new JsonArray(new JsonObject { ["type"] = "bold", ["offset"] = 0, ["length"] = post.Title.Length });
        if (preview)
            input["link_preview_options"] = new JsonObject { ["url"] = post.Url };
        return input;
    }

    // The words of an album stand under its first picture.
    private static JsonObject Album(TelegramKeys keys, OutgoingPost post)
    {
        var media = new JsonArray();
        for (var number = 0; number < post.Images.Count; number++)
            media.Add(Picture(number == 0 ? Under(keys, post) : [], number));
        return new() { ["chat_id"] = keys.Chat, ["media"] = media };
    }

    /// <summary>The words under the first thing of an album.</summary>
    internal static JsonObject Under(TelegramKeys keys, OutgoingPost post)
    {
        var words = Words(keys, post, "caption", "caption_entities");
        words.Remove("chat_id");
        return words;
    }

    internal static JsonObject Picture(JsonObject words, int number)
    {
        (words["type"], words["media"]) = ("photo", $"attach://{PictureForm.Name(number)}");
        return words;
    }

    private static List<long> Numbers(BotAnswer answer) => answer.Result.ValueKind == System.Text.Json.JsonValueKind.Array
        ? [.. answer.Result.EnumerateArray().Select(message => message.Number("message_id")).OfType<long>()]
        : answer.Result.Number("message_id") is { } number ? [number] : [];

    private static string Told(long number) => number.ToString(CultureInfo.InvariantCulture);
}
