using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Walls;

namespace Pendopo.Browser.Tests;

/// <summary>The screen of the sample's waiting room.</summary>
internal static class WallLife
{
    public static async Task AddAsync(IServiceProvider services, Dictionary<string, string> samples)
    {
        var centre = await services.GetRequiredService<CentreDirectory>().ById(services.GetRequiredService<CentreScope>().Centre, default);
        services.GetRequiredService<Here>().At(centre!);
        var path = new Uri((await services.GetRequiredService<KeepWalls>().Screens(default))[0].Address!).AbsolutePath;
        samples["/{At}/screen/{Secret}"] = path;
        samples["/screen/{Secret}"] = path.Replace("/@melati", "", StringComparison.Ordinal);
    }
}
