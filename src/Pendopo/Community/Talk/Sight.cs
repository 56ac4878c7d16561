using Pendopo.Community.Members;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Community.Talk;

/// <summary>The one rule of who sees what was said. Every page, list, count, picture, export and program asks it.</summary>
internal static class Sight
{
    /// <summary>What this viewer may see: said for them, and by nobody whom they blocked. What is hidden is seen by who said it and who leads the group, and a question that waits for a look by the nurse.</summary>
    public static IQueryable<Said> VisibleTo(this IQueryable<Said> rows, Viewer viewer)
    {
        var (isMember, triages, village, blocked, mine) = (viewer.Member is not null, viewer.Triages, viewer.Member?.VillageId, viewer.Blocked, viewer.Faces);
        var groups = viewer.Places.Select(place => (Id<Groups.Group>?)place.Group).ToList();
        var led = viewer.Places.Where(place => place.Leads).Select(place => (Id<Groups.Group>?)place.Group).ToList();
        return rows.Where(row =>
            ((row.Audience == SaidAudience.Everyone && (isMember || row.LimitedAt == null))
                || (triages && row.IsAsked && row.Audience != SaidAudience.Group)
                || (isMember && row.Audience == SaidAudience.Members)
                || (row.Audience == SaidAudience.Village && village != null && row.VillageId == village)
                || (row.Audience == SaidAudience.Group && groups.Contains(row.GroupId)))
            && (row.HiddenAt == null || mine.Contains(row.FaceId) || ((row.HiddenFor & Hiding.Restricted) == Hiding.None && led.Contains(row.GroupId)) || (triages && row.IsAsked && row.Audience != SaidAudience.Group && row.HiddenFor == Hiding.Held))
            && !blocked.Contains(row.FaceId));
    }

    /// <summary>Posts whose words stand and that come by themselves: what is limited comes to who said it alone.</summary>
    public static IQueryable<Said> Posts(this IQueryable<Said> rows, Viewer viewer)
    {
        var mine = viewer.Faces;
        return rows.Where(row => row.RootId == null && row.GoneAt == null && (row.LimitedAt == null || mine.Contains(row.FaceId)));
    }
}
