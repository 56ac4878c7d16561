using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Reviews;

namespace Pendopo.Publishing.Team;

/// <summary>What a text still needs, and whether this person may give it.</summary>
/// <param name="Last">After this approval it is approved.</param>
/// <param name="Refused">Why this person may not give it, or null.</param>
internal sealed record ApprovalStep(ReviewPath Path, bool Last, Problem? Refused);

/// <summary>The path of each post: the stricter of what its kind needs and what was chosen for it.</summary>
internal sealed class ReviewPaths(PendopoDb db, SendingReading reading, PostLedger ledger, IStringLocalizer<TeamText> words)
{
    public const string Medical = "publishing.approve-medical", LastWord = "publishing.approve-last";

    private static readonly DeedKind[] Steps = [DeedKind.Submitted, DeedKind.Resubmitted, DeedKind.ApprovedMedically];

    public async Task<ReviewPath> Of(Post post, CancellationToken cancel)
    {
        var least = await LeastOf(post.Kind, cancel);
        if (ledger.IsNew(post))
            return least;
        var chosen = await reading.ChosenPath(db, post.Id, cancel);
        return chosen is { } stricter && stricter > least ? stricter : least;
    }

    public async Task<ReviewPath> LeastOf(PostKind kind, CancellationToken cancel) =>
        await reading.LeastPath(db, kind, cancel) ?? ReviewPath.One;

    public async Task<IReadOnlyDictionary<PostKind, ReviewPath>> Rules(CancellationToken cancel)
    {
        var kept = await db.Set<ReviewRule>().AsNoTracking().ToDictionaryAsync(row => row.Kind, row => row.Path, cancel);
        return Enum.GetValues<PostKind>().ToDictionary(kind => kind, kind => kept.GetValueOrDefault(kind, ReviewPath.One));
    }

    /// <summary>The approval that comes next for a submitted post.</summary>
    public async Task<ApprovalStep> Next(Post post, CancellationToken cancel)
    {
        var path = await Of(post, cancel);
        if (path < ReviewPath.Medical)
            return new(path, Last: true, null);
        if (path == ReviewPath.Medical)
            return new(path, Last: true, ledger.Here.May(Medical) ? null : words.Problem("MedicalApproves"));
        if (await MedicalOf(post, cancel) is not { } medical)
            return new(path, Last: false, ledger.Here.May(Medical) ? null : words.Problem("MedicalFirst"));
        return new(path, Last: true, !ledger.Here.May(LastWord) ? words.Problem("HeadApproves") : medical == ledger.Here.Actor ? words.Problem("AnotherHeadApproves") : null);
    }

    /// <summary>Whose approval a submitted post waits for, as a permission.</summary>
    public async Task<string> WaitsFor(Post post, CancellationToken cancel) => await Of(post, cancel) switch
    {
        ReviewPath.Medical => Medical,
        ReviewPath.MedicalAndHead => await MedicalOf(post, cancel) is null ? Medical : LastWord,
        _ => "publishing.approve",
    };

    /// <summary>Who approved the medical part since it was handed in last, or null. Handed in again, it begins anew.</summary>
    private async Task<Id<Person>?> MedicalOf(Post post, CancellationToken cancel)
    {
        var last = await db.Set<Deed>().AsNoTracking().Where(deed => deed.PostId == post.Id && deed.Revision == post.Revision && Steps.Contains(deed.Kind))
            .OrderByDescending(deed => deed.DoneAt).ThenByDescending(deed => deed.Id).Select(deed => new { deed.Kind, deed.PersonId }).FirstOrDefaultAsync(cancel);
        return last is { Kind: DeedKind.ApprovedMedically } ? last.PersonId : null;
    }
}
