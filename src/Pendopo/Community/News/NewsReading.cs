using Microsoft.EntityFrameworkCore;
using Pendopo.Community.Groups;
using Pendopo.Community.Members;
using Pendopo.Community.Messages;
using Pendopo.Community.Talk;
using Pendopo.Platform.Data;

namespace Pendopo.Community.News;

/// <summary>One piece of news as its member reads it.</summary>
/// <param name="Who">The name of whose doing it is; null for the centre's.</param>
/// <param name="Group">The group it happened in, by name.</param>
/// <param name="Words">The beginning of what was said, or the line before it; empty where nothing was.</param>
/// <param name="Path">Where it leads, below the square.</param>
public sealed record NewsCard(NewsItem Item, string? Who, string? Group, string Words, string Path);

public sealed record NewsPageCards(IReadOnlyList<NewsCard> Cards, PageMark? Older);

/// <summary>Reads what a member is told. What they may not see any more is neither shown nor counted, and whom they blocked or muted tells them nothing.</summary>
internal sealed class NewsReading(PendopoDb db, Viewers viewers, TimeProvider time)
{
    public const int PageSize = 30, MostCounted = 100;
    private const int Cut = 140;

    public async Task<NewsPageCards> Page(PageMark? after, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        var rows = await Seen(viewer).NewestFirst(row => row.At, row => row.Id, after).Take(PageSize + 1).ToListAsync(cancel);
        var shown = rows.Take(PageSize).ToList();
        return new(await Cards(shown, cancel), rows.Count > PageSize ? new PageMark(shown[^1].At, shown[^1].Id.Value) : null);
    }

    /// <summary>How much is unread, up to <see cref="MostCounted"/>.</summary>
    public async Task<int> Unread(CancellationToken cancel) => await Unread(await viewers.Read(cancel), DateTimeOffset.MinValue, cancel);

    public Task<int> Unread(Viewer viewer, DateTimeOffset since, CancellationToken cancel) =>
        viewer.Member is null ? Task.FromResult(0) : Seen(viewer).Where(row => row.ReadAt == null && row.At > since).Take(MostCounted).CountAsync(cancel);

    /// <summary>Whether anything unread came since, of which phones of theirs may tell.</summary>
    public async Task<bool> Rings(Viewer viewer, NewsWish wish, DateTimeOffset since, CancellationToken cancel)
    {
        var (me, kinds) = (viewer.Member?.Id, Enum.GetValues<NewsKind>().Where(kind => !wish.IsSilent(NewsItem.TopicOf(kind))).ToList());
        var silent = await db.Set<Belonging>().Where(row => row.MemberId == me && row.IsSilent).Select(row => (Id<Group>?)row.GroupId).ToListAsync(cancel);
        return await Seen(viewer).AnyAsync(row => row.ReadAt == null && row.At > since && kinds.Contains(row.Kind) && (row.GroupId == null || !silent.Contains(row.GroupId)), cancel);
    }

    /// <summary>Marks one as read and says where it leads; null when it is not theirs to see.</summary>
    public async Task<string?> Open(Id<NewsItem> id, CancellationToken cancel)
    {
        if (await Seen(await viewers.Read(cancel)).FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } item)
            return null;
        var now = time.Now();
        await db.Set<NewsItem>().Where(row => row.Id == id && row.ReadAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.ReadAt, now), cancel);
        return (await Cards([item], cancel))[0].Path;
    }

    /// <summary>Everything up to now is read.</summary>
    public async Task ReadAll(CancellationToken cancel)
    {
        var (me, now) = ((await viewers.Read(cancel)).Member?.Id, time.Now());
        await db.Set<NewsItem>().Where(row => row.MemberId == me && row.ReadAt == null && row.At <= now).ExecuteUpdateAsync(set => set.SetProperty(row => row.ReadAt, now), cancel);
    }

    private IQueryable<NewsItem> Seen(Viewer viewer)
    {
        var (me, unheard) = (viewer.Member?.Id, viewer.Blocked.Concat(viewer.Muted).Select(face => (Id<Face>?)face).ToList());
        var (groups, led) = (viewer.Places.Select(place => (Id<Group>?)place.Group).ToList(), viewer.Places.Where(place => place.Leads).Select(place => (Id<Group>?)place.Group).ToList());
        var said = db.Set<Said>().AsNoTracking().VisibleTo(viewer).Where(row => row.GoneAt == null);
        var written = db.Set<SquareMessage>().AsNoTracking().SeenBy(db.Set<Correspondence>(), viewer);
        return db.Set<NewsItem>().AsNoTracking().Where(row => row.MemberId == me
            && (row.FaceId == null || !unheard.Contains(row.FaceId))
            && (row.GroupId == null || groups.Contains(row.GroupId))
            && ((row.Kind != NewsKind.Asks && row.Kind != NewsKind.Wrote) || written.Any(one => one.FaceId == row.FaceId))
            && ((row.Kind != NewsKind.Knocked && row.Kind != NewsKind.Waits) || led.Contains(row.GroupId))
            && (row.SaidId == null || said.Any(one => one.Id == row.SaidId && (one.RootId == null || said.Any(root => root.Id == one.RootId)))));
    }

    private async Task<IReadOnlyList<NewsCard>> Cards(List<NewsItem> rows, CancellationToken cancel)
    {
        var (faceIds, saidIds, groupIds) = (rows.Select(row => row.FaceId).OfType<Id<Face>>().Distinct().ToList(), rows.Select(row => row.SaidId).OfType<Id<Said>>().Distinct().ToList(), rows.Select(row => row.GroupId).OfType<Id<Group>>().Distinct().ToList());
        var names = await db.Set<Face>().AsNoTracking().Where(face => faceIds.Contains(face.Id)).ToDictionaryAsync(face => face.Id, cancel);
        var said = await db.Set<Said>().AsNoTracking().Where(row => saidIds.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancel);
        var groups = await db.Set<Group>().AsNoTracking().Where(group => groupIds.Contains(group.Id)).ToDictionaryAsync(group => group.Id, group => group.Name, cancel);
        return rows.ConvertAll(row =>
        {
            var doer = row.FaceId is { } face ? names.GetValueOrDefault(face) : null;
            var about = row.SaidId is { } id ? said.GetValueOrDefault(id) : null;
            return new NewsCard(row, doer?.Name, row.GroupId is { } group ? groups.GetValueOrDefault(group) : null, about is null ? "" : Beginning(about), Path(row, about, doer));
        });
    }

    private static string Beginning(Said said) => said.Line.Length > 0 ? said.Line : KeptText.Of(said.Text.ReplaceLineEndings(" "), Cut) is var kept && kept.Length < said.Text.Length ? kept.TrimEnd() + "…" : kept;

    private static string Path(NewsItem row, Said? said, Face? doer) => row.Kind switch
    {
        NewsKind.Asks or NewsKind.Wrote => $"/messages/{doer?.Handle}",
        NewsKind.Knocked => $"/groups/{row.GroupId}/people",
        NewsKind.LetIn => $"/groups/{row.GroupId}",
        NewsKind.Decided or NewsKind.Judged => "/decisions",
        NewsKind.Licence => "/licence",
        _ => said is { RootId: { } root } ? $"/posts/{root}#said-{said.Id}" : $"/posts/{row.SaidId}",
    };
}
