using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;

namespace Pendopo.Publishing.Team;

/// <summary>Says what each kind needs at least, and chooses a stricter path for one post.</summary>
internal sealed class ChoosePath(PendopoDb db, PostLedger ledger, ReviewPaths paths, IStringLocalizer<TeamText> words)
{
    /// <summary>Keeps the least path of every kind that is named. Only who has the last word may loosen what protects the centre.</summary>
    public async Task<Result<Done>> Rules(IReadOnlyDictionary<PostKind, ReviewPath> wanted, CancellationToken cancel)
    {
        if (!ledger.Here.May(ReviewPaths.LastWord))
            return words.Problem("MayNotSetPaths");
        if (wanted.Any(pair => !Enum.IsDefined(pair.Key) || !Enum.IsDefined(pair.Value)))
            return words.Problem("PathUnknown");
        var kept = await db.Set<ReviewRule>().ToListAsync(cancel);
        foreach (var (kind, path) in wanted)
        {
            var rule = kept.Find(row => row.Kind == kind);
            if (rule is null)
                db.Add(rule = ReviewRule.Of(ledger.Here.Centre.Id, kind));
            rule.Ask(path);
        }
        return await db.TrySave(cancel) ? default(Done) : words.Problem("SomebodyElseChanged");
    }

    public async Task<Result<Post>> For(Id<Post> id, ReviewPath path, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.write") is { } forbidden)
            return forbidden;
        if (await ledger.Find(id, cancel) is not { } post)
            return Problem.NotFound;
        if (!Enum.IsDefined(path) || path < await paths.LeastOf(post.Kind, cancel))
            return words.Problem("PathTooLoose", "Path");
        // What waits keeps the path it was handed in with, or becomes stricter; who wrote it does not loosen it under the reviewer's eyes.
        if (post.Review == ReviewState.WaitingForApproval && path < await paths.Of(post, cancel))
            return words.Problem("PathWhileWaiting", "Path");
        var chosen = await db.Set<PostPath>().FirstOrDefaultAsync(row => row.PostId == id, cancel);
        if (chosen is null)
            db.Add(chosen = PostPath.Of(post));
        chosen.Ask(path);
        return await ledger.Keep(post, cancel);
    }
}
