using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Community.Members;
using Pendopo.Community.News;
using Pendopo.Community.Reports;
using Pendopo.Community.Talk;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;

namespace Pendopo.Community.Held;

/// <summary>Something that waits, with the words as they stand.</summary>
internal sealed record HeldView(HeldSaid Held, ContentSnapshot Shown);

/// <summary>What waits for a look: for who keeps the square all of it, for who leads a group what was said there. Whoever said it reads what became of it.</summary>
internal sealed class HeldDesk(PendopoDb db, Here here, Viewers viewers, IEnumerable<IModeratedKind> kinds, TellMembers tell, AuditBook audit, TimeProvider time, IStringLocalizer<HeldText> words)
{
    private const int Most = 100;

    /// <summary>The oldest first.</summary>
    public async Task<IReadOnlyList<HeldView>> Open(CancellationToken cancel)
    {
        var views = new List<HeldView>();
        foreach (var held in await Waiting().OrderBy(row => row.Id).Take(Most).ToListAsync(cancel))
        {
            if (await Kind.Snapshot(held.SaidId.Value, cancel) is { } shown)
                views.Add(new(held, shown));
        }
        return views;
    }

    public Task<int> Count(CancellationToken cancel) => Waiting().CountAsync(cancel);

    /// <summary>How it stands with what is on a page and out of sight: the viewer's own, and that of groups they lead.</summary>
    public async Task<IReadOnlyDictionary<Id<Said>, HeldSaid>> Of(IReadOnlyCollection<SaidCard> cards, CancellationToken cancel)
    {
        var ids = cards.Where(card => (card.Mine || card.Tends) && card.Said.HiddenFor.HasFlag(Hiding.Held)).Select(card => card.Said.Id).ToList();
        return ids.Count == 0 ? new Dictionary<Id<Said>, HeldSaid>()
            : (await db.Set<HeldSaid>().AsNoTracking().Where(row => ids.Contains(row.SaidId)).OrderByDescending(row => row.Id).ToListAsync(cancel)).DistinctBy(row => row.SaidId).ToDictionary(row => row.SaidId);
    }

    /// <summary>What was not let through of the viewer's own, newest first, with the words as they stand.</summary>
    public async Task<IReadOnlyList<(HeldSaid Held, Said Said)>> Refused(CancellationToken cancel)
    {
        var mine = (await viewers.Read(cancel)).Faces;
        var rows = await db.Set<HeldSaid>().AsNoTracking().Where(row => row.IsShown == false).Join(db.Set<Said>().AsNoTracking().Where(said => mine.Contains(said.FaceId)), row => row.SaidId, said => said.Id, (row, said) => new { row, said })
            .OrderByDescending(pair => pair.row.DecidedAt).Take(50).ToListAsync(cancel);
        return rows.ConvertAll(pair => (pair.row, pair.said));
    }

    /// <summary>Lets it through, or not, with a reason that whoever said it reads.</summary>
    public async Task<Result<Done>> Decide(Id<HeldSaid> id, bool? shown, string? reason, CancellationToken cancel)
    {
        var said = (reason ?? "").Trim().ReplaceLineEndings("\n");
        if (shown is not { } let)
            return words.Problem("ChoiceMissing");
        if ((!let && said.Length == 0) || said.Length > HeldSaid.ReasonLength)
            return words.Problem("ReasonMissing", "Reason", HeldSaid.ReasonLength);
        var viewer = await viewers.Read(cancel);
        var (all, led, mine) = (here.May(CommunityRoom.MayModerate), viewer.Places.Where(place => place.Leads).Select(place => (Id<Groups.Group>?)place.Group).ToList(), viewer.Faces);
        return await db.Attempt<Done>(async () =>
        {
            if (await db.Set<HeldSaid>().FirstOrDefaultAsync(row => row.Id == id && (all || led.Contains(row.GroupId)), cancel) is not { } held || await db.Set<Said>().FirstOrDefaultAsync(row => row.Id == held.SaidId, cancel) is not { GoneAt: null } about)
                return Problem.NotFound;
            if (held.DecidedAt is not null)
                return words.Problem("Decided");
            if (mine.Contains(about.FaceId))
                return words.Problem("DecideOwn");
            held.Decide(let, said, here.Actor, time.Now());
            await Tell(about, let, cancel);
            audit.Note("community.held", $"held:{id}", let ? "shown" : "refused");
            return default(Done);
        }, () => words.Problem("Stale"), cancel);
    }

    // What is let through begins now: nobody has to look for it among older things, and those it concerns hear of it now.
    private async Task Tell(Said said, bool shown, CancellationToken cancel)
    {
        if (!shown)
        {
            await tell.Bearer(said.FaceId, NewsKind.Judged, cancel);
            return;
        }
        said.LetThrough(time.Now());
        await tell.Author(said, NewsKind.Shown, null, cancel);
        if (said.RootId is not { } root)
            await tell.Posted(said, cancel);
        else if (await db.Set<Said>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == root, cancel) is { } post)
            await tell.Commented(post, said, cancel);
    }

    private IModeratedKind Kind => kinds.First(kind => kind.Name == SaidKind.Kind);

    private IQueryable<HeldSaid> Waiting() => db.Set<HeldSaid>().AsNoTracking().Where(row => row.DecidedAt == null && db.Set<Said>().Any(said => said.Id == row.SaidId && said.GoneAt == null));
}
