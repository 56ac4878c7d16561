using System.Text.Json.Nodes;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Telegram;

/// <summary>The video of a post, alone or before its pictures: one call like all others, so that nothing is half out. A larger one is fetched by Telegram itself, so that no
/// slow line has to bring it in one piece; where it cannot fetch, it is brought.</summary>
internal sealed class TelegramFilms(BotApi api)
{
    // core.telegram.org/bots/api#sending-files: 20 MB by an address. By a form it would be 50 MB, more than a slow line carries in one turn.
    private const long Most = 20_000_000, FetchedFrom = 8_000_000;

    /// <summary>Whether it goes along; one that is larger, or finds no place beside its pictures, leaves its poster, and the way to the page where it plays.</summary>
    public static bool Sends(OutgoingPost post) => post.Video is { Bytes: > 0 and <= Most } && (post.ShowsPoster || post.Images.Count < TelegramWriting.AlbumSize);

    public async Task<BotAnswer> Send(TelegramKeys keys, OutgoingPost post, CancellationToken cancel)
    {
        List<OutgoingImage> pictures = post.ShowsPoster ? [] : [.. post.Images];
        if (post.Video!.Bytes > FetchedFrom && post.Video.Url.StartsWith("https:", StringComparison.Ordinal))
        {
            var answer = await Call(keys, post, pictures, post.Video.Url, cancel);
            if (!answer.Says("HTTP URL") && !answer.Says("WEBPAGE"))
                return answer;
        }
        return await Call(keys, post, pictures, $"attach://{PictureForm.Film}", cancel);
    }

    private async Task<BotAnswer> Call(TelegramKeys keys, OutgoingPost post, List<OutgoingImage> pictures, string where, CancellationToken cancel)
    {
        var attached = where.StartsWith("attach:", StringComparison.Ordinal) ? post.Video : null;
        var (method, input) = pictures.Count == 0 ? ("sendVideo", Film(TelegramWriting.Words(keys, post, "caption", "caption_entities"), post.Video!, PictureForm.Film, where)) : ("sendMediaGroup", Album(keys, post, pictures, where));
        return attached is null && pictures.Count == 0 ? await api.Do(keys, method, input, cancel) : await api.Upload(keys, method, await PictureForm.Of(input, pictures, attached, cancel), cancel);
    }

    private static JsonObject Album(TelegramKeys keys, OutgoingPost post, List<OutgoingImage> pictures, string where)
    {
        var film = Film(TelegramWriting.Under(keys, post), post.Video!, "media", where);
        film["type"] = "video";
        return new() { ["chat_id"] = keys.Chat, ["media"] = new JsonArray([film, .. pictures.Select((_, number) => TelegramWriting.Picture([], number))]) };
    }

    private static JsonObject Film(JsonObject words, OutgoingVideo film, string field, string where)
    {
        // In a call of its own the part itself is the field.
        if (field == "media" || !where.StartsWith("attach:", StringComparison.Ordinal))
            words[field] = where;
        (words["width"], words["height"], words["supports_streaming"]) = (film.Width, film.Height, true);
        if (film.Seconds > 0)
            words["duration"] = film.Seconds;
        return words;
    }
}
