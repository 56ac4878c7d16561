using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Reviews;

namespace Pendopo.Publishing.Imports;

/// <summary>Makes drafts of what was looked at, all of it or nothing; those with a minute take their place in the calendar. Nothing goes out without approval.</summary>
internal sealed class TakeImport(PendopoDb db, PostLedger ledger, Accounts accounts, OwnChannels own, IStringLocalizer<ImportText> words)
{
    public async Task<Result<Import>> Run(Id<Import> id, int basedOn, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.publish") is { } forbidden)
            return forbidden;
        if (await db.Set<Import>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } import)
            return Problem.NotFound;
        if (import.State != ImportState.Looked || import.Version != basedOn)
            return words.Problem("NoLongerOpen");
        await own.Ensure(cancel);
        var channels = (await accounts.All(cancel)).ToDictionary(channel => channel.Id.Value);
        var rows = import.Content.Rows.Where(row => row.Good).ToList();
        var wanted = rows.Select(row => row.Campaign).OfType<Guid>().Distinct().Select(campaign => new Id<Campaign>(campaign)).ToList();
        var campaigns = await db.Set<Campaign>().Where(row => wanted.Contains(row.Id)).Select(row => row.Id).ToListAsync(cancel);
        foreach (var row in rows)
            Make(import, row, channels, campaigns);
        import.Take(rows.Count);
        if (!await db.TrySave(cancel))
            return words.Problem("NoLongerOpen");
        await FreshCounts.Take(db, rows.Count, [typeof(Post), typeof(Publication), typeof(Revision), typeof(Deed)], cancel);
        return import;
    }

    private void Make(Import import, ImportRow row, Dictionary<Guid, Channel> channels, List<Id<Campaign>> campaigns)
    {
        var post = Post.Begin(ledger.Here.Centre.Id, row.Words, ledger.Here.Actor, ledger.Now, import.KeyOf(row));
        db.Add(post);
        db.Add(Revision.Of(post));
        ledger.Note(post, DeedKind.Began);
        if (row.Campaign is { } campaign && campaigns.Contains(new(campaign)))
            db.Add(CampaignPost.Of(post, new(campaign)));
        // A minute that went by since the file was looked at is no minute any more: the draft waits for another.
        if (row.At is not { } at || DueTimes.Refuses(ledger, at) is not null)
            return;
        var due = ledger.Here.Centre.Instant(at);
        foreach (var channel in channels.Values.Where(channel => channel.State != ChannelState.Off && (channel.Network == OwnChannels.Site || row.Channels.Contains(channel.Id.Value))))
        {
            var publication = Publication.Of(post, channel, ledger.Now);
            publication.ScheduleAt(due, approved: false);
            db.Add(publication);
        }
        ledger.Note(post, DeedKind.Scheduled, Instants.Cut(due).ToString("O"));
    }
}

/// <summary>Takes back the drafts of an import that nobody has touched since. What was changed, commented or handed in stays and is counted.</summary>
internal sealed class UndoImport(PendopoDb db, PostLedger ledger, IStringLocalizer<ImportText> words)
{
    public async Task<Result<Import>> Run(Id<Import> id, int basedOn, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.publish") is { } forbidden)
            return forbidden;
        if (await db.Set<Import>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } import)
            return Problem.NotFound;
        if (import.State != ImportState.Taken || import.Version != basedOn)
            return words.Problem("NoLongerOpen");
        var (start, author) = (import.KeyStart, import.PersonId);
        var posts = await db.Set<Post>().Where(post => post.AuthorId == author && post.CreationKey!.StartsWith(start)).ToListAsync(cancel);
        var ids = posts.Select(post => post.Id).ToList();
        var deeds = await db.Set<Deed>().Where(deed => ids.Contains(deed.PostId)).ToListAsync(cancel);
        var publications = await db.Set<Publication>().Where(row => ids.Contains(row.PostId)).ToListAsync(cancel);
        var touched = deeds.Where(deed => deed.Kind is not (DeedKind.Began or DeedKind.Scheduled or DeedKind.Moved)).Select(deed => deed.PostId)
            .Concat(publications.Where(row => row.MayBeOut).Select(row => row.PostId))
            .Concat(posts.Where(post => post.Revision > 1 || post.Review != ReviewState.Draft || post.EditedAt != post.CreatedAt).Select(post => post.Id)).ToHashSet();
        var gone = ids.Where(post => !touched.Contains(post)).ToHashSet();
        db.RemoveRange(deeds.Where(deed => gone.Contains(deed.PostId)));
        db.RemoveRange(publications.Where(row => gone.Contains(row.PostId)));
        db.RemoveRange(await db.Set<Revision>().Where(row => gone.Contains(row.PostId)).ToListAsync(cancel));
        db.RemoveRange(await db.Set<CampaignPost>().Where(row => gone.Contains(row.PostId)).ToListAsync(cancel));
        db.RemoveRange(posts.Where(post => gone.Contains(post.Id)));
        import.Undo(touched.Count);
        return await db.TrySave(cancel) ? import : words.Problem("NoLongerOpen");
    }
}
