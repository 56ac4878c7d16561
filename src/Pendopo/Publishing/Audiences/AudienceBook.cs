using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Views;

namespace Pendopo.Publishing.Audiences;

/// <summary>An audience with what was done for it.</summary>
/// <param name="Posts">Posts that say they are for it.</param>
/// <param name="Views">How often those were read on the own site within the last 90 days.</param>
public sealed record AudienceLine(Audience Audience, int Posts, long Views);

/// <summary>How many of some posts are for an audience.</summary>
public sealed record AudienceShare(string Name, int Posts);

/// <summary>Reads and keeps the audiences of a centre, and says whom a post is for.</summary>
internal sealed class AudienceBook(PendopoDb db, Here here, PostLedger ledger, TimeProvider time, IStringLocalizer<AudienceText> words)
{
    private const int Days = 90;

    public Task<List<Audience>> All(CancellationToken cancel) => db.Set<Audience>().AsNoTracking().OrderBy(row => row.Kind).ThenBy(row => row.Name).ToListAsync(cancel);

    public Task<List<Id<Audience>>> Of(Id<Post> post, CancellationToken cancel) => db.Set<PostAudience>().AsNoTracking().Where(row => row.PostId == post).Select(row => row.AudienceId).ToListAsync(cancel);

    public async Task<IReadOnlyList<AudienceLine>> Lines(CancellationToken cancel)
    {
        var since = Clock.DateOf(time.GetUtcNow(), here.Centre.Zone).AddDays(-Days);
        var posts = await db.Set<PostAudience>().AsNoTracking().GroupBy(row => row.AudienceId).Select(group => new { group.Key, Posts = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Posts, cancel);
        var views = await db.Set<PostAudience>().AsNoTracking().Join(db.Set<ViewCount>().Where(view => view.Day >= since), row => row.PostId, view => view.PostId, (row, view) => new { row.AudienceId, view.Views })
            .GroupBy(row => row.AudienceId).Select(group => new { group.Key, Views = group.Sum(row => (long)row.Views) }).ToDictionaryAsync(row => row.Key, row => row.Views, cancel);
        return [.. (await All(cancel)).Select(audience => new AudienceLine(audience, posts.GetValueOrDefault(audience.Id), views.GetValueOrDefault(audience.Id)))];
    }

    /// <summary>Whom these posts are for, the most often first, and how many say nothing.</summary>
    public async Task<(IReadOnlyList<AudienceShare> Shares, int Without)> Mix(IReadOnlyCollection<Id<Post>> posts, CancellationToken cancel)
    {
        var all = await All(cancel);
        if (all.Count == 0 || posts.Count == 0)
            return ([], 0);
        var said = await db.Set<PostAudience>().AsNoTracking().Where(row => posts.Contains(row.PostId)).Select(row => new { row.PostId, row.AudienceId }).ToListAsync(cancel);
        return ([.. all.Select(audience => new AudienceShare(audience.Name, said.Count(row => row.AudienceId == audience.Id))).OrderByDescending(share => share.Posts)], posts.Count - said.Select(row => row.PostId).Distinct().Count());
    }

    /// <param name="id">The audience, or null for a new one.</param>
    public async Task<Result<Audience>> Keep(Id<Audience>? id, AudienceKind kind, string name, string note, CancellationToken cancel)
    {
        if (!here.May("publishing.write"))
            return words.Problem("MayNotKeep");
        var (called, said) = (name.ReplaceLineEndings(" ").Trim(), note.ReplaceLineEndings("\n").Trim());
        if (called.Length is 0 or > Audience.NameLength)
            return words.Problem("NameRequired", "Name", Audience.NameLength);
        if (said.Length > Audience.NoteLength)
            return words.Problem("NoteTooLong", "Note", Audience.NoteLength);
        var row = id is { } known ? await db.Set<Audience>().FirstOrDefaultAsync(found => found.Id == known, cancel) : null;
        if (id is not null && row is null)
            return Problem.NotFound;
        if (row is null && await db.Set<Audience>().CountAsync(cancel) >= Audience.Most)
            return words.Problem("TooMany", "Name", Audience.Most);
        if (await db.Set<Audience>().AnyAsync(other => other.Name == called && (row == null || other.Id != row.Id), cancel))
            return words.Problem("NameTaken", "Name");
        if (row is null)
            db.Add(row = Audience.Of(here.Centre.Id));
        row.Say(kind, called, said);
        return await db.TrySave(cancel) ? row : words.Problem("NameTaken", "Name");
    }

    /// <summary>Those whom most centres speak to, in the centre's language: a beginning that is changed as wanted.</summary>
    public async Task<Result<Done>> Begin(CancellationToken cancel)
    {
        foreach (var kind in Enum.GetValues<AudienceKind>())
        {
            var name = AudienceText.Say("Usual" + kind, here.Centre.Language);
            if (!await db.Set<Audience>().AnyAsync(row => row.Name == name, cancel) && await Keep(null, kind, name, "", cancel) is { Ok: false } refused)
                return refused.Problems.ToList();
        }
        return default(Done);
    }

    /// <summary>Posts that were for it say nothing of it any more.</summary>
    public async Task<Result<Done>> Remove(Id<Audience> id, CancellationToken cancel)
    {
        if (!here.May("publishing.write"))
            return words.Problem("MayNotKeep");
        if (await db.Set<Audience>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } row)
            return Problem.NotFound;
        db.RemoveRange(await db.Set<PostAudience>().Where(member => member.AudienceId == id).ToListAsync(cancel));
        db.Remove(row);
        return await db.TrySave(cancel) ? default(Done) : words.Problem("NameTaken");
    }

    /// <summary>Says whom a post is for: exactly these. It is no change of its words and asks for no approval.</summary>
    public async Task<Result<Post>> Say(Id<Post> id, IReadOnlyCollection<Id<Audience>> audiences, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.write") is { } forbidden)
            return forbidden;
        if (await ledger.Find(id, cancel) is not { } post)
            return Problem.NotFound;
        var known = (await All(cancel)).Select(row => row.Id).ToHashSet();
        if (audiences.FirstOrDefault(audience => !known.Contains(audience)) is { } unknown && unknown != default)
            return words.Problem("Unknown", "Audience");
        var now = await db.Set<PostAudience>().Where(row => row.PostId == id).ToListAsync(cancel);
        db.RemoveRange(now.Where(row => !audiences.Contains(row.AudienceId)));
        db.AddRange(audiences.Distinct().Where(audience => now.All(row => row.AudienceId != audience)).Select(audience => PostAudience.Of(post, audience)));
        return await ledger.Keep(post, cancel);
    }
}
