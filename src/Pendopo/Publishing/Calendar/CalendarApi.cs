using Microsoft.AspNetCore.Http.HttpResults;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.Ui;
using Pendopo.Platform.Web;
using Pendopo.Publishing.Api;
using Pendopo.Publishing.Audiences;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Site;

namespace Pendopo.Publishing.Calendar;

/// <summary>The calendar for programs: what stands in a month, a week, a day or the coming four weeks, moves in it, and one's own address for calendar programs.</summary>
internal static class CalendarApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var calendar = routes.MapGroup("/api/v1/calendar").WithTags("Calendar").Needs("publishing.see");
        calendar.MapGet("/", Shown).WithSummary("What stands on the days of a view, with the filters of the page, and what the calendar tells of it.").Produces<CalendarBody>();
        calendar.MapPost("/moves", Moved).WithSummary("Moves what a post has planned for one minute to another, on all channels of that minute.").Needs("publishing.publish");
        var feeds = routes.MapGroup("/api/v1/calendar-feeds").WithTags("Calendar").Needs("publishing.see");
        feeds.MapGet("/", async (CalendarFeeds all, CancellationToken cancel) => TypedResults.Ok((await all.Mine(cancel)).Select(FeedBody.Of))).WithSummary("One's own addresses of the calendar, without their secrets.");
        feeds.MapPost("/", Made).WithSummary("Makes one's own address of the calendar. It is told this once, and an earlier one ends.").Produces<NewFeedBody>(StatusCodes.Status201Created);
        feeds.MapDelete("/{id}", async (Id<CalendarFeed> id, CalendarFeeds all, CancellationToken cancel) =>
            await all.End(id, cancel) ? (IResult)TypedResults.NoContent() : TypedResults.NotFound()).WithSummary("Ends an address of one's own.");
    }

    private static async Task<Ok<CalendarBody>> Shown([AsParameters] CalendarQuery query, CalendarReader reader, HealthDays days, CampaignReader campaigns, Here here, TimeProvider time, CancellationToken cancel)
    {
        var today = Clock.DateOf(time.GetUtcNow(), here.Centre.Zone);
        var ask = query.ToAsk(today);
        var entries = await reader.Read(ask, cancel);
        var coming = await days.Between(ask.Span.First, ask.Span.Last, cancel);
        var gap = CalendarTold.Gap(ask, today, entries.Select(entry => Clock.DateOf(entry.At, here.Centre.Zone)));
        return TypedResults.Ok(new CalendarBody(ask.Show, ask.Span.First, ask.Span.Last, [.. entries.Select(EntryBody.Of)], [.. coming.Select(ComingDayBody.Of)],
            [.. Clashes.Of(entries).Select(clash => new ClashBody(clash.First.Post, clash.Second.Post, clash.Network, clash.First.At))],
            [.. CalendarTold.Mourned(entries, coming, here.Centre).Select(found => new MourningBody(found.Entry.Post, found.Entry.At, found.Day.Day.Key))],
            gap is { } stretch ? new(stretch.First, stretch.Last) : null, await campaigns.Plan(query.Campaign, ask.Span.First, ask.Span.Last, cancel)));
    }

    private static async Task<IResult> Moved(MoveBody body, MovePost move, PostLedger ledger, CancellationToken cancel)
    {
        var moved = await move.Run(new(body.Post, body.From, DateTime.SpecifyKind(body.To, DateTimeKind.Unspecified)), cancel);
        return moved.Ok ? TypedResults.Ok(PostBody.Of(moved.Value, await ledger.Publications(body.Post, cancel))) : moved.ToResult(_ => TypedResults.NoContent());
    }

    private static async Task<Created<NewFeedBody>> Made(CalendarFeeds feeds, SiteAddress site, Here here, HttpContext http, CancellationToken cancel)
    {
        var path = await feeds.Make(cancel);
        var made = (await feeds.Mine(cancel))[0];
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/api/v1/calendar-feeds/{made.Id}", new NewFeedBody(made.Id, new Uri(new Uri(site.Home(here.Centre)), path).ToString()));
    }
}

/// <param name="Show">`Month`, `Week`, `Day` or `List` (four weeks); a month when left out.</param>
/// <param name="On">A day of what is shown, as yyyy-MM-dd on the centre's clock; today when left out.</param>
/// <param name="Person">Only what this person wrote.</param>
internal sealed record CalendarQuery(CalendarShow? Show, DateOnly? On, CalendarStates? States, Id<Channel>? Channel, Id<Person>? Person, Id<Campaign>? Campaign, PostKind? Kind, Id<Audience>? Audience)
{
    public CalendarAsk ToAsk(DateOnly today) => new(Show is { } show && Enum.IsDefined(show) ? show : CalendarShow.Month, On is { Year: > 2000 and < 2200 } on ? on : today,
        States is { } states && Enum.IsDefined(states) ? states : CalendarStates.All, Channel?.Value, Person?.Value, Campaign?.Value, Kind is { } kind && Enum.IsDefined(kind) ? kind : null, Audience?.Value);
}

/// <param name="Gap">The longest stretch of coming days without a post, or null.</param>
/// <param name="Mix">The kinds that the campaigns of these days want, beside those that stand and are out.</param>
/// <param name="Clashes">Two posts that reach one channel within the hour.</param>
/// <param name="OnMourning">What is planned on a day of mourning.</param>
internal sealed record CalendarBody(CalendarShow Show, DateOnly First, DateOnly Last, IReadOnlyList<EntryBody> Entries, IReadOnlyList<ComingDayBody> HealthDays,
    IReadOnlyList<ClashBody> Clashes, IReadOnlyList<MourningBody> OnMourning, GapBody? Gap, IReadOnlyList<PlanLine> Mix);

/// <summary>A post at a minute, with its channels of that minute.</summary>
/// <param name="Movable">The minute by which it is moved; null when nothing of it can be moved any more.</param>
internal sealed record EntryBody(Id<Post> Post, string Title, PostKind Kind, string Language, Id<Person> Author, DateTimeOffset At, PublicationState State, DateTimeOffset? Movable, IReadOnlyList<EntryChannelBody> Channels)
{
    public static EntryBody Of(CalendarEntry entry) => new(entry.Post, entry.Title, entry.Kind, entry.Language, entry.Lines[0].Author, entry.At, entry.State, entry.Movable,
        [.. entry.Lines.Select(line => new EntryChannelBody(line.Network, line.Handle, line.State))]);
}

internal sealed record EntryChannelBody(string Network, string Handle, PublicationState State);

internal sealed record ComingDayBody(string Key, HealthDayKind Kind, string NameId, string NameEn, DateOnly First, DateOnly Last)
{
    public static ComingDayBody Of(ComingHealthDay coming) => new(coming.Day.Key, coming.Day.Words.Kind, coming.Day.Words.NameId, coming.Day.Words.NameEn, coming.First, coming.Last);
}

internal sealed record ClashBody(Id<Post> First, Id<Post> Second, string Network, DateTimeOffset At);

/// <param name="Day">Key of the health day.</param>
internal sealed record MourningBody(Id<Post> Post, DateTimeOffset At, string Day);

internal sealed record GapBody(DateOnly First, DateOnly Last);

/// <param name="From">The minute it is planned for.</param>
/// <param name="To">The new minute on the centre's clock, without a zone, such as `2026-03-05T09:00`.</param>
internal sealed record MoveBody(Id<Post> Post, DateTimeOffset From, DateTime To);

internal sealed record FeedBody(Id<CalendarFeed> Id, string Language, DateTimeOffset CreatedAt)
{
    public static FeedBody Of(CalendarFeed feed) => new(feed.Id, feed.Language, feed.CreatedAt);
}

/// <param name="Address">With its secret; nobody can read it a second time.</param>
internal sealed record NewFeedBody(Id<CalendarFeed> Id, string Address);
