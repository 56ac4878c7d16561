using Microsoft.AspNetCore.Http.HttpResults;

namespace Pendopo.Publishing.Public;

/// <summary>Whether a reader asked for pages without pictures, kept in a cookie that holds nothing else. Never guessed from their line or their device.</summary>
internal static class PictureChoice
{
    private const string Cookie = "pictures";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/pictures/{choice:regex(^(told|shown)$)}", Choose).AllowAnonymous().ExcludeFromDescription();

    /// <summary>Whether pictures are told by their descriptions.</summary>
    public static bool AreTold(HttpContext? http) => http?.Request.Cookies[Cookie] == "told";

    // It changes nothing but the reader's own cookie, so a plain link may lead there.
    private static RedirectHttpResult Choose(string choice, string? to, HttpContext http)
    {
        if (choice == "told")
            http.Response.Cookies.Append(Cookie, choice, new CookieOptions { HttpOnly = true, IsEssential = true, MaxAge = TimeSpan.FromDays(365), Path = "/", SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps });
        else
            http.Response.Cookies.Delete(Cookie);
        return TypedResults.LocalRedirect(to is ['/', not ('/' or '\\'), ..] or "/" ? to : "/");
    }
}
