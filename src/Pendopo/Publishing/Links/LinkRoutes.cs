using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Web;
using Pendopo.Publishing.Public;

namespace Pendopo.Publishing.Links;

/// <summary>Follows a short link, and keeps links for programs.</summary>
internal static class LinkRoutes
{
    public static void Add(IServiceCollection services) => services.AddScoped<KeepLink>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/s/{code}", Follow).AllowAnonymous().ExcludeFromDescription().WithMetadata(new LeavesByAttribute("publishing.feed"));
        var links = routes.MapGroup("/api/v1/links").WithTags("Links").Needs("publishing.see");
        links.MapGet("/", async (KeepLink keep, CancellationToken cancel) => TypedResults.Ok(await keep.All(cancel)));
        links.MapPost("/", async (LinkBody body, KeepLink keep, CancellationToken cancel) => (await keep.Make(body.Name ?? "", body.Target ?? "", cancel)).ToResult(line => TypedResults.Created("/api/v1/links", line))).Needs("publishing.write");
        links.MapDelete("/{id}", async (Id<ShortLink> id, KeepLink keep, CancellationToken cancel) => (await keep.End(id, cancel)).ToResult(_ => TypedResults.NoContent())).Needs("publishing.write");
    }

    // Counted on the day of the centre's clock, robots left out; of the person nothing is kept, also not for a moment.
    private static async Task<IResult> Follow(string code, PendopoDb db, CentreDirectory centres, TimeProvider time, HttpContext http, CancellationToken cancel)
    {
        // The address names no centre, so the centre in scope may be another one.
        if (!ShortLink.IsCode(code) || await db.Set<ShortLink>().AcrossCentres().AsNoTracking().FirstOrDefaultAsync(row => row.Code == code, cancel) is not { } link || await centres.ById(link.CentreId, cancel) is not { } centre)
            return TypedResults.NotFound();
        if (ViewTally.IsPerson(http.Request))
            await Count(db, link, Platform.Ui.Clock.DateOf(time.GetUtcNow(), centre.Zone), cancel);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Redirect(link.Target);
    }

    private static async Task Count(PendopoDb db, ShortLink link, DateOnly day, CancellationToken cancel)
    {
        if (await Raise() > 0)
            return;
        db.Add(LinkClicks.Of(link.Id, link.CentreId, day, 1));
        // Somebody else's click made the row of the day a moment before.
        if (!await db.TrySave(cancel))
            await Raise();

        Task<int> Raise() => db.Set<LinkClicks>().AcrossCentres().Where(row => row.LinkId == link.Id && row.Day == day).ExecuteUpdateAsync(set => set.SetProperty(row => row.Clicks, row => row.Clicks + 1), cancel);
    }
}

/// <param name="Target">Where it leads: http or https.</param>
internal sealed record LinkBody(string? Name = null, string? Target = null);
