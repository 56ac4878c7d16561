using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Consents;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Reviews;

namespace Pendopo.Publishing.Calendar;

/// <summary>Moves what is planned for one minute to another; a text that waits for approval keeps waiting.</summary>
internal sealed class MovePost(PendopoDb db, PostLedger ledger, JobBoard jobs, PersonsCheck persons)
{
    // Long enough to notice a slip of the hand on a slow phone.
    private static readonly TimeSpan UndoWithin = TimeSpan.FromMinutes(2);

    /// <param name="From">The minute it is planned for: what was moved meanwhile is not moved again.</param>
    /// <param name="To">The new minute on the centre's clock.</param>
    public sealed record Request(Id<Post> Post, DateTimeOffset From, DateTime To);

    public Task<Result<Post>> Run(Request request, CancellationToken cancel) => ledger.Attempt(() => Take(request, cancel), cancel);

    /// <summary>The last move of this person, while it can still be undone and stands as they left it; else null.</summary>
    public async Task<Moved?> Undoable(Id<Post> id, CancellationToken cancel)
    {
        var (me, since) = (ledger.Here.Actor, ledger.Now - UndoWithin);
        var deed = await db.Set<Deed>().AsNoTracking().Where(row => row.PostId == id && row.PersonId == me && row.DoneAt > since).OrderByDescending(row => row.Id).FirstOrDefaultAsync(cancel);
        if (deed is not { Kind: DeedKind.Moved } || Moved.Read(deed.Comment) is not { } moved || moved.From < ledger.Now)
            return null;
        return await db.Set<Publication>().AnyAsync(row => row.PostId == id && row.DueAt == moved.To && Open.Contains(row.State), cancel) ? moved : null;
    }

    private static readonly PublicationState[] Open = [PublicationState.Scheduled, PublicationState.WaitingForApproval];

    private async Task<Result<Post>> Take(Request request, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.publish") is { } forbidden)
            return forbidden;
        if (await ledger.Find(request.Post, cancel) is not { } post)
            return Problem.NotFound;
        if (DueTimes.Refuses(ledger, request.To) is { } refused)
            return refused;
        var planned = (await ledger.Publications(post.Id, cancel)).Where(row => row.DueAt == request.From && Open.Contains(row.State)).ToList();
        if (planned.Count == 0)
            return ledger.Problem("NothingToMove");
        var to = ledger.Here.Centre.Instant(request.To);
        if (await persons.Refuses(post, planned.Select(row => row.Network), to, cancel) is { } unwilling)
            return unwilling;
        foreach (var publication in planned)
            publication.ScheduleAt(to, post.IsApproved);
        ledger.Note(post, DeedKind.Moved, new Moved(request.From, to).ToString());
        jobs.Add(new SendDue());
        return post;
    }
}

/// <summary>From which minute to which.</summary>
public sealed record Moved(DateTimeOffset From, DateTimeOffset To)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Instants.Cut(From):O} {Instants.Cut(To):O}");

    /// <summary>Reads what <see cref="ToString"/> wrote; null for anything else.</summary>
    public static Moved? Read(string text) =>
        text.Split(' ') is [var from, var to] && Instant(from) is { } left && Instant(to) is { } reached ? new(left, reached) : null;

    private static DateTimeOffset? Instant(string text) =>
        DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null;
}
