using Pendopo.Community.Groups;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;

namespace Pendopo.Community.News;

/// <summary>One piece of news, as programs read it. `Kind` is one of <see cref="NewsKind"/>; `Path` leads below the square.</summary>
internal sealed record NewsBody(Guid Id, string Kind, string? Who, string? Group, string Words, string Path, DateTimeOffset At, bool IsRead)
{
    public static NewsBody Of(NewsCard card) => new(card.Item.Id.Value, card.Item.Kind.ToString(), card.Who, card.Group, card.Words, card.Path, card.Item.At, card.Item.ReadAt is not null);
}

internal sealed record NewsListBody(IReadOnlyList<NewsBody> News, string? Older);

/// <param name="Topics">Those of <see cref="NewsTopic"/> that are told; the others are off.</param>
/// <param name="QuietGroups">The groups of which nothing is told.</param>
internal sealed record NewsChoiceBody(IReadOnlyList<string>? Topics = null, IReadOnlyList<Guid>? QuietGroups = null, bool ByMail = false)
{
    public static NewsChoiceBody Of(NewsChoice choice) => new([.. choice.Topics.Select(topic => topic.ToString())], [.. choice.Groups.Where(row => row.IsQuiet).Select(row => row.Group.Id.Value)], choice.ByMail);
}

/// <summary>What a member is told, for programs.</summary>
internal static class NewsApi
{
    public static void Map(RouteGroupBuilder square)
    {
        square.MapGet("/news", async (string? after, NewsReading reading, CancellationToken cancel) =>
        {
            var page = await reading.Page(PageMark.Read(after), cancel);
            return TypedResults.Ok(new NewsListBody([.. page.Cards.Select(NewsBody.Of)], page.Older?.ToString()));
        });
        square.MapGet("/news/unread", async (NewsReading reading, CancellationToken cancel) => TypedResults.Ok(await reading.Unread(cancel)));
        square.MapPut("/news/read", async (NewsReading reading, CancellationToken cancel) =>
        {
            await reading.ReadAll(cancel);
            return TypedResults.NoContent();
        });
        square.MapPut("/news/{id}/read", async (Id<NewsItem> id, NewsReading reading, CancellationToken cancel) => await reading.Open(id, cancel) is null ? (IResult)TypedResults.NotFound() : TypedResults.NoContent());
        square.MapGet("/news/choice", async (MyNewsWish wishes, CancellationToken cancel) => await wishes.Read(cancel) is { } choice ? (IResult)TypedResults.Ok(NewsChoiceBody.Of(choice)) : TypedResults.NotFound());
        square.MapPut("/news/choice", async (NewsChoiceBody body, MyNewsWish wishes, CancellationToken cancel) =>
            (await wishes.Keep([.. Topics(body)], [.. (body.QuietGroups ?? []).Select(id => new Id<Group>(id))], body.ByMail, cancel)).ToResult(_ => TypedResults.NoContent()));
    }

    private static IEnumerable<NewsTopic> Topics(NewsChoiceBody body) =>
        (body.Topics ?? []).Select(text => Enum.TryParse<NewsTopic>(text, out var topic) && Enum.IsDefined(topic) ? topic : (NewsTopic?)null).OfType<NewsTopic>();
}
