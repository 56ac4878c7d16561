using System.Globalization;
using System.Resources;
using Pendopo.Platform.Access;
using Pendopo.Platform.People;
using Pendopo.Platform.Ui;

namespace Pendopo.Platform;

/// <summary>The ground's own pages in the rails.</summary>
internal static class PlatformNavigation
{
    private static readonly ResourceManager SettingsWords = new(typeof(Settings.SettingsText).FullName!, typeof(Settings.SettingsText).Assembly);
    private static readonly ResourceManager Words = new(typeof(PeopleText).FullName!, typeof(PeopleText).Assembly);

    public static IReadOnlyList<NavItem> All { get; } =
    [
        new(NavPlace.Me, 900, "/me/name", "me", Word("MyName")),
        new(NavPlace.Me, 910, "/me/security", "lock", Word("MySecurity")),
        new(NavPlace.Me, 920, "/me/sessions", "key", Word("Sessions")),
        new(NavPlace.Me, 930, "/me/centre", "home", Word("MyCentre")),
        new(NavPlace.Admin, 100, "/admin/people", "people", Word("People"), PlatformPermissions.People),
        new(NavPlace.Admin, 110, "/admin/roles", "shield", Word("Roles"), PlatformPermissions.Roles),
        new(NavPlace.Admin, 120, "/admin/centres", "home", Word("Centres"), PlatformPermissions.Centres),
        new(NavPlace.Admin, 130, "/admin/settings", "settings", Word("Settings"), PlatformPermissions.Settings),
        new(NavPlace.Admin, 140, "/admin/jobs", "queue-job", Word("Jobs"), PlatformPermissions.Jobs),
        new(NavPlace.Admin, 145, "/admin/backups", "download", Word("Backups"), PlatformPermissions.Backups),
        new(NavPlace.Admin, 135, "/admin/operations", "health", Operations, PlatformPermissions.Jobs),
        new(NavPlace.Admin, 150, "/admin/audit", "book", Word("Audit"), PlatformPermissions.Audit),
    ];

    private static string Operations() => SettingsWords.GetString("Operations", CultureInfo.CurrentUICulture)!;

    private static Func<string> Word(string key) => () => Words.GetString(key, CultureInfo.CurrentUICulture)!;
}
