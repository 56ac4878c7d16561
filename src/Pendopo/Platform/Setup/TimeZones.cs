using Pendopo.Platform.Ui.Forms;

namespace Pendopo.Platform.Setup;

/// <summary>The zones one may choose: Indonesia's three by their names, then every other by its own.</summary>
internal static class TimeZones
{
    private static readonly IReadOnlyList<Option> Known =
    [
        new("Asia/Jakarta", "WIB, Asia/Jakarta"), new("Asia/Makassar", "WITA, Asia/Makassar"), new("Asia/Jayapura", "WIT, Asia/Jayapura"),
    ];

    public static IReadOnlyList<Option> All { get; } =
    [
        .. Known,
        .. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(id => id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal))
            .Except(Known.Select(option => option.Value), StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(id => new Option(id, id)),
    ];
}
