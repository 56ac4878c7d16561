using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Pendopo.Platform.Centres;
using Pendopo.Platform.People.Links;
using Pendopo.Platform.People.Me;
using Pendopo.Platform.Ui;

namespace Pendopo.Platform.People.SignIn;

internal static class SignInRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sign-in/passkey", async (Passkeys passkeys) => TypedResults.Content(await passkeys.OptionsToAsk(), "application/json"))
            .AllowAnonymous().RequireRateLimiting(SignInLimits.Policy).ExcludeFromDescription();
        routes.MapPost("/welcome/{secret}/passkey", WelcomePasskey).AllowAnonymous().RequireRateLimiting(SignInLimits.Policy).ExcludeFromDescription();
        routes.MapPost("/me/passkeys/options", MyPasskey).RequireAuthorization().AsksWhoYouAre().ExcludeFromDescription();
        routes.MapPost("/sign-out", SignOut).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/signed-in", SignedIn).RequireAuthorization().ExcludeFromDescription();
    }

    private static async Task<IResult> WelcomePasskey(string secret, UseLink link, Passkeys passkeys, CancellationToken cancel) =>
        await link.Open(secret, cancel) is var (_, account, name)
            ? TypedResults.Content(await passkeys.OptionsToMake(account, name), "application/json")
            : TypedResults.NotFound();

    private static async Task<IResult> MyPasskey(MySecurity security, Here here, Passkeys passkeys) =>
        TypedResults.Content(await passkeys.OptionsToMake(await security.Me(), here.Person?.Name ?? ""), "application/json");

    private static async Task<IResult> SignOut(HttpContext http, IAntiforgery forgery)
    {
        if (!await forgery.IsRequestValidAsync(http))
            return TypedResults.BadRequest();
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        return TypedResults.LocalRedirect("/");
    }

    /// <summary>Who has work at the desk goes there; everybody else to their own pages.</summary>
    private static RedirectHttpResult SignedIn(Here here, Navigation navigation)
    {
        var first = navigation.At(NavPlace.Desk).FirstOrDefault(item => item.Permission is not null && here.May(item.Permission))
            ?? navigation.At(NavPlace.Admin).FirstOrDefault(item => item.Permission is not null && here.May(item.Permission));
        return TypedResults.LocalRedirect(first?.Href ?? "/me");
    }
}
