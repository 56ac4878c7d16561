using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.People.SignIn;

/// <summary>What comes after a right password or passkey.</summary>
public enum SignInNext { Done, Code }

/// <summary>Lets a person in whose identity is proved: begins a session and leads them to a centre where they may do something.</summary>
public sealed class SignInDoor(SignInManager<Account> signIn, IAuthenticationSchemeProvider schemes, IHttpContextAccessor http, PendopoDb db, CentreDirectory centres, Rights rights)
{
    private HttpContext Http => http.HttpContext ?? throw new InvalidOperationException("Signing in needs a request.");

    /// <summary>Begins a new session; an earlier one of this browser is left behind, so nobody can hand one over.</summary>
    /// <param name="lasts">When it ends at the latest; <see cref="Session.AtMost"/> when null.</param>
    public async Task LetIn(Account account, string method, bool remember, CancellationToken cancel, TimeSpan? lasts = null)
    {
        var properties = Properties(remember, lasts);
        properties.Items[SessionStore.MethodItem] = method;
        await Http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        if (Http.User.Identity?.IsAuthenticated == true)
            await Http.SignOutAsync(IdentityConstants.ApplicationScheme);
        await Begin(await signIn.CreateUserPrincipalAsync(account), properties);
        await ChooseCentre(account, cancel);
    }

    /// <summary>The framework gives the session with which a browser came to whoever signs in with it, and with it to whoever planted its cookie
    /// there (OWASP ASVS 5.0 V7.2.4). A handler that has not read that cookie begins a new one.</summary>
    private async Task Begin(ClaimsPrincipal person, AuthenticationProperties properties)
    {
        var scheme = await schemes.GetSchemeAsync(IdentityConstants.ApplicationScheme) ?? throw new InvalidOperationException("There is no scheme for sign-ins.");
        var handler = (CookieAuthenticationHandler)ActivatorUtilities.CreateInstance(Http.RequestServices, scheme.HandlerType);
        var came = Http.Request.Headers.Cookie;
        Http.Request.Headers.Cookie = default;
        await handler.InitializeAsync(scheme, Http);
        await handler.SignInAsync(person, properties);
        Http.Request.Headers.Cookie = came;
    }

    /// <summary>Notes, in a short-lived protected cookie, that the password was right and the code is still wanted.</summary>
    /// <param name="lasts">When the session shall end at the latest; <see cref="Session.AtMost"/> when null.</param>
    public Task AwaitCode(Account account, bool remember, TimeSpan? lasts = null)
    {
        var identity = new ClaimsIdentity(IdentityConstants.TwoFactorUserIdScheme);
        identity.AddClaim(new Claim(ClaimTypes.Name, account.Id.ToString()));
        return Http.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new ClaimsPrincipal(identity), Properties(remember, lasts));
    }

    /// <summary>The account whose code is awaited in this browser, whether it shall stay signed in, and for how long at most.</summary>
    public async Task<(Account? Account, bool Remember, TimeSpan? Lasts)> Awaited(CancellationToken cancel)
    {
        var ticket = await Http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme);
        if (!Id<Account>.TryParse(ticket.Principal?.FindFirstValue(ClaimTypes.Name), null, out var id))
            return (null, false, null);
        return (await db.Set<Account>().FirstOrDefaultAsync(account => account.Id == id && account.DisabledAt == null, cancel), ticket.Properties?.IsPersistent == true, SessionStore.LastsOf(ticket.Properties));
    }

    private static AuthenticationProperties Properties(bool remember, TimeSpan? lasts)
    {
        var properties = new AuthenticationProperties { IsPersistent = remember };
        if (lasts is { } time)
            properties.Items[SessionStore.LastsItem] = ((long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return properties;
    }

    private async Task ChooseCentre(Account account, CancellationToken cancel)
    {
        var all = await centres.All(cancel);
        if (all.Count < 2)
            return;
        var chosen = Http.Request.Cookies[CentreMiddleware.ChosenCookie];
        var mine = new List<Centre>();
        foreach (var centre in all)
        {
            if ((await rights.At(account.PersonId, centre, cancel)).Count > 0)
                mine.Add(centre);
        }
        if (mine.Count > 0 && !mine.Exists(centre => centre.Handle == chosen))
            CentreChoice.Keep(Http, mine[0]);
    }
}
