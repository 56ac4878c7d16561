using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People.Links;
using Pendopo.Platform.Settings;

namespace Pendopo.Platform.Setup;

/// <summary>What the set-up link of this start of the program carries.</summary>
public sealed class SetupSecret
{
    public string Value { get; } = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
}

/// <summary>Lets into the set-up only who holds the link that the program printed at its start. There is no default password.</summary>
public sealed class SetupGate(SettingsBook settings, PendopoDb db, CentreDirectory centres, SetupSecret secret, IDialect dialect, IHttpContextAccessor http)
{
    private const string Cookie = "pendopo.setup";

    /// <summary>Whether this installation waits for its set-up.</summary>
    public async ValueTask<bool> IsOpen(CancellationToken cancel) => (await centres.All(cancel)).Count == 0;

    /// <summary>The link of this start of the program, which is the only one that works from now on; null when the set-up is done.</summary>
    public async Task<string?> Path(CancellationToken cancel)
    {
        if (!await IsOpen(cancel))
            return null;
        await settings.Write(SettingKeys.SetupSecret, SecretLink.HashOf(secret.Value), cancel);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException error) when (dialect.IsDuplicate(error))
        {
            // Asked for twice at the same moment: the other one wrote the same.
            db.ChangeTracker.Clear();
        }
        return "/setup?key=" + secret.Value;
    }

    /// <summary>Takes the link's secret out of the address into a cookie; false when it is not the one printed last.</summary>
    public async Task<bool> Take(string? given, CancellationToken cancel)
    {
        if (!await Fits(given, cancel))
            return false;
        http.HttpContext!.Response.Cookies.Append(Cookie, given!, new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.HttpContext.Request.IsHttps,
            Path = "/setup",
        });
        return true;
    }

    /// <summary>Whether this browser came by the link.</summary>
    public Task<bool> IsHeld(CancellationToken cancel) => Fits(http.HttpContext?.Request.Cookies[Cookie], cancel);

    private async Task<bool> Fits(string? given, CancellationToken cancel)
    {
        if (given is not { Length: > 0 and < 100 } || !await IsOpen(cancel))
            return false;
        var kept = await settings.Read(SettingKeys.SetupSecret, cancel);
        return kept is not null && CryptographicOperations.FixedTimeEquals(Convert.FromHexString(kept), Convert.FromHexString(SecretLink.HashOf(given)));
    }
}

/// <summary>Before the set-up is done every page leads to what explains it; programs are told that nothing is served yet.</summary>
internal sealed class SetupMiddleware(RequestDelegate next)
{
    private static readonly string[] Open = ["/setup", "/health", "/language", "/theme", "/error", "/not-found"];

    public async Task InvokeAsync(HttpContext context, Here here)
    {
        if (here.HasCentre || Open.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal)) || System.IO.Path.HasExtension(context.Request.Path))
        {
            await next(context);
            return;
        }
        if (HttpMethods.IsGet(context.Request.Method) && !Web.WebSetup.IsApi(context))
        {
            context.Response.Redirect("/setup");
            return;
        }
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "600";
    }
}
