using Pendopo.Platform.Access;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Ui;

namespace Pendopo.Publishing.Pages;

/// <summary>What this slice adds to its room.</summary>
internal static class HousePagesRoom
{
    public const string Permission = "publishing.pages";
    public const string Exit = "publishing.house-page";

    public static Permission Right => new(Permission, SampleRoles.Head, SampleRoles.Officer);

    public static Exit Door => new(Exit, ExitKind.Page);

    public static NavItem Item => new(NavPlace.Admin, 40, "/admin/pages", "post", () => HousePageText.Of("NavPages"), Permission);

    public static void Add(IServiceCollection services) => services.AddScoped<HousePages>().AddScoped<WriteHousePage>();
}
