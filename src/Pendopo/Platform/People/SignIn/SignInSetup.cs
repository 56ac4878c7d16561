using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Pendopo.Platform.Data;
using Pendopo.Platform.People.Links;
using Pendopo.Platform.Web;

namespace Pendopo.Platform.People.SignIn;

/// <summary>How people sign in, and what a cookie is worth.</summary>
internal static class SignInSetup
{
    public static void Add(IServiceCollection services, Installation installation)
    {
        services.AddDataProtection().SetApplicationName("pendopo").PersistKeysToFileSystem(Backups.Keys.PrivateFiles.Folder(installation.KeysFolder));
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        AddIdentity(services);
        AddSessions(services);
        AddActs(services);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddAntiforgery(forgery =>
        {
            forgery.Cookie.Name = "pendopo.form";
            forgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddSingleton<SignInTurns>();
    }

    private static void AddIdentity(IServiceCollection services)
    {
        services.AddIdentityCore<Account>(identity =>
        {
            identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            // Length is what counts (NIST SP 800-63B 3.1.1); classes of characters only make people write passwords down.
            identity.Password.RequiredLength = 10;
            identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
        }).AddEntityFrameworkStores<PendopoDb>().AddSignInManager().AddDefaultTokenProviders();
        services.AddScoped<IPasswordValidator<Account>, PlainPasswords>();
        services.AddScoped<IUserValidator<Account>, OwnEmails>();
        // A passkey stands for password and code together, so the device must know its owner (W3C Web Authentication 3, 5.4.4 and 5.5).
        services.Configure<IdentityPasskeyOptions>(passkeys => (passkeys.UserVerificationRequirement, passkeys.ResidentKeyRequirement) = ("required", "required"));
    }

    private static void AddSessions(IServiceCollection services)
    {
        services.AddSingleton<ITicketStore, SessionStore>();
        services.AddSingleton<IPostConfigureOptions<CookieAuthenticationOptions>, SessionCookies>();
        services.AddScoped<Sessions>();
        services.AddScoped<StepUpPrompt>();
    }

    private static void AddActs(IServiceCollection services)
    {
        services.AddScoped<SignInGuard>();
        services.AddScoped<SignInDoor>();
        services.AddScoped<SignInByPassword>();
        services.AddScoped<SignInByPasskey>();
        services.AddScoped<SignInByCode>();
        services.AddScoped<ConfirmIdentity>();
        services.AddScoped<SecondFactor>();
        services.AddScoped<Passkeys>();
        services.AddScoped<AccountLinks>();
    }
}

/// <summary>Sets the cookies' rules once they are known to the framework.</summary>
internal sealed class SessionCookies(ITicketStore store) : IPostConfigureOptions<CookieAuthenticationOptions>
{
    public void PostConfigure(string? name, CookieAuthenticationOptions options)
    {
        options.CookieManager = new HostCookies();
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        if (name != IdentityConstants.ApplicationScheme)
            return;
        options.SessionStore = store;
        options.Cookie.Name = "pendopo";
        options.LoginPath = "/sign-in";
        options.ReturnUrlParameter = "to";
        options.ExpireTimeSpan = Session.AtMost;
        options.SlidingExpiration = false;
        // A session's row says at every request whether it still counts; the framework's half-hourly look at the stamp adds nothing.
        options.Events.OnValidatePrincipal = _ => Task.CompletedTask;
        options.Events.OnRedirectToAccessDenied = denied =>
        {
            denied.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
        var toLogin = options.Events.OnRedirectToLogin;
        options.Events.OnRedirectToLogin = login =>
        {
            if (!WebSetup.IsApi(login.HttpContext))
                return toLogin(login);
            login.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        };
    }
}

/// <summary>Puts `__Host-` before a cookie's name where the page came by https: then no other host and no plain connection can set it
/// (RFC 6265bis 4.1.3.2).</summary>
internal sealed class HostCookies : ICookieManager
{
    private readonly ChunkingCookieManager cookies = new();

    public string? GetRequestCookie(HttpContext context, string key) => cookies.GetRequestCookie(context, Name(context, key));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        cookies.AppendResponseCookie(context, Name(context, key), value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) => cookies.DeleteCookie(context, Name(context, key), options);

    private static string Name(HttpContext context, string key) => context.Request.IsHttps ? "__Host-" + key : key;
}

/// <summary>An e-mail address belongs to one account. An account may have none: whose owner gets in another way.</summary>
internal sealed class OwnEmails : IUserValidator<Account>
{
    public async Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user)
    {
        if (user.Email is null)
            return IdentityResult.Success;
        if (!EmailForm.IsAddress(user.Email))
            return IdentityResult.Failed(manager.ErrorDescriber.InvalidEmail(user.Email));
        return await manager.FindByEmailAsync(user.Email) is { } other && other.Id != user.Id ? IdentityResult.Failed(manager.ErrorDescriber.DuplicateEmail(user.Email)) : IdentityResult.Success;
    }
}

/// <summary>Refuses the passwords that guessers try first: one's own address or name, one character again and again.</summary>
internal sealed class PlainPasswords : IPasswordValidator<Account>
{
    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        var text = password ?? "";
        var own = user.Email?.Split('@')[0];
        var plain = text.Distinct().Count() < 4 || (own is { Length: > 3 } && text.Contains(own, StringComparison.OrdinalIgnoreCase) && text.Length < own.Length + 6);
        return Task.FromResult(plain || text.Length > 200 ? IdentityResult.Failed(new IdentityError { Code = "PasswordTooPlain" }) : IdentityResult.Success);
    }
}
