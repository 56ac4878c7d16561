using Microsoft.EntityFrameworkCore;
using Pendopo.Community.Groups;
using Pendopo.Community.Licences;
using Pendopo.Community.Members;
using Pendopo.Community.Polls;
using Pendopo.Community.Questions;
using Pendopo.Community.Rumours;
using Pendopo.Community.Trust;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;

namespace Pendopo.Community.Talk;

/// <summary>Which posts come.</summary>
public enum FeedKind { All, Topics, Groups, Village, Centre }

/// <summary>A picture as a page shows it.</summary>
public sealed record PictureCard(string Name, string Alt, int Width, int Height);

/// <summary>What was said, as the viewer sees it. Of who said it there is the face and nothing behind it.</summary>
/// <param name="Mine">Whether the viewer said it.</param>
/// <param name="Tends">Whether the viewer leads the group it stands in.</param>
/// <param name="Comments">How many of the comments under it the viewer sees.</param>
/// <param name="Poll">What it asks its readers to choose, or null.</param>
/// <param name="Badge">What whoever said it is licensed as; null for everybody else, and under another name.</param>
public sealed record SaidCard(Said Said, string Handle, string Name, string? Group, string? Village, bool Mine, bool Tends, int Comments, bool IsNew, IReadOnlyList<PictureCard> Pictures, Badge? Badge, AnswerStanding? Known, bool IsAccepted, Rumour? Rumour, PollView? Poll);

/// <summary>Which professional stands behind an answer, and since when.</summary>
/// <param name="ByAuthor">Whether they said it themselves.</param>
public sealed record AnswerStanding(Id<Face> By, string Name, DateTimeOffset At, bool ByAuthor);

/// <summary>One page of a feed, newest first.</summary>
public sealed record SaidPage(IReadOnlyList<SaidCard> Cards, PageMark? Older);

/// <summary>Reads what was said, for whoever looks.</summary>
internal sealed class SaidReading(PendopoDb db, Viewers viewers, Badges badges, PollReading polls, ReadDays days)
{
    public const int PageSize = 20;
    private const int MostComments = 200;

    /// <summary>The newest posts of a kind that the viewer may see; whom they muted is left out.</summary>
    public async Task<SaidPage> Feed(FeedKind kind, PageMark? after, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        await days.Came(viewer, cancel);
        var muted = viewer.Muted;
        var posts = Of(kind, viewer).Where(row => !muted.Contains(row.FaceId));
        return await Page(posts, viewer, after, cancel);
    }

    /// <summary>The newest posts that are for everybody, for a page that everybody opens; nobody whom the viewer blocked or muted.</summary>
    public async Task<IReadOnlyList<SaidCard>> InTheOpen(int most, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        var muted = viewer.Muted;
        var posts = Visible(viewer).Posts(viewer).Where(row => row.Audience == SaidAudience.Everyone && row.HiddenAt == null && !muted.Contains(row.FaceId)
            && !db.Set<Rumour>().Any(rumour => rumour.SaidId == row.Id && rumour.State == RumourState.Looking));
        return await Cards(await posts.OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(most).ToListAsync(cancel), viewer, cancel);
    }

    /// <summary>The posts of one group: pinned ones first on the first page, then newest first. Nothing for who is not in it.</summary>
    public async Task<(IReadOnlyList<SaidCard> Pinned, SaidPage Page)> InGroup(Id<Group> group, PageMark? after, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        if (viewer.In(group) is null)
            return ([], new([], null));
        await days.Came(viewer, cancel);
        var posts = Visible(viewer).Posts(viewer).Where(row => row.GroupId == group);
        var pinned = after is null ? await Cards(await posts.Where(row => row.PinnedAt != null).OrderByDescending(row => row.PinnedAt).ToListAsync(cancel), viewer, cancel) : [];
        return (pinned, await Page(posts.Where(row => row.PinnedAt == null), viewer, after, cancel));
    }

    /// <summary>What one face said that the viewer may see, newest first.</summary>
    public async Task<SaidPage> By(Face face, PageMark? after, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        return await Page(Visible(viewer).Posts(viewer).Where(row => row.FaceId == face.Id), viewer, after, cancel);
    }

    /// <summary>Posts and comments of a question of the caller's own, which asked <see cref="Sight"/>, newest first.</summary>
    public async Task<SaidPage> Among(IQueryable<Said> rows, PageMark? after, CancellationToken cancel) => await Page(rows, await viewers.Read(cancel), after, cancel);

    /// <summary>A post and the comments under it, oldest first; null when the viewer may not see the post.</summary>
    public async Task<(SaidCard Post, IReadOnlyList<SaidCard> Comments)?> Thread(Id<Said> id, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        if (await Visible(viewer).FirstOrDefaultAsync(row => row.Id == id && row.RootId == null, cancel) is not { } root)
            return null;
        await days.Came(viewer, cancel);
        var comments = await Visible(viewer).Where(row => row.RootId == id && row.GoneAt == null).OrderBy(row => row.At).ThenBy(row => row.Id).Take(MostComments).ToListAsync(cancel);
        var cards = await Cards([root, .. comments], viewer, cancel);
        return (cards[0], [.. cards.Skip(1)]);
    }

    /// <summary>One thing said, with its post seen too; null when either may not be seen.</summary>
    public async Task<Said?> One(Id<Said> id, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        var found = await Visible(viewer).FirstOrDefaultAsync(row => row.Id == id && row.GoneAt == null, cancel);
        return found?.RootId is { } root && !await Visible(viewer).AnyAsync(row => row.Id == root, cancel) ? null : found;
    }

    /// <summary>How many posts are newer than what they read last, up to a hundred.</summary>
    public async Task<int> Unread(CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        if (viewer.Member is not { } member)
            return 0;
        var (muted, mine) = (viewer.Muted, viewer.Faces);
        return await Of(FeedKind.All, viewer).Where(row => row.At > member.ReadUntil && !muted.Contains(row.FaceId) && !mine.Contains(row.FaceId)).Take(100).CountAsync(cancel);
    }

    /// <summary>The picture of an address, when the viewer may see what it stands in.</summary>
    public async Task<StoredFile?> Picture(string name, CancellationToken cancel)
    {
        var file = await db.Set<StoredFile>().AsNoTracking().FirstOrDefaultAsync(row => row.Name == name, cancel);
        var said = file is null ? null : await db.Set<SaidPicture>().AsNoTracking().FirstOrDefaultAsync(row => row.FileId == file.Id, cancel);
        return said is not null && await One(said.SaidId, cancel) is not null ? file : null;
    }

    /// <summary>What a face is licensed as today, or null.</summary>
    public Task<Badge?> BadgeOf(Id<Face> face, CancellationToken cancel) => badges.Of(face, cancel);

    private IQueryable<Said> Visible(Viewer viewer) => db.Set<Said>().AsNoTracking().VisibleTo(viewer);

    private IQueryable<Said> Of(FeedKind kind, Viewer viewer)
    {
        var posts = Visible(viewer).Posts(viewer);
        var (topics, village) = (viewer.Member?.TopicList ?? [], viewer.Member?.VillageId);
        return kind switch
        {
            FeedKind.Topics => posts.Where(row => topics.Contains(row.Topic)),
            FeedKind.Groups => posts.Where(row => row.Audience == SaidAudience.Group),
            FeedKind.Village => posts.Where(row => row.Audience == SaidAudience.Village && row.VillageId == village),
            FeedKind.Centre => posts.Where(row => row.Audience != SaidAudience.Group && row.Audience != SaidAudience.Village),
            _ => posts,
        };
    }

    private async Task<SaidPage> Page(IQueryable<Said> posts, Viewer viewer, PageMark? after, CancellationToken cancel)
    {
        var rows = await posts.NewestFirst(row => row.At, row => row.Id, after).Take(PageSize + 1).ToListAsync(cancel);
        var more = rows.Count > PageSize;
        var shown = rows.Take(PageSize).ToList();
        return new(await Cards(shown, viewer, cancel), more ? new PageMark(shown[^1].At, shown[^1].Id.Value) : null);
    }

    private async Task<IReadOnlyList<SaidCard>> Cards(List<Said> rows, Viewer viewer, CancellationToken cancel)
    {
        var ids = rows.ConvertAll(row => row.Id);
        var roots = rows.Select(row => (Id<Said>?)row.Id).ToList();
        var faceIds = rows.Select(row => row.FaceId).Distinct().ToList();
        var faces = await db.Set<Face>().AsNoTracking().Where(face => faceIds.Contains(face.Id)).ToDictionaryAsync(face => face.Id, cancel);
        var comments = await Visible(viewer).Where(row => roots.Contains(row.RootId) && row.GoneAt == null).GroupBy(row => row.RootId).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancel);
        var pictures = (await db.Set<SaidPicture>().AsNoTracking().Where(row => ids.Contains(row.SaidId)).Join(db.Set<StoredFile>(), row => row.FileId, file => file.Id, (row, file) => new { row.SaidId, row.Place, file.Name, file.AltText, file.Width, file.Height }).ToListAsync(cancel)).ToLookup(row => row.SaidId);
        var licensed = await badges.Of(faceIds, cancel);
        var asked = await polls.Of([.. rows.Where(row => row.RootId is null && row.GoneAt is null).Select(row => row.Id)], cancel);
        var answers = rows.Where(row => row.IsAsked && row.RootId is not null).ToList();
        var (checks, accepted) = answers.Count == 0 ? ([], []) : (await Checks(answers, viewer, cancel), await Accepted(answers, cancel));
        var rumours = await db.Set<Rumour>().AsNoTracking().Where(row => ids.Contains(row.SaidId) && (row.State == RumourState.Confirmed || row.State == RumourState.Looking)).ToDictionaryAsync(row => row.SaidId, cancel);
        var groups = await Names(rows.Select(row => row.GroupId), cancel);
        var villages = await VillageNames(rows.Select(row => row.VillageId), cancel);
        return rows.ConvertAll(row => new SaidCard(row, faces[row.FaceId].Handle, faces[row.FaceId].Name,
            row.GroupId is { } group ? groups.GetValueOrDefault(group) : null, row.VillageId is { } village ? villages.GetValueOrDefault(village) : null,
            viewer.Faces.Contains(row.FaceId), row.GroupId is { } led && viewer.Leads(led), comments.Find(count => count.Key == row.Id)?.Count ?? 0,
            viewer.Member is { } member && row.At > member.ReadUntil && !viewer.Faces.Contains(row.FaceId),
            row.GoneAt is null ? [.. pictures[row.Id].OrderBy(picture => picture.Place).Select(picture => new PictureCard(picture.Name, picture.AltText, picture.Width, picture.Height))] : [], licensed.GetValueOrDefault(row.FaceId), Standing(row, faces[row.FaceId], licensed, checks), accepted.Contains(row.Id), rumours.GetValueOrDefault(row.Id), asked.GetValueOrDefault(row.Id)));
    }

    // A check is of the words as they stood: changed, they are unchecked again. It counts while its maker is a professional, and for whom they exist.
    private async Task<Dictionary<Id<Said>, AnswerStanding>> Checks(List<Said> answers, Viewer viewer, CancellationToken cancel)
    {
        var (ids, blocked) = (answers.ConvertAll(row => row.Id), viewer.Blocked);
        var rows = await db.Set<AnswerCheck>().AsNoTracking().Where(row => ids.Contains(row.SaidId) && !blocked.Contains(row.FaceId))
            .Join(db.Set<Face>(), row => row.FaceId, face => face.Id, (row, face) => new { row.SaidId, row.FaceId, row.At, face.Name }).ToListAsync(cancel);
        var licensed = await badges.Of(rows.ConvertAll(row => row.FaceId), cancel);
        return rows.Where(row => licensed.ContainsKey(row.FaceId) && !(answers.Find(said => said.Id == row.SaidId)!.EditedAt >= row.At))
            .ToDictionary(row => row.SaidId, row => new AnswerStanding(row.FaceId, row.Name, row.At, ByAuthor: false));
    }

    private async Task<HashSet<Id<Said>>> Accepted(List<Said> answers, CancellationToken cancel)
    {
        var roots = answers.Select(row => row.RootId!.Value).Distinct().ToList();
        return [.. (await db.Set<Question>().AsNoTracking().Where(row => roots.Contains(row.SaidId) && row.AcceptedId != null).Select(row => row.AcceptedId!.Value).ToListAsync(cancel))];
    }

    private static AnswerStanding? Standing(Said row, Face face, Dictionary<Id<Face>, Badge> licensed, Dictionary<Id<Said>, AnswerStanding> checks) =>
        row is not { IsAsked: true, RootId: not null } ? null
        : checks.GetValueOrDefault(row.Id) ?? (licensed.ContainsKey(row.FaceId) ? new(face.Id, face.Name, row.EditedAt ?? row.At, ByAuthor: true) : null);

    private async Task<Dictionary<Id<Group>, string>> Names(IEnumerable<Id<Group>?> ids, CancellationToken cancel)
    {
        var wanted = ids.OfType<Id<Group>>().Distinct().ToList();
        return wanted.Count == 0 ? [] : await db.Set<Group>().AsNoTracking().Where(row => wanted.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Name, cancel);
    }

    private async Task<Dictionary<Id<Area>, string>> VillageNames(IEnumerable<Id<Area>?> ids, CancellationToken cancel)
    {
        var wanted = ids.OfType<Id<Area>>().Distinct().ToList();
        return wanted.Count == 0 ? [] : await db.Set<Area>().AsNoTracking().Where(row => wanted.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Name, cancel);
    }
}
