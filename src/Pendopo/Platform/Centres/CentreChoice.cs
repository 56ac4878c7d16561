namespace Pendopo.Platform.Centres;

/// <summary>The centre a browser works for when its address names none. The cookie is a wish; rights are asked at every request.</summary>
internal static class CentreChoice
{
    public static void Keep(HttpContext http, Centre centre) => http.Response.Cookies.Append(CentreMiddleware.ChosenCookie, centre.Handle, new CookieOptions
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = TimeSpan.FromDays(365),
        Path = "/",
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
    });
}
