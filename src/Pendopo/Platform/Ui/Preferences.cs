using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Pendopo.Platform.Ui;

/// <summary>The reader's choice of theme and language, kept in two cookies that hold nothing else.</summary>
public static class Preferences
{
    private const string ThemeCookie = "theme";

    /// <summary>"light", "dark", or null to follow the device.</summary>
    public static string? ThemeOf(HttpRequest? request)
        => request?.Cookies[ThemeCookie] is "light" or "dark" ? request.Cookies[ThemeCookie] : null;

    /// <summary>Maps the addresses of the two choices. They change nothing but the reader's own cookie, so a plain link may lead there.</summary>
    public static IEndpointRouteBuilder MapPreferences(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        routes.MapGet("/theme/{choice:regex(^(light|dark|device)$)}", ChooseTheme).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/language/{choice:regex(^(id|en)$)}", ChooseLanguage).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/colours/{teak:length(6)}-{leaf:length(6)}.css", Colours).AllowAnonymous().ExcludeFromDescription();
        return routes;
    }

    /// <summary>Any two colours make a sheet: nothing is read, and the address holds all that is in it.</summary>
    private static IResult Colours(string teak, string leaf, HttpContext http)
    {
        if (!Colour.IsHex("#" + teak) || !Colour.IsHex("#" + leaf))
            return Results.NotFound();
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Text(new Accents(Accents.Kept("#" + teak, Accents.HouseTeak), Accents.Kept("#" + leaf, Accents.HouseLeaf)).Css(), "text/css; charset=utf-8");
    }

    private static IResult ChooseTheme(string choice, string? to, HttpContext http)
    {
        if (choice == "device")
        {
            http.Response.Cookies.Delete(ThemeCookie);
        }
        else
        {
            http.Response.Cookies.Append(ThemeCookie, choice, Lasting(http));
        }

        return Results.LocalRedirect(Safe(to));
    }

    private static IResult ChooseLanguage(string choice, string? to, HttpContext http)
    {
        var value = CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(CultureInfo.GetCultureInfo(choice)));
        http.Response.Cookies.Append(CookieRequestCultureProvider.DefaultCookieName, value, Lasting(http));
        return Results.LocalRedirect(Safe(to));
    }

    private static CookieOptions Lasting(HttpContext http) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = TimeSpan.FromDays(365),
        Path = "/",
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
    };

    /// <summary>Only an address of this site: one slash at the start, so that no link can send a reader elsewhere.</summary>
    internal static string Safe(string? to)
        => to is ['/', ..] && !(to.Length > 1 && to[1] is '/' or '\\') && !to.Any(char.IsControl) ? to : "/";
}
