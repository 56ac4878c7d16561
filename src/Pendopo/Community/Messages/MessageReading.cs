using Microsoft.EntityFrameworkCore;
using Pendopo.Community.Members;
using Pendopo.Community.News;
using Pendopo.Community.Silence;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;

namespace Pendopo.Community.Messages;

/// <summary>How the viewer stands with somebody.</summary>
public enum Standing
{
    /// <summary>Neither asked the other, as far as the viewer knows.</summary>
    None,
    /// <summary>The viewer asked, and nothing was answered.</summary>
    Waits,
    /// <summary>The viewer is asked.</summary>
    Asked,
    Open,
}

/// <summary>One line of the list.</summary>
/// <param name="Words">The beginning of the latest message.</param>
/// <param name="Unread">How many messages of the other one are unread.</param>
public sealed record CorrespondenceCard(string Handle, string Name, Standing Standing, string Words, DateTimeOffset At, int Unread);

/// <param name="Mine">Whether the viewer wrote it.</param>
/// <param name="IsHidden">Whether nobody but the viewer sees it, by a decision.</param>
public sealed record MessageCard(Id<SquareMessage> Id, bool Mine, string Text, DateTimeOffset At, bool IsHidden);

/// <param name="Messages">The latest ones, oldest first.</param>
/// <param name="Helps">Whether the viewer's own words of the last day ask for the ways to help.</param>
public sealed record CorrespondenceView(Face Other, Standing Standing, IReadOnlyList<MessageCard> Messages, bool HasOlder, bool Helps);

/// <summary>The one rule of who sees a message: the two of whom one wrote it to the other, and nobody else. Every page, list, count, report, archive and program asks it.</summary>
internal static class MessageSight
{
    /// <summary>The correspondences of the viewer with whom they did not block.</summary>
    public static IQueryable<Correspondence> Of(this IQueryable<Correspondence> rows, Viewer viewer)
    {
        var (me, blocked) = (viewer.Own?.Id, viewer.Blocked);
        return rows.Where(row => (row.FirstId == me && !blocked.Contains(row.SecondId)) || (row.SecondId == me && !blocked.Contains(row.FirstId)));
    }

    /// <summary>The messages that the viewer wrote, and those that reached them; a request that they declined is gone for them.</summary>
    public static IQueryable<SquareMessage> SeenBy(this IQueryable<SquareMessage> rows, IQueryable<Correspondence> all, Viewer viewer)
    {
        var me = viewer.Own?.Id;
        var mine = all.Of(viewer).Where(row => row.State != Consent.Declined || row.AskerId == me);
        return rows.Where(row => (row.FaceId == me || (!row.IsLost && row.HiddenAt == null && row.RestrictedAt == null))
            && mine.Any(one => one.Id == row.CorrespondenceId && (one.FirstId == me ? one.FirstCutAt == null || row.At > one.FirstCutAt : one.SecondCutAt == null || row.At > one.SecondCutAt)));
    }
}

/// <summary>Reads messages for whoever looks.</summary>
internal sealed class MessageReading(PendopoDb db, Viewers viewers, Faces faces, TimeProvider time)
{
    public const int Most = 200, PageSize = 50;
    private const int Cut = 90, LookedThrough = 3;

    /// <summary>Everybody the viewer writes with and who asks them, the latest first.</summary>
    public async Task<IReadOnlyList<CorrespondenceCard>> All(CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        if (viewer.Own is not { } own)
            return [];
        var seen = Seen(viewer);
        var latest = await seen.GroupBy(row => row.CorrespondenceId).Select(rows => new { rows.Key, At = rows.Max(row => row.At) }).OrderByDescending(row => row.At).Take(Most).ToListAsync(cancel);
        var ids = latest.ConvertAll(row => row.Key);
        var rows = await db.Set<Correspondence>().AsNoTracking().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancel);
        var instants = latest.ConvertAll(row => row.At);
        var last = await seen.Where(row => ids.Contains(row.CorrespondenceId) && instants.Contains(row.At)).OrderBy(row => row.Id).ToListAsync(cancel);
        var unread = await Unread(seen, own.Id).Where(row => ids.Contains(row.CorrespondenceId)).GroupBy(row => row.CorrespondenceId).Select(some => new { some.Key, Count = some.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancel);
        var others = rows.Values.Select(row => row.Other(own.Id)).ToList();
        var names = await db.Set<Face>().AsNoTracking().Where(face => others.Contains(face.Id)).ToDictionaryAsync(face => face.Id, cancel);
        // What was taken back, or whose writer left, while it was read here is left out.
        return [.. latest.Select(row => rows.GetValueOrDefault(row.Key) is { } found && names.GetValueOrDefault(found.Other(own.Id)) is { } other
            && last.FindLast(message => message.CorrespondenceId == row.Key && message.At == row.At) is { } words ? Card(found, other, words, unread.GetValueOrDefault(row.Key), own.Id) : null).OfType<CorrespondenceCard>()];
    }

    /// <summary>What was written with somebody; null for whom the viewer may not see, a name of a group among them.</summary>
    /// <param name="before">The message before which they begin; null for the latest.</param>
    public async Task<CorrespondenceView?> With(string handle, Id<SquareMessage>? before, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        if (viewer.Own is not { } own || await faces.Find(handle, cancel) is not { } other || other.Id == own.Id)
            return null;
        var found = await Find(viewer, other.Id, cancel);
        if (found is null)
            return new(other, Standing.None, [], false, false);
        var seen = Seen(viewer).Where(row => row.CorrespondenceId == found.Id);
        var rows = await seen.Where(row => before == null || row.Id < before.Value).OrderByDescending(row => row.Id).Take(PageSize + 1).ToListAsync(cancel);
        var shown = rows.Take(PageSize).Reverse().ToList();
        return new(other, await StandsWith(viewer, found, cancel), shown.ConvertAll(row => new MessageCard(row.Id, row.FaceId == own.Id, row.Text, row.At, row.HiddenAt is not null)), rows.Count > PageSize, Helps(shown, own.Id));
    }

    /// <summary>The viewer has read what was written with somebody.</summary>
    public async Task Read(string handle, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        if (viewer.Own is not { } own || await faces.Find(handle, cancel) is not { } other || await Find(viewer, other.Id, cancel) is not { } found)
            return;
        var (now, id, me) = (time.Now(), found.Id, own.MemberId);
        await db.Set<NewsItem>().Where(row => row.MemberId == me && row.FaceId == other.Id && row.ReadAt == null && (row.Kind == NewsKind.Asks || row.Kind == NewsKind.Wrote)).ExecuteUpdateAsync(set => set.SetProperty(row => row.ReadAt, now), cancel);
        if (found.State != Consent.Given)
            return;
        if (found.FirstId == own.Id)
            await db.Set<Correspondence>().Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.FirstReadAt, now), cancel);
        else
            await db.Set<Correspondence>().Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.SecondReadAt, now), cancel);
    }

    /// <summary>A message that the viewer sees; null for every other.</summary>
    public async Task<SquareMessage?> One(Id<SquareMessage> id, CancellationToken cancel) => await Seen(await viewers.Read(cancel)).FirstOrDefaultAsync(row => row.Id == id, cancel);

    /// <summary>How the viewer stands with somebody. Who asked and took it back stands as before, and so does who is asked by what never reached them.</summary>
    internal async Task<Standing> StandsWith(Viewer viewer, Correspondence found, CancellationToken cancel)
    {
        var (me, id, asker) = (viewer.Own!.Id, found.Id, found.AskerId);
        if (found.State == Consent.Given)
            return Standing.Open;
        var asked = asker == me ? db.Set<SquareMessage>() : Seen(viewer);
        return await asked.AnyAsync(row => row.CorrespondenceId == id && row.FaceId == asker, cancel) ? StandingOf(found, me) : Standing.None;
    }

    // While what the asker wrote is there.
    private static Standing StandingOf(Correspondence found, Id<Face> me) =>
        found.State == Consent.Given ? Standing.Open : found.AskerId == me ? Standing.Waits : found.State == Consent.Asked ? Standing.Asked : Standing.None;

    internal Task<Correspondence?> Find(Viewer viewer, Id<Face> other, CancellationToken cancel) =>
        db.Set<Correspondence>().AsNoTracking().Of(viewer).FirstOrDefaultAsync(row => row.FirstId == other || row.SecondId == other, cancel);

    private IQueryable<SquareMessage> Seen(Viewer viewer) => db.Set<SquareMessage>().AsNoTracking().SeenBy(db.Set<Correspondence>(), viewer);

    private IQueryable<SquareMessage> Unread(IQueryable<SquareMessage> seen, Id<Face> me) => seen.Where(row => row.FaceId != me
        && db.Set<Correspondence>().Any(one => one.Id == row.CorrespondenceId && row.At > (one.FirstId == me ? one.FirstReadAt : one.SecondReadAt)));

    // The viewer's own words of the last day, read for the viewer alone while the page is made. Nothing of it is kept, and nobody else is told.
    private bool Helps(List<SquareMessage> shown, Id<Face> me)
    {
        var since = time.Now() - TimeSpan.FromDays(1);
        return shown.Where(row => row.FaceId == me && row.At > since).TakeLast(LookedThrough).Any(row => DistressReader.Read(row.Text) != DistressSign.None);
    }

    private static CorrespondenceCard Card(Correspondence row, Face other, SquareMessage last, int unread, Id<Face> me) =>
        new(other.Handle, other.Name, StandingOf(row, me), Beginning(last.Text), last.At, unread);

    private static string Beginning(string text) => KeptText.Of(text.ReplaceLineEndings(" "), Cut) is var kept && kept.Length < text.Length ? kept.TrimEnd() + "…" : kept;
}
