using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Hold;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Reviews;
using Pendopo.Publishing.Site;
using Pendopo.Publishing.Team;
using Pendopo.Publishing.Variants;
using Pendopo.Publishing.Versions;

namespace Pendopo.Publishing.Publications;

/// <summary>What stands behind a page that is to be written.</summary>
/// <param name="Version">Which version of its words it is; null where there is no other.</param>
internal sealed record PageSource(Post Post, Revision Revision, PostVersion? Version);

/// <summary>Who approved a revision, and when.</summary>
internal sealed record Approval(DateTimeOffset DoneAt, string Name, string Title);

/// <summary>The questions of every publication on its way out, compiled once: putting them together anew takes longer than the database needs to answer.</summary>
/// <remarks>One object a program: what is compiled belongs to one database's model.</remarks>
internal sealed class SendingReading
{
    public Func<PendopoDb, Id<Publication>, CancellationToken, Task<Publication?>> Publication { get; } = EF.CompileAsyncQuery((PendopoDb db, Id<Publication> id, CancellationToken cancel) =>
        db.Set<Publication>().FirstOrDefault(row => row.Id == id));

    public Func<PendopoDb, Id<Post>, CancellationToken, Task<Post?>> Post { get; } = EF.CompileAsyncQuery((PendopoDb db, Id<Post> id, CancellationToken cancel) =>
        db.Set<Post>().FirstOrDefault(row => row.Id == id));

    /// <summary>Those of a post, oldest first.</summary>
    public Func<PendopoDb, Id<Post>, IAsyncEnumerable<Publication>> Publications { get; } = EF.CompileAsyncQuery((PendopoDb db, Id<Post> post) =>
        db.Set<Publication>().Where(row => row.PostId == post).OrderBy(row => row.Id).Select(row => row));

    /// <summary>The least path that a kind of post needs; null where nothing is settled.</summary>
    public Func<PendopoDb, PostKind, CancellationToken, Task<ReviewPath?>> LeastPath { get; } = EF.CompileAsyncQuery((PendopoDb db, PostKind kind, CancellationToken cancel) =>
        db.Set<ReviewRule>().Where(row => row.Kind == kind).Select(row => (ReviewPath?)row.Path).FirstOrDefault());

    /// <summary>The path that was chosen for a post; null where none was.</summary>
    public Func<PendopoDb, Id<Post>, CancellationToken, Task<ReviewPath?>> ChosenPath { get; } = EF.CompileAsyncQuery((PendopoDb db, Id<Post> id, CancellationToken cancel) =>
        db.Set<PostPath>().Where(row => row.PostId == id).Select(row => (ReviewPath?)row.Path).FirstOrDefault());

    public Func<PendopoDb, Id<Post>, CancellationToken, Task<bool>> IsUrgent { get; } = EF.CompileAsyncQuery((PendopoDb db, Id<Post> id, CancellationToken cancel) =>
        db.Set<UrgentPost>().Any(row => row.PostId == id));

    public Func<PendopoDb, CancellationToken, Task<SendingHold?>> Hold { get; } = EF.CompileAsyncQuery((PendopoDb db, CancellationToken cancel) =>
        db.Set<SendingHold>().AsNoTracking().Where(row => row.EndedAt == null).OrderBy(row => row.BegunAt).FirstOrDefault());

    public Func<PendopoDb, Id<Post>, int, CancellationToken, Task<Revision?>> Revision { get; } = EF.CompileAsyncQuery((PendopoDb db, Id<Post> id, int number, CancellationToken cancel) =>
        db.Set<Revision>().AsNoTracking().FirstOrDefault(row => row.PostId == id && row.Number == number));

    /// <summary>What was approved for a channel alone: its words and where it stands there; null where nothing is different.</summary>
    public Func<PendopoDb, Id<Post>, Id<Channel>, CancellationToken, Task<OwnVariant?>> Own { get; } = EF.CompileAsyncQuery((PendopoDb db, Id<Post> id, Id<Channel> channel, CancellationToken cancel) =>
        db.Set<Variant>().Where(row => row.PostId == id && row.ChannelId == channel).Select(row => new OwnVariant(row.ApprovedText, row.ApprovedPlacement)).FirstOrDefault());

    /// <summary>Whether others of a post, besides this one, are due.</summary>
    public Func<PendopoDb, Id<Post>, Id<Publication>, DateTimeOffset, CancellationToken, Task<bool>> OthersAreDue { get; } =
        EF.CompileAsyncQuery((PendopoDb db, Id<Post> post, Id<Publication> page, DateTimeOffset now, CancellationToken cancel) =>
            db.Set<Publication>().Any(row => row.PostId == post && row.Id != page && row.RunAt <= now));

    /// <summary>What a page is written from, by the publication's lasting key and the revision.</summary>
    public Func<PendopoDb, Guid, int, CancellationToken, Task<PageSource?>> Source { get; } = EF.CompileAsyncQuery((PendopoDb db, Guid key, int number, CancellationToken cancel) =>
        (from publication in db.Set<Publication>().AsNoTracking()
         where publication.Key == key
         join post in db.Set<Post>().AsNoTracking() on publication.PostId equals post.Id
         join revision in db.Set<Revision>().AsNoTracking() on post.Id equals revision.PostId
         where revision.Number == number
         from version in db.Set<PostVersion>().AsNoTracking().Where(version => version.PostId == post.Id).DefaultIfEmpty()
         select new PageSource(post, revision, version)).FirstOrDefault());

    public Func<PendopoDb, Id<Post>, CancellationToken, Task<SitePage?>> Page { get; } = EF.CompileAsyncQuery((PendopoDb db, Id<Post> id, CancellationToken cancel) =>
        db.Set<SitePage>().FirstOrDefault(row => row.Id == id));

    /// <summary>The last approval of a revision.</summary>
    public Func<PendopoDb, Id<Post>, int, CancellationToken, Task<Approval?>> Approved { get; } = EF.CompileAsyncQuery((PendopoDb db, Id<Post> id, int number, CancellationToken cancel) =>
        db.Set<Deed>().AsNoTracking().Where(deed => deed.PostId == id && deed.Revision == number && deed.Kind == DeedKind.Approved).OrderByDescending(deed => deed.Id)
            .Join(db.Set<Person>().AsNoTracking(), deed => deed.PersonId, person => person.Id, (deed, person) => new Approval(deed.DoneAt, person.Name, person.Title)).FirstOrDefault());
}
