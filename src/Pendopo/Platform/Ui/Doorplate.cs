using Pendopo.Platform.Centres;
using Pendopo.Platform.Web;

namespace Pendopo.Platform.Ui;

/// <summary>What every page shows about the centre it belongs to, whether one is set up already or not.</summary>
public sealed class Doorplate(Here here, IHttpContextAccessor http)
{
    /// <summary>The centre's name as people say it; the program's before set-up.</summary>
    public string Name => here.HasCentre ? here.Centre.Name : "Pendopo";

    /// <summary>Address of the centre's own front page: below its handle when the page was asked for there.</summary>
    public string Home
        => here.HasCentre && http.HttpContext is { } context && AskedAddress.Path(context).StartsWithSegments("/@" + here.Centre.Handle, StringComparison.OrdinalIgnoreCase)
            ? "/@" + here.Centre.Handle
            : "/";

    /// <summary>Address of the page that was asked for, to come back to it.</summary>
    public string Here => http.HttpContext is { } context ? AskedAddress.Link(context) : "/";

    /// <summary>Address of the sheet with the centre's own colours, or null.</summary>
    public string? Colours => here.HasCentre ? new Accents(here.Centre.Teak, here.Centre.Leaf).Sheet : null;

    /// <summary>Phone as people dial it, or null when the centre has told none.</summary>
    public string? Phone => here.HasCentre && here.Centre.Phone.Length > 0 ? here.Centre.Phone : null;

    /// <summary>Street and place in one line, or null.</summary>
    public string? Address => here.HasCentre && here.Centre.Address.Length > 0 ? here.Centre.Address : null;

    /// <summary>Number for emergencies: in Indonesia 119, the Public Safety Center (Presidential Instruction 4 of 2013).</summary>
    public string Emergency => EmergencyNumber;

    /// <summary>The same, for what is said outside a page.</summary>
    public const string EmergencyNumber = "119";

    /// <summary>The zone in which every instant is shown; it is never converted to the reader's.</summary>
    public TimeZoneInfo Zone => here.HasCentre ? here.Centre.Zone : TimeZoneInfo.Utc;

    /// <summary>What the signed-in person is called, or null for a visitor.</summary>
    public string? Person => here.Person?.Name;

    /// <summary>Whether an item of navigation is shown to the person asking. What is allowed is decided at the page itself.</summary>
    public bool Shows(NavItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.Permission is null || here.May(item.Permission);
    }

    /// <summary>An address that begins with "~" stands below the centre's front page.</summary>
    public string Resolve(string href)
    {
        ArgumentNullException.ThrowIfNull(href);
        return href is ['~', .. var rest] ? (Home == "/" && rest.Length > 0 ? rest : Home + rest) : href;
    }

    /// <summary>A phone number as an address to dial.</summary>
    public static string Dial(string phone)
    {
        ArgumentNullException.ThrowIfNull(phone);
        return "tel:" + string.Concat(phone.Where(c => char.IsAsciiDigit(c) || c == '+'));
    }
}
