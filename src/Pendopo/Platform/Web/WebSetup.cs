using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.HttpOverrides;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Certificates;
using Pendopo.Platform.Localization;
using Pendopo.Platform.Observing;
using Pendopo.Platform.People;
using Pendopo.Platform.People.SignIn;
using Pendopo.Platform.Settings;
using Pendopo.Platform.Setup;
using Pendopo.Platform.Storage;
using Pendopo.Platform.Ui;
using Pendopo.Platform.Web.Doors;

namespace Pendopo.Platform.Web;

/// <summary>The way of a request through the program, and what it needs.</summary>
internal static class WebSetup
{
    public static void AddSettings(this WebApplicationBuilder builder, string[] arguments)
    {
        builder.Configuration.AddOurs(arguments);
        if (builder.Configuration["urls"] is null)
            builder.WebHost.UseUrls("http://localhost:5080");
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(ServerBounds.Set);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => CertificatesSetup.Encrypt(https, kestrel.ApplicationServices)));
        // A line a request would hold its address, and with it what somebody searched for.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        // A command that fails throws, and is logged where it is caught. A new PostgreSQL database is asked for a history it does not have yet,
        // which is no failure.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Update", LogLevel.None);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(18) + Drain.Of(builder.Configuration));
    }

    /// <summary>Where settings come from, the later over the earlier; those that pages keep stand below all of them.</summary>
    public static void AddOurs(this IConfigurationBuilder configuration, string[] arguments)
    {
        configuration.AddJsonFile("pendopo.json", optional: true);
        configuration.Add(new OurEnvironment());
        configuration.AddCommandLine(arguments);
    }

    public static void AddWeb(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<Doorway>();
        services.AddSingleton<Readiness>();
        services.AddSingleton<Rehearsal>();
        services.AddHostedService<RehearseOnceStarted>();
        services.AddHostedService<SchemaStart>();
        services.AddHostedService<Supervisor>();
        services.AddHostedService<Drain>();
        services.AddRouting();
        // What cannot be read is thrown, so that it can be told field by field.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddHttpContextAccessor();
        services.AddRazorComponents();
        services.AddUi();
        services.AddCascadingAuthenticationState();
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = RefusalWords.Say);
        // A state is a word in what programs read, as it is on the pages; a number would change its meaning with the order of the words.
        services.ConfigureHttpJsonOptions(json => Strict(json.SerializerOptions));
        services.AddOpenApi();
        services.AddResponseCompression(compression => compression.EnableForHttps = true);
        services.AddLanguages();
        SignInSetup.Add(services, Installation.From(builder.Configuration));
    }

    /// <summary>A field that is not asked for, or twice, is refused: nobody slips in what a form does not show (OWASP ASVS 5.0 V15.3.3). So is one that
    /// is left out and has no default, a null where none may be, and a number for a word.</summary>
    private static void Strict(JsonSerializerOptions json)
    {
        json.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
        json.RespectNullableAnnotations = true;
        json.RespectRequiredConstructorParameters = true;
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.AllowDuplicateProperties = false;
        json.MaxDepth = 32;
    }

    public static void UseWeb(this WebApplication app)
    {
        app.UseForwardedHeaders(Forwarded(app.Services.GetRequiredService<Installation>()));
        app.Use(app.Services.GetRequiredService<Doorway>().Attend);
        app.UseMiddleware<PlainMessages>();
        app.UseMiddleware<HeadIsRead>();
        app.UseMiddleware<PageTimesMiddleware>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<CertificateDoor>();
        // Without a database no route is reached: what the page in its stead looks like comes from the folder itself.
        app.UseWhen(IsWithoutDatabase, folder => folder.UseStaticFiles());
        app.Use(app.Services.GetRequiredService<Rehearsal>().Remember);
        app.UseMiddleware<ReadinessMiddleware>();
        app.UseResponseCompression();
        app.UseWhen(context => !IsApi(context), pages => pages.UseStatusCodePagesWithReExecute("/error/{0}", createScopeForStatusCodePages: true));
        app.UseExceptionHandler(Faults());
        app.UseMiddleware<ErrorPagesAreRead>();
        app.UseMiddleware<StorageMiddleware>();
        app.UseMiddleware<CentreMiddleware>();
        app.UseLanguages();
        app.UseWhen(IsApi, programs => programs.UseStatusCodePages());
        app.UseMiddleware<UnreadableRequests>();
        app.UseMiddleware<SetupMiddleware>();
        app.UseRouting();
        app.UseMiddleware<StrangersBodies>();
        app.UseMiddleware<TypedQueries>();
        app.UseAuthentication();
        app.UseMiddleware<CrossSiteGuard>();
        app.UseMiddleware<PersonMiddleware>();
        app.UseMiddleware<DenialLog>();
        app.UseAuthorization();
        app.UseMiddleware<SignInLimits>();
        app.UseMiddleware<StepUpMiddleware>();
        app.UseMiddleware<ReadableForms>();
        app.UseAntiforgery();
        app.MapStaticAssets(Carried.CarriedAssets.List).AllowAnonymous();
        app.MapUi();
        Health.Map(app);
        app.MapOpenApi("/api/v1/openapi.json").AllowAnonymous();
        app.MapFallback("{**path}", UnmatchedAddress.Answer).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>A message that breaks off or lies about its length is the sender's doing: a refusal, and no fault in the log.</summary>
    private static ExceptionHandlerOptions Faults() => new()
    {
        ExceptionHandlingPath = "/error/500",
        CreateScopeForErrors = true,
        StatusCodeSelector = error => error is BadHttpRequestException refused ? refused.StatusCode : StatusCodes.Status500InternalServerError,
        SuppressDiagnosticsCallback = fault => fault.Exception is BadHttpRequestException,
    };

    /// <summary>Only a proxy on this machine, or one that the installation names, is believed, and only about who asks and how.</summary>
    private static ForwardedHeadersOptions Forwarded(Installation installation)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        foreach (var proxy in installation.TrustedProxies)
            options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy.Contains('/', StringComparison.Ordinal) ? proxy : proxy + (proxy.Contains(':', StringComparison.Ordinal) ? "/128" : "/32")));
        return options;
    }

    private static bool IsWithoutDatabase(HttpContext context) =>
        !context.RequestServices.GetRequiredService<Readiness>().IsReady || !context.RequestServices.GetRequiredService<StorageState>().CanRead;

    /// <summary>Addresses that programs call: they get problem details, never a page.</summary>
    internal static bool IsApi(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        || context.Request.Path.StartsWithSegments("/.well-known", StringComparison.Ordinal)
        || context.Request.Path.StartsWithSegments("/inbox", StringComparison.Ordinal)
        || context.Request.Path.StartsWithSegments("/nodeinfo", StringComparison.Ordinal)
        || context.Request.Path.StartsWithSegments("/ap", StringComparison.Ordinal)
        || context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal);
}
