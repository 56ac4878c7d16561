using Pendopo.Platform.Centres;
using Pendopo.Platform.Ui.Components;

namespace Pendopo.Platform.Ui;

/// <summary>What pages need to be drawn.</summary>
public static class UiSetup
{
    /// <summary>Registers what layouts and components ask for.</summary>
    public static IServiceCollection AddUi(this IServiceCollection services)
        => services.AddScoped<Doorplate>().AddScoped<LoadingTurn>().AddScoped<ElementIds>();

    /// <summary>Maps the pages, and the addresses of the reader's own choices.</summary>
    public static void MapUi(this IEndpointRouteBuilder routes)
    {
        routes.MapRazorComponents<App>().WithStaticAssets().Add(AtSign.Hold);
        routes.MapPreferences();
    }
}
