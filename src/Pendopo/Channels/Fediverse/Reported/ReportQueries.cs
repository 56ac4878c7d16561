using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Fediverse.Html;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Channels.Fediverse.Reported;

internal enum SubjectKind
{
    /// <summary>The centre itself.</summary>
    Centre,
    /// <summary>Something the centre said to everybody.</summary>
    Post,
    /// <summary>Something the centre said to one person: its words are for those who read the inbox.</summary>
    Private,
    /// <summary>Something the centre said and took back.</summary>
    Gone,
    /// <summary>Nothing that is known here.</summary>
    Unknown,
}

/// <summary>One thing that a report names.</summary>
/// <param name="Uri">As the reporter named it.</param>
/// <param name="Url">The page where everybody reads it, or null.</param>
/// <param name="Words">Its words, plain; null unless it is a public post.</param>
internal sealed record ReportSubject(string Uri, SubjectKind Kind, string? Url, string? Words);

/// <summary>A report with what it is about.</summary>
/// <param name="Channel">The centre's channel, for the rooms that know more of what was said there; null when it is gone.</param>
/// <param name="ClosedBy">The name of who closed it, or null.</param>
internal sealed record ReportView(FediverseReport Report, IReadOnlyList<ReportSubject> Subjects, Id<Channel>? Channel, string? ClosedBy);

/// <summary>The reports of the centre in scope.</summary>
internal sealed class ReportQueries(PendopoDb db, CentreScope scope, CentreDirectory centres, Addresses addresses)
{
    public const int Page = 50;

    public Task<int> Open(CancellationToken cancel) => db.Set<FediverseReport>().CountAsync(row => row.ClosedAt == null, cancel);

    /// <summary>The latest first, from before an id.</summary>
    public async Task<IReadOnlyList<FediverseReport>> List(bool open, Id<FediverseReport>? before, CancellationToken cancel)
    {
        var rows = db.Set<FediverseReport>().AsNoTracking().Where(row => open ? row.ClosedAt == null : row.ClosedAt != null);
        if (before is { } bound)
            rows = rows.Where(row => row.Id < bound);
        return await rows.OrderByDescending(row => row.Id).Take(Page).ToListAsync(cancel);
    }

    public async Task<ReportView?> Find(Id<FediverseReport> id, CancellationToken cancel)
    {
        if (await db.Set<FediverseReport>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } report
            || await centres.ById(scope.Centre, cancel) is not { } centre)
            return null;
        var uris = report.Subjects;
        var posts = await db.Set<FediversePost>().AsNoTracking().Where(row => uris.Contains(row.Uri)).ToDictionaryAsync(row => row.Uri, StringComparer.Ordinal, cancel);
        var channel = await db.Set<Channel>().Where(row => row.Network == FediverseConnector.NetworkName).Select(row => (Id<Channel>?)row.Id).FirstOrDefaultAsync(cancel);
        var closer = report.ClosedById is { } by ? await db.Set<Person>().Where(person => person.Id == by).Select(person => person.Name).FirstOrDefaultAsync(cancel) : null;
        return new(report, [.. uris.Select(uri => Subject(uri, centre, posts.GetValueOrDefault(uri)))], channel, closer);
    }

    private ReportSubject Subject(string uri, Centre centre, FediversePost? post)
    {
        if (uri == addresses.Actor(centre.Handle))
            return new(uri, SubjectKind.Centre, addresses.Page(centre.Handle), null);
        return post switch
        {
            null => new(uri, SubjectKind.Unknown, null, null),
            { DeletedAt: not null } => new(uri, SubjectKind.Gone, null, null),
            // An answer has no page for people: its address is its name alone.
            { IsPublic: true } => new(uri, SubjectKind.Post, post.Url == post.Uri ? null : post.Url, HtmlText.From(post.Read().Content)),
            _ => new(uri, SubjectKind.Private, null, null),
        };
    }
}
