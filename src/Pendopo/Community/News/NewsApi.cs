using Pendopo.Channels.Contracts;
using Pendopo.Community.Groups;
using Pendopo.Community.Members;
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

/// <param name="Topics">Those of <see cref="NewsTopic"/> of which phones tell.</param>
/// <param name="Central">Whether they tell of the centre's doing.</param>
/// <param name="SilentGroups">The groups about which they are silent.</param>
/// <param name="QuietFrom">The first quiet hour, 0 to 23; null, with the other one, for the hours of the centre.</param>
internal sealed record PhoneBody(IReadOnlyList<string>? Topics = null, bool Central = false, IReadOnlyList<Guid>? SilentGroups = null, int? QuietFrom = null, int? QuietUntil = null)
{
    public static PhoneBody Of(PhoneChoice choice) => new([.. choice.Topics.Select(topic => topic.ToString())], choice.Central, [.. choice.Groups.Where(row => row.IsSilent).Select(row => row.Group.Id.Value)], choice.Quiet?.From, choice.Quiet?.Until);
}

/// <param name="Endpoint">Where its messages go.</param>
/// <param name="Key">`p256dh`, base64url.</param>
/// <param name="Auth">`auth`, base64url.</param>
internal sealed record NewsBrowserBody(string? Endpoint = null, string? Key = null, string? Auth = null);

/// <param name="Mark">By which it is ended.</param>
internal sealed record NewsMark(string Mark);

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
        square.MapGet("/news/phone", async (NewsPhone phone, CancellationToken cancel) => await phone.Read(cancel) is { } choice ? (IResult)TypedResults.Ok(PhoneBody.Of(choice)) : TypedResults.NotFound());
        square.MapPut("/news/phone", KeepPhone);
        square.MapPost("/news/browsers", Begin);
        square.MapDelete("/news/browsers/{mark}", End);
        square.MapGet("/news/choice", async (MyNewsWish wishes, CancellationToken cancel) => await wishes.Read(cancel) is { } choice ? (IResult)TypedResults.Ok(NewsChoiceBody.Of(choice)) : TypedResults.NotFound());
        square.MapPut("/news/choice", async (NewsChoiceBody body, MyNewsWish wishes, CancellationToken cancel) =>
            (await wishes.Keep([.. Topics(body.Topics)], [.. (body.QuietGroups ?? []).Select(id => new Id<Group>(id))], body.ByMail, cancel)).ToResult(_ => TypedResults.NoContent()));
    }

    /// <summary>For the script of a page: its address names the centre, as the page's own does. What another site sends is refused before (CrossSiteGuard).</summary>
    public static void MapPage(IEndpointRouteBuilder routes)
    {
        foreach (var path in new[] { "/square/news/browsers", "/{At}/square/news/browsers" })
        {
            routes.MapPost(path, Begin).RequireAuthorization().ExcludeFromDescription();
            routes.MapDelete(path + "/{mark}", End).RequireAuthorization().ExcludeFromDescription();
        }
    }

    private static async Task<IResult> Begin(NewsBrowserBody body, NewsPhone phone, BrowserNotices notices, CancellationToken cancel) =>
        (await phone.Begin(notices.Read(body.Endpoint, body.Key, body.Auth), cancel)).ToResult(mark => TypedResults.Ok(new NewsMark(mark)));

    private static async Task<IResult> End(string mark, NewsPhone phone, CancellationToken cancel) => (await phone.End(mark, cancel)).ToResult(_ => TypedResults.NoContent());

    private static async Task<IResult> KeepPhone(PhoneBody body, NewsPhone phone, MemberDesk desk, CancellationToken cancel)
    {
        var quiet = QuietHours.Read($"{body.QuietFrom}", $"{body.QuietUntil}");
        Result<Done> kept = quiet is null && (body.QuietFrom ?? body.QuietUntil) is not null ? desk.Problem("QuietWrong", "QuietFrom")
            : await phone.Keep([.. Topics(body.Topics)], body.Central, [.. (body.SilentGroups ?? []).Select(id => new Id<Group>(id))], quiet, cancel);
        return kept.ToResult(_ => TypedResults.NoContent());
    }

    private static IEnumerable<NewsTopic> Topics(IReadOnlyList<string>? names) =>
        (names ?? []).Select(text => Enum.TryParse<NewsTopic>(text, out var topic) && Enum.IsDefined(topic) ? topic : (NewsTopic?)null).OfType<NewsTopic>();
}
