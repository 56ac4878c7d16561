using System.Globalization;
using Pendopo.Platform.Access;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Localization;
using Pendopo.Platform.Settings;
using Pendopo.Platform.Web;

namespace Pendopo.Care.Fhir;

/// <summary>Care as other programs read it: FHIR R4 below `/fhir`. What stands on public pages is open; who comes and who holds sessions needs a key.</summary>
internal static class FhirSetup
{
    public static void Add(IServiceCollection services) => services.AddScoped<FhirKeys>().AddScoped<FhirShelf>().AddScoped<IErasure, FhirKeyErasure>();

    public static void MapRoutes(IEndpointRouteBuilder routes)
    {
        foreach (var start in new[] { "/fhir", "/{at}/fhir" })
        {
            var open = routes.MapGroup(start).AllowAnonymous().ExcludeFromDescription().WithMetadata(new LeavesByAttribute(CareRoom.PageExit));
            open.MapGet("/metadata", (HttpContext http, Here here, PublicAddress address) => IsOf(http, here) ? FhirAnswers.Of(FhirAnswers.Capabilities(Base(here, address), here.Centre.Name)) : Unknown());
            open.MapGet("/{type}", Search);
            open.MapGet("/{type}/{id}", Read);
        }
        routes.MapGroup("/desk/care/fhir").Needs(CareRoom.MayPlan).ExcludeFromDescription().MapPost("/{id}/end", async (Id<FhirKey> id, IFormCollection form, FhirKeys all, CancellationToken cancel) =>
        {
            // The form is asked for because a form is what carries the token against forged requests.
            ArgumentNullException.ThrowIfNull(form);
            return (await all.End(id, cancel)).Ok ? (IResult)TypedResults.Redirect("/desk/care/fhir?done=ended") : TypedResults.NotFound();
        });
        var keys = routes.MapGroup("/api/v1/fhir-keys").WithTags("FHIR").Needs(CareRoom.MayPlan);
        keys.MapGet("/", async (FhirKeys all, CancellationToken cancel) => TypedResults.Ok((await all.All(cancel)).Select(key => new FhirKeyBody(key.Id, key.Name, key.MadeAt)))).WithSummary("The keys of other programs, without their secrets.");
        keys.MapPost("/", async (FhirKeyNameBody body, FhirKeys all, HttpContext http, CancellationToken cancel) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            return (await all.Make(body.Name ?? "", cancel)).ToResult(made => TypedResults.Created($"/api/v1/fhir-keys/{made.Key.Id}", new FhirKeyMade(made.Key.Id, made.Secret)));
        }).WithSummary("Makes a key by which a program reads appointments and who holds sessions. It is told this once.");
        keys.MapDelete("/{id}", async (Id<FhirKey> id, FhirKeys all, CancellationToken cancel) => (await all.End(id, cancel)).ToResult(_ => TypedResults.NoContent())).WithSummary("Ends a key at once.");
    }

    private static async Task<IResult> Search(string type, HttpContext http, Here here, PublicAddress address, FhirShelf shelf, FhirKeys keys, CancellationToken cancel)
    {
        if (!IsOf(http, here) || FhirType.All.FirstOrDefault(one => one.Name == type) is not { } asked)
            return Unknown();
        var key = asked.Open ? null : await keys.Follow(http.Request.Headers.Authorization, cancel);
        if (!asked.Open && key is null)
            return NoKey(http);
        Speak(here);
        var strict = http.Request.Headers["Prefer"].Any(prefer => prefer?.Contains("handling=strict", StringComparison.OrdinalIgnoreCase) == true);
        var (query, wrong) = FhirQuery.Read(asked, http.Request.Query, here.Centre.Zone, strict);
        if (query is null)
            return FhirAnswers.Wrong(StatusCodes.Status400BadRequest, "invalid", wrong!);
        if (await shelf.Search(asked, query, cancel) is not { } found)
            return FhirAnswers.Wrong(StatusCodes.Status400BadRequest, "too-costly", "Ask for appointments of fewer days, by date.");
        if (key is not null)
        {
            http.Response.Headers.CacheControl = "no-store";
            await keys.Note($"fhir-key:{key.Id}", string.Create(CultureInfo.InvariantCulture, $"{asked.Name} {(query.CountsAlone ? 0 : found.Page.Count)}"), cancel);
        }
        return FhirAnswers.Of(FhirAnswers.Bundle(Base(here, address), asked, query, found.Page, found.Total));
    }

    private static async Task<IResult> Read(string type, string id, HttpContext http, Here here, FhirShelf shelf, FhirKeys keys, CancellationToken cancel)
    {
        if (!IsOf(http, here) || FhirType.All.FirstOrDefault(one => one.Name == type) is not { } asked)
            return Unknown();
        var key = asked.Open ? null : await keys.Follow(http.Request.Headers.Authorization, cancel);
        if (!asked.Open && key is null)
            return NoKey(http);
        Speak(here);
        if (await shelf.Read(asked, id, cancel) is not { } found)
            return Unknown();
        if (key is not null)
        {
            http.Response.Headers.CacheControl = "no-store";
            await keys.Note($"{(asked.Name == "Appointment" ? "appointment" : "staff")}:{id}", $"fhir-key:{key.Id}", cancel);
        }
        return FhirAnswers.Of(found);
    }

    // A program is answered in the centre's language, whatever its own headers say.
    private static void Speak(Here here) => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(Languages.Knows(here.Centre.Language) ? here.Centre.Language : "id");

    private static bool IsOf(HttpContext http, Here here) => CarePages.IsOf(here, http.Request.RouteValues["at"] as string);

    private static string Base(Here here, PublicAddress address) => $"{address.Home(here.Centre).ToString().TrimEnd('/')}/fhir";

    private static IResult Unknown() => FhirAnswers.Wrong(StatusCodes.Status404NotFound, "not-found", "There is no such resource here.");

    private static IResult NoKey(HttpContext http)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return FhirAnswers.Wrong(StatusCodes.Status401Unauthorized, "login", "This needs a key of the centre: Authorization: Bearer.");
    }
}

internal sealed record FhirKeyBody(Id<FhirKey> Id, string Name, DateTimeOffset MadeAt);

/// <param name="Name">The program that gets it.</param>
internal sealed record FhirKeyNameBody(string? Name = null);

/// <param name="Secret">Nobody can read it a second time.</param>
internal sealed record FhirKeyMade(Id<FhirKey> Id, string Secret);
