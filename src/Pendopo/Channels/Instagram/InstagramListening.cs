using System.Globalization;
using System.Text.Json;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;

namespace Pendopo.Channels.Instagram;

/// <summary>Looks every few minutes at what stands under the account's media and in its private conversations: for a centre without webhooks, and for what a
/// webhook lost. The first look reads back a week.</summary>
internal sealed class InstagramListening(GraphApi api, TimeProvider time)
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(5), Overlap = TimeSpan.FromHours(24), BackFill = TimeSpan.FromDays(7);

    // Media have no `since`; comments on older ones than these come by webhook alone.
    private const string Media = "25";

    private const string Known = "id,text,timestamp,username", Asked = Known + ",from{id,username}";

    public async Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel)
    {
        var (now, last) = (time.GetUtcNow(), ReadCursor(cursor));
        if (last is { } looked && now - looked < Between)
            return Heard.Nothing;
        var since = last - Overlap ?? account.Channel.CreatedAt - BackFill;
        var (keys, words) = (account.Credentials<InstagramKeys>(), GraphWords.For(account));
        var answer = await UnderMedia(keys, Asked, cancel);
        // One field that is not permitted fails the whole call: then without those that tell who it was.
        if (answer.NotPermitted || answer.Code == 100)
            answer = await UnderMedia(keys, Known, cancel);
        if (!answer.Ok)
            return new([], null, answer.TokenLost ? GraphOutcomes.Lost(answer, words) : null);
        var messages = answer.Body.Items("data").SelectMany(medium => Comments(keys, words, medium)).ToList();
        messages.AddRange(await InPrivate(keys, words, since, cancel));
        return new([.. messages.Where(message => message.SentAt >= since).OrderBy(message => message.SentAt)], now.ToString("O", CultureInfo.InvariantCulture));
    }

    private Task<GraphAnswer> UnderMedia(InstagramKeys keys, string fields, CancellationToken cancel) =>
        api.Get(keys.Access, $"{keys.Account}/media", [("fields", $"id,permalink,comments.limit(50){{{fields},replies.limit(20){{{fields}}}}}"), ("limit", Media)], cancel);

    private static IEnumerable<Incoming> Comments(InstagramKeys keys, GraphWords words, JsonElement medium)
    {
        var place = (medium.Text("id"), medium.Text("permalink"));
        foreach (var comment in medium.Member("comments").Items("data"))
        {
            if (InstagramMessages.Comment(keys, words, place, "", comment) is { } first)
                yield return first;
            foreach (var below in comment.Member("replies").Items("data"))
            {
                if (InstagramMessages.Comment(keys, words, place, comment.Text("id"), below) is { } answer)
                    yield return answer;
            }
        }
    }

    // An account without the permission for messages is heard in public all the same.
    private async Task<List<Incoming>> InPrivate(InstagramKeys keys, GraphWords words, DateTimeOffset since, CancellationToken cancel)
    {
        var found = new List<Incoming>();
        var talks = await api.Get(keys.Access, $"{keys.Account}/conversations", [("platform", "instagram"), ("fields", "id,updated_time"), ("limit", "50")], cancel);
        foreach (var talk in talks.Body.Items("data").Where(talk => talk.Instant("updated_time") >= since && talk.Text("id").Length > 0))
        {
            var letters = await api.Get(keys.Access, $"{talk.Text("id")}/messages", [("fields", "id,message,from,created_time"), ("limit", "50")], cancel);
            found.AddRange(letters.Body.Items("data").Select(letter => InstagramMessages.Letter(keys, words, letter)).OfType<Incoming>());
        }
        return found;
    }

    private static DateTimeOffset? ReadCursor(string? cursor) =>
        DateTimeOffset.TryParseExact(cursor, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var instant) ? instant : null;
}
