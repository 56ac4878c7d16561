using System.Globalization;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;

namespace Pendopo.Channels.Facebook;

/// <summary>Looks every few minutes at what stands under the page's posts, in its private conversations and among its recommendations: for a centre without webhooks, and for what a
/// webhook lost. The first look reads back a week.</summary>
internal sealed class FacebookListening(GraphApi api, TimeProvider time)
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(5), Overlap = TimeSpan.FromHours(24), BackFill = TimeSpan.FromDays(7);

    /// <summary>`since` looks at the time of posts and not of comments, so the posts of so many days are read and the comments told apart here.</summary>
    private static readonly TimeSpan PostsOf = TimeSpan.FromDays(30);

    private const int MostPages = 20;

    private const string Comments = "id,permalink_url,comments.filter(stream).order(reverse_chronological).limit(50){id,message,created_time,from,parent,permalink_url}";

    public async Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel)
    {
        var (now, last) = (time.GetUtcNow(), ReadCursor(cursor));
        if (last is { } looked && now - looked < Between)
            return Heard.Nothing;
        var since = last - Overlap ?? account.Channel.CreatedAt - BackFill;
        var (keys, words) = (account.Credentials<FacebookKeys>(), GraphWords.For(account));
        var messages = new List<Incoming>();
        if (await UnderPosts(keys, words, since, messages, cancel) is { } trouble)
            return new([], null, trouble.TokenLost ? GraphOutcomes.Lost(trouble, words) : null);
        await InPrivate(keys, words, since, messages, cancel);
        await InRecommendations(keys, words, since, messages, cancel);
        return new([.. messages.OrderBy(message => message.SentAt)], now.ToString("O", CultureInfo.InvariantCulture));
    }

    /// <summary>Returns the answer that kept it from being read to its end; null when all was read.</summary>
    private async Task<GraphAnswer?> UnderPosts(FacebookKeys keys, GraphWords words, DateTimeOffset since, List<Incoming> messages, CancellationToken cancel)
    {
        var after = "";
        for (var page = 0; page < MostPages; page++)
        {
            List<(string, string)> query = [("fields", Comments), ("since", $"{(time.GetUtcNow() - PostsOf).ToUnixTimeSeconds()}"), ("limit", "25")];
            // `paging.next` lacks the token, so the way on is made from its cursor.
            if (after.Length > 0)
                query.Add(("after", after));
            var answer = await api.Get(keys.Access, $"{keys.Page}/feed", query, cancel);
            if (!answer.Ok)
                return answer;
            foreach (var post in answer.Body.Items("data"))
                messages.AddRange(post.Member("comments").Items("data").Select(comment => FacebookMessages.Comment(keys, words, post.Text("id"), comment)).OfType<Incoming>().Where(message => message.SentAt >= since));
            after = answer.Body.Member("paging").Member("cursors").Text("after");
            if (after.Length == 0 || !answer.Body.Items("data").Any())
                break;
        }
        return null;
    }

    // A page without the permission for messages is heard in public all the same.
    private async Task InPrivate(FacebookKeys keys, GraphWords words, DateTimeOffset since, List<Incoming> messages, CancellationToken cancel)
    {
        var talks = await api.Get(keys.Access, $"{keys.Page}/conversations", [("fields", "id,updated_time"), ("limit", "50")], cancel);
        foreach (var talk in talks.Body.Items("data").Where(talk => talk.Instant("updated_time") >= since && talk.Text("id").Length > 0))
        {
            var letters = await api.Get(keys.Access, $"{talk.Text("id")}/messages", [("fields", "id,message,from,created_time"), ("limit", "50")], cancel);
            messages.AddRange(letters.Body.Items("data").Select(letter => FacebookMessages.Letter(keys, words, letter)).OfType<Incoming>().Where(message => message.SentAt >= since));
        }
    }

    // The network's own pages disagree whether these are still told; where they are not, the rest is heard all the same.
    private async Task InRecommendations(FacebookKeys keys, GraphWords words, DateTimeOffset since, List<Incoming> messages, CancellationToken cancel)
    {
        var told = await api.Get(keys.Access, $"{keys.Page}/ratings", [("fields", "created_time,recommendation_type,review_text,reviewer,open_graph_story"), ("limit", "50")], cancel);
        messages.AddRange(told.Body.Items("data").Select(one => FacebookMessages.Recommendation(words, one)).OfType<Incoming>().Where(message => message.SentAt >= since));
    }

    private static DateTimeOffset? ReadCursor(string? cursor) =>
        DateTimeOffset.TryParseExact(cursor, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var instant) ? instant : null;
}
