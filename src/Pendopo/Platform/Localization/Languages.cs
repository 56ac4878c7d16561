using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Pendopo.Platform.Centres;

namespace Pendopo.Platform.Localization;

/// <summary>The languages of the pages: the person's choice, else the browser's, else the centre's.</summary>
public static class Languages
{
    /// <summary>The languages that are complete.</summary>
    public static readonly IReadOnlyList<string> All = ["id", "en"];

    public static bool Knows(string? language) => language is not null && All.Contains(language, StringComparer.Ordinal);

    internal static void AddLanguages(this IServiceCollection services)
    {
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            // Culture and language are one here: `id-ID` for numbers and dates comes with `id`.
            var cultures = new List<CultureInfo> { CultureInfo.GetCultureInfo("id"), CultureInfo.GetCultureInfo("en") };
            options.SupportedCultures = options.SupportedUICultures = cultures;
            options.DefaultRequestCulture = new RequestCulture("id");
            options.RequestCultureProviders =
            [
                new CookieRequestCultureProvider(),
                new AcceptLanguageHeaderRequestCultureProvider { Options = options },
                new CustomRequestCultureProvider(OfCentre),
            ];
        });
    }

    internal static void UseLanguages(this WebApplication app) => app.UseRequestLocalization();

    private static Task<ProviderCultureResult?> OfCentre(HttpContext context)
    {
        var here = context.RequestServices.GetRequiredService<Here>();
        return Task.FromResult(here.HasCentre ? new ProviderCultureResult(here.Centre.Language) : null);
    }
}
