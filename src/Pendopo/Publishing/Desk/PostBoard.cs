using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Desk;

/// <summary>Which posts a list shows.</summary>
internal enum Shelf { All, Writing, Waiting, Planned, Out, NeedsPerson }

/// <summary>A post in a list.</summary>
public sealed record PostLine(Id<Post> Id, string Title, PostKind Kind, string Language, WorkState State, string Editor, DateTimeOffset EditedAt, DateTimeOffset? DueAt)
{
    public string Href => $"/desk/posts/{Id}";
}

/// <param name="Next">The mark to ask for older ones with, or null at the end.</param>
public sealed record PostSlice(IReadOnlyList<PostLine> Posts, string? Next);

/// <summary>A publication on a day.</summary>
public sealed record PlannedLine(Id<Post> Post, string Title, string Network, string Handle, PublicationState State, DateTimeOffset At);

/// <summary>The lists of the desk: read only, within the centre.</summary>
internal sealed class PostBoard(PendopoDb db, Here here)
{
    private const int PageSize = 50;

    /// <summary>Posts of a shelf, last edited first, after the mark when one is given.</summary>
    public async Task<PostSlice> List(Shelf shelf, PageMark? before, CancellationToken cancel)
    {
        var posts = await On(shelf, db.Set<Post>().AsNoTracking()).NewestFirst(post => post.EditedAt, post => post.Id, before).Take(PageSize + 1).ToListAsync(cancel);
        var last = posts.Count > PageSize ? posts[PageSize - 1] : null;
        return new(await Lines([.. posts.Take(PageSize)], cancel), last is null ? null : new PageMark(last.EditedAt, last.Id.Value).ToString());
    }

    /// <summary>Posts that this person may approve now, longest waiting first.</summary>
    public async Task<List<PostLine>> ToApprove(CancellationToken cancel)
    {
        var me = here.Actor;
        var posts = await db.Set<Post>().AsNoTracking()
            .Where(post => post.Review != ReviewState.Approved && post.Review == ReviewState.WaitingForApproval && post.AuthorId != me && post.EditorId != me && post.SubmitterId != me)
            .OrderBy(post => post.EditedAt).Take(PageSize).ToListAsync(cancel);
        return await Lines(posts, cancel);
    }

    /// <summary>This person's own posts that a reviewer gave back.</summary>
    public async Task<List<PostLine>> GivenBack(CancellationToken cancel)
    {
        var me = here.Actor;
        var posts = await db.Set<Post>().AsNoTracking()
            .Where(post => post.Review != ReviewState.Approved && (post.Review == ReviewState.ChangesAsked || post.Review == ReviewState.Rejected) && (post.AuthorId == me || post.EditorId == me))
            .OrderBy(post => post.EditedAt).Take(PageSize).ToListAsync(cancel);
        return await Lines(posts, cancel);
    }

    public async Task<List<PostLine>> NeedPerson(CancellationToken cancel) =>
        await Lines(await On(Shelf.NeedsPerson, db.Set<Post>().AsNoTracking()).OrderBy(post => post.EditedAt).Take(PageSize).ToListAsync(cancel), cancel);

    /// <summary>These posts, last edited first.</summary>
    public async Task<List<PostLine>> OfPosts(IReadOnlyCollection<Id<Post>> ids, CancellationToken cancel) =>
        await Lines(await db.Set<Post>().AsNoTracking().Where(post => ids.Contains(post.Id)).OrderByDescending(post => post.EditedAt).ToListAsync(cancel), cancel);

    /// <summary>What goes or went out between two instants, in order.</summary>
    public Task<List<PlannedLine>> Between(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel) =>
        (from publication in db.Set<Publication>().AsNoTracking().Between(@from, to)
         join post in db.Set<Post>().AsNoTracking() on publication.PostId equals post.Id
         join channel in db.Set<Channels.Contracts.Channel>().AsNoTracking() on publication.ChannelId equals channel.Id
         orderby publication.SentAt ?? publication.DueAt, publication.Id
         select new PlannedLine(post.Id, post.Title, publication.Network, channel.Handle, publication.State, (publication.SentAt ?? publication.DueAt)!.Value)).ToListAsync(cancel);

    private IQueryable<Post> On(Shelf shelf, IQueryable<Post> posts)
    {
        // "Not approved" is said besides: by these words the databases know the index of the work in hand.
        var publications = db.Set<Publication>();
        return shelf switch
        {
            Shelf.Writing => posts.Where(post => post.RecalledAt == null && post.Review != ReviewState.Approved && (post.Review == ReviewState.Draft || post.Review == ReviewState.ChangesAsked || post.Review == ReviewState.Rejected)),
            Shelf.Waiting => posts.Where(post => post.RecalledAt == null && post.Review != ReviewState.Approved && post.Review == ReviewState.WaitingForApproval),
            Shelf.Planned => posts.Where(post => publications.Where(row => row.State == PublicationState.Scheduled || row.State == PublicationState.Sending).Select(row => row.PostId).Contains(post.Id)),
            Shelf.Out => posts.Where(post => publications.Any(row => row.PostId == post.Id && row.State == PublicationState.Sent)),
            Shelf.NeedsPerson => posts.Where(post => publications.Where(row => row.NeedsPerson).Select(row => row.PostId).Contains(post.Id)),
            _ => posts,
        };
    }

    private async Task<List<PostLine>> Lines(List<Post> posts, CancellationToken cancel)
    {
        var ids = posts.Select(post => post.Id).ToList();
        var editors = posts.Select(post => post.EditorId).Distinct().ToList();
        var publications = (await db.Set<Publication>().AsNoTracking().Where(row => ids.Contains(row.PostId)).ToListAsync(cancel)).ToLookup(row => row.PostId);
        var names = await db.Set<Person>().AsNoTracking().Where(person => editors.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, cancel);
        return [.. posts.Select(post => new PostLine(post.Id, post.Title, post.Kind, post.Language, PostStates.Of(post, [.. publications[post.Id]]),
            names.GetValueOrDefault(post.EditorId, ""), post.EditedAt, publications[post.Id].Min(row => row.DueAt)))];
    }
}
