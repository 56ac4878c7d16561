using Pendopo.Community.Members;
using Pendopo.Inbox.Contracts;

namespace Pendopo.Community.Talk;

/// <summary>Gives words to the nurse alone, in place of posting them, and leads to where the answer comes.</summary>
internal sealed class NurseInstead(TellNurse nurse, SharedPhone phone)
{
    /// <summary>Keeps the words as a private conversation, and its key on this device: on a phone of others only until the browser is closed.</summary>
    /// <returns>The path of the conversation, below the centre's front page.</returns>
    public async Task<string> Tell(string name, string text, HttpContext http, Func<string, string> resolve, CancellationToken cancel)
    {
        var told = await nurse.Begin(name, text, cancel);
        var shared = await phone.Is(cancel);
        var address = resolve("~" + told.Path);
        http.Response.Cookies.Append(TellNurse.Cookie, told.Device, new CookieOptions
        {
            HttpOnly = true, IsEssential = true, MaxAge = shared ? null : PrivateFor, Path = http.Request.PathBase + address, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps,
        });
        return address;
    }

    // As long as the conversation may stay open, with its answers.
    private static readonly TimeSpan PrivateFor = TimeSpan.FromDays(400);
}
