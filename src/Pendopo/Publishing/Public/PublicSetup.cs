using Pendopo.Platform.Ui;

namespace Pendopo.Publishing.Public;

/// <summary>What the public pages add to their room.</summary>
internal static class PublicSetup
{
    public static IEnumerable<NavItem> Items =>
    [
        new(NavPlace.PublicBar, 10, "~", "home", () => PublicText.Say("Home")) { Exact = true },
        new(NavPlace.PublicBar, 95, "~/search", "search", () => PublicText.Say("Search")),
    ];

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<TopicShelf>().AddSingleton<PageReading>().AddScoped<PublicPages>();
        services.AddScoped<FeedSource>();
        services.AddSingleton<ViewTally>();
        services.AddHostedService<ViewWriter>();
    }
}
