namespace Pendopo.Platform.Ui;

/// <summary>Where an item of navigation stands.</summary>
public enum NavPlace
{
    /// <summary>The public bar: at most four are shown, in order.</summary>
    PublicBar,

    /// <summary>The rail of the desk.</summary>
    Desk,

    /// <summary>The lower part of the rail, for administrators.</summary>
    Admin,

    /// <summary>The member's own pages.</summary>
    Me,
}

/// <summary>One item of navigation, registered by the room that owns the page.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Order">Smaller comes first. Steps of ten leave room for later rooms; in the rail of the desk it also says under which heading the item
/// stands (<see cref="NavGroups"/>).</param>
/// <param name="Href">Address beginning with a slash; for the public bar relative to the centre's front page when it begins with "~".</param>
/// <param name="Icon">Name of a symbol in the sprite.</param>
/// <param name="Text">The word, in the reader's language.</param>
/// <param name="Permission">Permission without which the item is not shown, or null when everybody sees it.</param>
public sealed record NavItem(NavPlace Place, int Order, string Href, string Icon, Func<string> Text, string? Permission = null)
{
    /// <summary>True when <paramref name="path"/> is this item's page or lies below it.</summary>
    public bool IsCurrent(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return string.Equals(path, Href, StringComparison.Ordinal)
            || (Href.Length > 1 && path.StartsWith(Href + "/", StringComparison.Ordinal) && !Exact);
    }

    /// <summary>How many wait there, shown beside the word, or null when nothing is counted. Asked at every page of the desk: one quick query.</summary>
    public Func<IServiceProvider, CancellationToken, Task<int>>? Count { get; init; }

    /// <summary>True for an item whose pages below have items of their own, such as the desk's first page.</summary>
    public bool Exact { get; init; }
}

/// <summary>The headings of the desk's rail.</summary>
public static class NavGroups
{
    /// <summary>The key of the heading over items of this order; null for what stands above all headings.</summary>
    public static string? Of(int order) => order switch
    {
        < 12 => null,
        < 20 => "Care",
        < 40 => "Publish",
        < 60 => "Listen",
        < 70 => "Protect",
        _ => "Networks",
    };
}

/// <summary>The rooms' items of navigation: filled at start, only read afterwards.</summary>
public sealed class Navigation
{
    private readonly List<NavItem> items = [];

    /// <summary>Adds an item. Called at start only.</summary>
    public void Add(NavItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        items.Add(item);
    }

    /// <summary>The items of one place in their order; empty when no room has registered any.</summary>
    public IReadOnlyList<NavItem> At(NavPlace place)
        => [.. items.Where(i => i.Place == place).OrderBy(i => i.Order).ThenBy(i => i.Href, StringComparer.Ordinal)];
}
