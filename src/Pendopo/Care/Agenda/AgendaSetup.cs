using System.Globalization;
using Pendopo.Care.Services;
using Pendopo.Platform.Access;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Localization;

namespace Pendopo.Care.Agenda;

/// <summary>What staff's calendars add to their room.</summary>
internal static class AgendaSetup
{
    public static void Add(IServiceCollection services) => services.AddScoped<StaffFeeds>().AddScoped<StaffFeedContent>().AddScoped<IErasure, StaffFeedErasure>();

    public static void MapRoutes(IEndpointRouteBuilder routes)
    {
        var own = routes.MapGroup("").AllowAnonymous().ExcludeFromDescription().WithMetadata(new LeavesByAttribute(CareRoom.OwnExit));
        own.MapGet("/care-calendar/{secret}.ics", Feed);
        own.MapGet("/{at}/care-calendar/{secret}.ics", Feed);
        var api = routes.MapGroup("/api/v1/care-feeds").WithTags("Appointments").Needs(CareRoom.MayBook);
        api.MapGet("/", async (StaffFeeds all, CancellationToken cancel) => TypedResults.Ok((await all.Mine(cancel)).Select(StaffFeedBody.Of))).WithSummary("One's own addresses of sessions and appointments, without their secrets.");
        api.MapPost("/", async (AskedFeedBody body, StaffFeeds all, HttpContext http, CancellationToken cancel) =>
        {
            var address = await all.Make(body.Staff, cancel);
            http.Response.Headers.CacheControl = "no-store";
            var made = (await all.Mine(cancel))[0];
            return TypedResults.Created($"/api/v1/care-feeds/{made.Id}", new NewStaffFeedBody(made.Id, address));
        }).WithSummary("Makes one's own address of sessions and appointments. It is told this once, and an earlier one ends.");
        api.MapDelete("/{id}", async (Id<StaffFeed> id, StaffFeeds all, CancellationToken cancel) => await all.End(id, cancel) ? (IResult)TypedResults.NoContent() : TypedResults.NotFound()).WithSummary("Ends an address of one's own.");
    }

    private static async Task<IResult> Feed(string secret, HttpContext http, StaffFeeds feeds, StaffFeedContent content, Rights rights, Here here, CancellationToken cancel)
    {
        if (await feeds.Find(secret, rights, cancel) is not { } feed)
            return TypedResults.NotFound();
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(Languages.Knows(feed.Language) ? feed.Language : here.Centre.Language);
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Text(await content.Write(feed.StaffId, cancel), "text/calendar", System.Text.Encoding.UTF8);
    }
}

/// <param name="Staff">Whose sessions it shows; null for everybody's.</param>
internal sealed record AskedFeedBody(Id<StaffMember>? Staff = null);

internal sealed record StaffFeedBody(Id<StaffFeed> Id, Id<StaffMember>? Staff, string Language, DateTimeOffset CreatedAt)
{
    public static StaffFeedBody Of(StaffFeed feed) => new(feed.Id, feed.StaffId, feed.Language, feed.CreatedAt);
}

/// <param name="Address">With its secret; nobody can read it a second time.</param>
internal sealed record NewStaffFeedBody(Id<StaffFeed> Id, string Address);
