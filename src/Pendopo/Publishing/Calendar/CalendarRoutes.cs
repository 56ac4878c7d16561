using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Localization;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Calendar;

/// <summary>What the calendar sends without a page in return, and its address for other calendar programs.</summary>
internal static class CalendarRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/desk/calendar/moves", Move).Needs("publishing.publish").ExcludeFromDescription();
        routes.MapGet("/calendar/{secret}.ics", Feed).AllowAnonymous().ExcludeFromDescription().WithMetadata(new LeavesByAttribute(CalendarFeedContent.Exit));
    }

    /// <summary>Only addresses of the calendar itself lead back: this is no open redirect.</summary>
    public static string Back(string? address) =>
        address is not null && (address == CalendarAsk.Path || address.StartsWith(CalendarAsk.Path + "?", StringComparison.Ordinal)) ? address : CalendarAsk.Path;

    private static async Task<IResult> Move(IFormCollection form, MovePost move, Here here, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(form);
        var back = Back(form["Back"]);
        if (!Id<Post>.TryParse(form["Post"], null, out var post) || !long.TryParse(form["From"], CultureInfo.InvariantCulture, out var ticks) || ticks is < 0 or > 3_155_378_975_999_999_999
            || !DateOnly.TryParseExact(form["Day"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return TypedResults.BadRequest();
        var from = new DateTimeOffset(ticks, TimeSpan.Zero);
        // A day without an hour keeps the hour.
        var hour = TimeOnly.TryParseExact(form["Time"], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) ? asked : TimeOnly.FromDateTime(here.Centre.Local(from).DateTime);
        var moved = await move.Run(new(post, from, day.ToDateTime(hour)), cancel);
        if (moved.IsNotFound)
            return TypedResults.NotFound();
        return TypedResults.LocalRedirect("~" + (moved.Ok ? QueryHelpers.AddQueryString(back, "moved", post.ToString()) : QueryHelpers.AddQueryString(back, "refused", moved.Problems[0].Code)));
    }

    private static async Task<IResult> Feed(string secret, HttpContext http, CalendarFeeds feeds, Rights rights, CentreDirectory centres, IServiceScopeFactory scopes, CancellationToken cancel)
    {
        if (await feeds.Find(secret, rights, centres, cancel) is not { } feed || await centres.ById(feed.CentreId, cancel) is not { } centre)
            return TypedResults.NotFound();
        // The address names no centre, so the centre in scope may be another one.
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().Enter(centre.Id);
        scope.ServiceProvider.GetRequiredService<Here>().At(centre);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(Languages.Knows(feed.Language) ? feed.Language : centre.Language);
        var text = await scope.ServiceProvider.GetRequiredService<CalendarFeedContent>().Write(cancel);
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Text(text, "text/calendar", System.Text.Encoding.UTF8);
    }
}
