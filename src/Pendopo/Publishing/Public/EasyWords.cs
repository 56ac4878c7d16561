using Microsoft.AspNetCore.Http.HttpResults;

namespace Pendopo.Publishing.Public;

/// <summary>Whether a reader asked for easier words, kept in a cookie that holds nothing else.</summary>
internal static class EasyWords
{
    private const string Cookie = "words";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/words/{choice:regex(^(easy|all)$)}", Choose).AllowAnonymous().ExcludeFromDescription();

    public static bool Wanted(HttpContext? http) => http?.Request.Cookies[Cookie] == "easy";

    // It changes nothing but the reader's own cookie, so a plain link may lead there.
    private static RedirectHttpResult Choose(string choice, string? to, HttpContext http)
    {
        if (choice == "easy")
            http.Response.Cookies.Append(Cookie, choice, new CookieOptions { HttpOnly = true, IsEssential = true, MaxAge = TimeSpan.FromDays(365), Path = "/", SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps });
        else
            http.Response.Cookies.Delete(Cookie);
        return TypedResults.LocalRedirect(to is ['/', not ('/' or '\\'), ..] or "/" ? to : "/");
    }
}
