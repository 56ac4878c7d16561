using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Reviews;

namespace Pendopo.Publishing.Team;

/// <summary>An idea on the board.</summary>
public sealed record IdeaLine(Idea Idea, string Proposer);

/// <summary>A part of the work.</summary>
/// <param name="Late">Its day is past and it is open.</param>
public sealed record TaskLine(Assignment Assignment, string Title, string Language, string Person, bool Late, bool Mine);

/// <summary>A comment that waits for this person.</summary>
public sealed record MentionLine(Id<Post> Post, string Title, string By, string Comment, DateTimeOffset At);

/// <summary>Reads what a team has before it, within the centre.</summary>
internal sealed class TeamReader(PendopoDb db, Here here, TimeProvider time)
{
    private const int Most = 100;

    public async Task<IReadOnlyList<IdeaLine>> Ideas(IdeaState state, CancellationToken cancel) =>
        await db.Set<Idea>().AsNoTracking().Where(row => row.State == state).OrderByDescending(row => row.ProposedAt).ThenBy(row => row.Id).Take(Most)
            .Join(db.Set<Person>().AsNoTracking(), idea => idea.ProposerId, person => person.Id, (idea, person) => new IdeaLine(idea, person.Name)).ToListAsync(cancel)
            is var lines ? [.. lines.OrderByDescending(line => line.Idea.ProposedAt)] : [];

    /// <summary>Open work, what is due first comes first.</summary>
    /// <param name="post">Only of this post, with what is done; null for all that is open.</param>
    public async Task<IReadOnlyList<TaskLine>> Tasks(Id<Post>? post, bool mineOnly, CancellationToken cancel)
    {
        var (me, today) = (here.Actor, Clock.DateOf(time.GetUtcNow(), here.Centre.Zone));
        var rows = db.Set<Assignment>().AsNoTracking();
        rows = post is { } one ? rows.Where(row => row.PostId == one) : rows.Where(row => row.DoneAt == null);
        if (mineOnly)
            rows = rows.Where(row => row.PersonId == me);
        var lines = await (from row in rows.OrderBy(row => row.DueDay).ThenBy(row => row.Id).Take(Most)
                           join person in db.Set<Person>().AsNoTracking() on row.PersonId equals person.Id
                           join text in db.Set<Post>().AsNoTracking() on row.PostId equals text.Id
                           select new { row, person.Name, text.Title, text.Language }).ToListAsync(cancel);
        return [.. lines.OrderBy(line => line.row.DoneAt is not null).ThenBy(line => line.row.DueDay).ThenBy(line => line.row.Id.Value)
            .Select(line => new TaskLine(line.row, line.Title, line.Language, line.Name, line.row.DoneAt is null && line.row.DueDay < today, line.row.PersonId == me))];
    }

    /// <summary>Comments that name this person and wait for them, newest first.</summary>
    public async Task<IReadOnlyList<MentionLine>> Asked(CancellationToken cancel)
    {
        var me = here.Actor;
        var lines = await (from row in db.Set<Mention>().AsNoTracking().Where(row => row.PersonId == me && row.SeenAt == null)
                           join deed in db.Set<Deed>().AsNoTracking() on row.DeedId equals deed.Id
                           join person in db.Set<Person>().AsNoTracking() on deed.PersonId equals person.Id
                           join post in db.Set<Post>().AsNoTracking() on row.PostId equals post.Id
                           select new MentionLine(post.Id, post.Title, person.Name, deed.Comment, deed.DoneAt)).Take(Most).ToListAsync(cancel);
        return [.. lines.OrderByDescending(line => line.At)];
    }

    /// <summary>Minutes noted for a post by everybody, and by this person.</summary>
    public async Task<(int All, int Mine)> Minutes(Id<Post> post, CancellationToken cancel)
    {
        var me = here.Actor;
        var rows = db.Set<Effort>().AsNoTracking().Where(row => row.PostId == post);
        return (await rows.SumAsync(row => row.Minutes, cancel), await rows.Where(row => row.PersonId == me).SumAsync(row => row.Minutes, cancel));
    }
}
