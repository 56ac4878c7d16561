namespace Pendopo.Platform.Ui;

/// <summary>What a page shows about the centre it belongs to. Filled once a request, before the page is drawn.</summary>
public sealed class Doorplate
{
    /// <summary>The centre's name as people say it. Never empty.</summary>
    public string Name { get; set; } = "Pendopo";

    /// <summary>Address of the centre's own front page, beginning with a slash.</summary>
    public string Home { get; set; } = "/";

    /// <summary>Phone as people dial it, or null when the centre has told none.</summary>
    public string? Phone { get; set; }

    /// <summary>Street and place in one line, or null.</summary>
    public string? Address { get; set; }

    /// <summary>Number for emergencies. In Indonesia 119 (Public Safety Center).</summary>
    public string Emergency { get; set; } = "119";

    /// <summary>The zone in which every instant is shown; it is never converted to the reader's.</summary>
    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    /// <summary>What the signed-in person is called, or null for a visitor.</summary>
    public string? Person { get; set; }

    /// <summary>Whether the person asking holds a permission; decides which items of navigation are shown, never what is allowed.</summary>
    public Func<string, bool> May { get; set; } = static _ => true;

    /// <summary>An address that begins with "~" stands below the centre's front page.</summary>
    public string Resolve(string href)
    {
        ArgumentNullException.ThrowIfNull(href);
        return href is ['~', .. var rest] ? (Home == "/" && rest.Length > 0 ? rest : Home + rest) : href;
    }
}
