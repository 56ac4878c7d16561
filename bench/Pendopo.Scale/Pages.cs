namespace Pendopo.Scale;

internal enum Who { Visitor, Officer, Administrator }

/// <summary>A page, and how far back in it: so many times the link to older rows is followed first.</summary>
internal sealed record MeasuredPage(string Name, Who Who, string Path, int Back = 0)
{
    public static IReadOnlyList<MeasuredPage> All { get; } =
    [
        new("home", Who.Visitor, "/@melati"),
        new("posts", Who.Visitor, "/@melati/posts"),
        new("posts, 40 pages back", Who.Visitor, "/@melati/posts", 40),
        new("posts, years back", Who.Visitor, "/@melati/posts?before={old}"),
        new("topic", Who.Visitor, "/@melati/topics/gizi"),
        new("topic, 20 pages back", Who.Visitor, "/@melati/topics/gizi", 20),
        new("one post", Who.Visitor, "/@melati/posts/kabar-5001"),
        new("feed.atom", Who.Visitor, "/@melati/feed.atom"),
        new("feed.json of a topic", Who.Visitor, "/@melati/feed.json?topic=gizi"),
        new("desk", Who.Officer, "/desk"),
        new("desk posts", Who.Officer, "/desk/posts"),
        new("desk posts, 20 pages back", Who.Officer, "/desk/posts", 20),
        new("desk posts, writing", Who.Officer, "/desk/posts?state=writing"),
        new("desk posts, waiting", Who.Officer, "/desk/posts?state=waiting"),
        new("desk posts, planned", Who.Officer, "/desk/posts?state=planned"),
        new("desk posts, out", Who.Officer, "/desk/posts?state=out"),
        new("desk posts, needs person", Who.Officer, "/desk/posts?state=needsperson"),
        new("calendar", Who.Officer, "/desk/calendar"),
        new("inbox, open", Who.Officer, "/desk/inbox"),
        new("inbox, open, 40 pages back", Who.Officer, "/desk/inbox", 40),
        new("inbox, unread", Who.Officer, "/desk/inbox?view=unread"),
        new("inbox, mine", Who.Officer, "/desk/inbox?view=mine"),
        new("inbox, unassigned", Who.Officer, "/desk/inbox?view=unassigned"),
        new("inbox, closed", Who.Officer, "/desk/inbox?view=closed"),
        new("audit", Who.Administrator, "/admin/audit"),
        new("audit, a rare act", Who.Administrator, "/admin/audit?act=people.role"),
        new("audit, one person", Who.Administrator, "/admin/audit?person={officer}"),
        new("audit, an old month", Who.Administrator, "/admin/audit?from={day}&until={day}"),
        new("jobs", Who.Administrator, "/admin/jobs"),
        new("operations", Who.Administrator, "/admin/operations"),
    ];
}
