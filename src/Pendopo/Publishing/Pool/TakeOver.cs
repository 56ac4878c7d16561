using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Consents;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Library;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Reviews;
using Pendopo.Publishing.Videos;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Pool;

/// <summary>Takes a campaign of the pool over with one press: a campaign and drafts of the centre's own. What the centre knows of itself is filled in;
/// other variables stay for <see cref="FillLocal"/>. Each draft is approved here, by people of this centre.</summary>
internal sealed class TakeOver(PendopoDb db, PostLedger ledger, PoolReader reader, PostPictures pictures, PostVideos videos, IBlobStore blobs, ConsentUses uses)
{
    public async Task<Result<Campaign>> Run(Id<PoolEntry> id, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.publish") is { } forbidden)
            return forbidden;
        if (await reader.Find(id, cancel) is not { } entry || entry.CentreId == ledger.Here.Centre.Id
            || await db.Set<Campaign>().AcrossCentres().AsNoTracking().FirstOrDefaultAsync(row => row.Id == entry.CampaignId, cancel) is not { } shared)
            return Problem.NotFound;
        if (await db.Set<PoolCopy>().AnyAsync(copy => copy.EntryId == id, cancel))
            return ledger.Problem("TakenOverAlready");
        var campaign = Campaign.Of(ledger.Here.Centre.Id);
        campaign.Say(shared.Words with { Objective = null });
        db.Add(campaign);
        db.Add(PoolCopy.Of(entry, campaign));
        var posts = await reader.PostsOf(entry, cancel);
        // A person's yes was given to one centre: what shows or quotes somebody stays there.
        var theirs = await uses.ShownAnywhere(PostConsents.KindName, [.. posts.Select(post => post.Id.Value)], cancel);
        var made = posts.Where(post => post.Kind != PostKind.Story && !post.Words.ShowsPersons && !theirs.Contains(post.Id.Value)).Select(post => (From: post, Own: Copy(post, campaign))).ToList();
        if (!await db.TrySave(cancel))
            return ledger.Problem("TakenOverAlready");
        foreach (var (from, own) in made)
        {
            await CopyPictures(from, own, cancel);
            if (from.Words.Details.Video is { } video)
                await videos.PutCopy(own.Id, video, consents: false, cancel);
        }
        return campaign;
    }

    private Post Copy(Post from, Campaign campaign)
    {
        var known = Placeholders.OfCentre(ledger.Here.Centre, Clock.DateOf(ledger.Now, ledger.Here.Centre.Zone), from.Language);
        var post = Post.Begin(ledger.Here.Centre.Id, FillLocal.Fill(from.Words with { Pictures = [], Details = from.Words.Details with { Video = null } }, known), ledger.Here.Actor, ledger.Now);
        db.Add(post);
        db.Add(Revision.Of(post));
        db.Add(CampaignPost.Of(post, campaign.Id));
        ledger.Note(post, DeedKind.Began);
        return post;
    }

    private async Task CopyPictures(Post from, Post own, CancellationToken cancel)
    {
        var files = from.Words.Pictures.Select(picture => picture.File).ToList();
        var shared = await db.Set<StoredFile>().AcrossCentres().AsNoTracking().Where(file => files.Contains(file.Id) && file.Shows != Shown.Persons).ToDictionaryAsync(file => file.Id, cancel);
        foreach (var picture in from.Words.Pictures)
        {
            await using var content = shared.TryGetValue(picture.File, out var file) ? blobs.Open(new BlobName(file.Name)) : null;
            if (content is not null)
                await pictures.AddCopy(own.Id, content, picture.Alt, file!, [], cancel);
        }
    }
}

/// <summary>Fills the variables that stand in the drafts of a campaign, each once for all of them: what is local, and nothing else.</summary>
internal sealed class FillLocal(PendopoDb db, PostLedger ledger, KeepPost keep)
{
    /// <summary>The variables that are still open, in the order of their first place.</summary>
    public async Task<IReadOnlyList<string>> Open(Id<Campaign> campaign, CancellationToken cancel) =>
        [.. (await Drafts(campaign, cancel)).SelectMany(post => Placeholders.Open(post.Words)).Distinct(StringComparer.Ordinal)];

    public async Task<Result<Done>> Run(Id<Campaign> campaign, IReadOnlyDictionary<string, string> values, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.write") is { } forbidden)
            return forbidden;
        if (!await db.Set<Campaign>().AnyAsync(row => row.Id == campaign, cancel))
            return Problem.NotFound;
        var known = values.Where(pair => !string.IsNullOrWhiteSpace(pair.Value)).ToDictionary(pair => pair.Key, pair => pair.Value.ReplaceLineEndings(" ").Trim(), StringComparer.Ordinal);
        foreach (var post in await Drafts(campaign, cancel))
        {
            var filled = Fill(post.Words, known);
            if (WordsCheck.ToKeep(filled, ledger) is { Count: > 0 } problems)
                return problems;
            if (!filled.SameAs(post.Words))
                await keep.Edit(post, filled, byItself: false, cancel);
        }
        return await db.TrySave(cancel) ? default(Done) : ledger.Problem("ChangedMeanwhile");
    }

    internal static PostWords Fill(PostWords words, IReadOnlyDictionary<string, string> known) => words with
    {
        Title = Placeholders.Fill(words.Title, known),
        Summary = Placeholders.Fill(words.Summary, known),
        Text = Placeholders.Fill(words.Text, known),
        Details = words.Details with { Place = Placeholders.Fill(words.Details.Place, known) },
    };

    private Task<List<Post>> Drafts(Id<Campaign> campaign, CancellationToken cancel) => db.Set<Post>()
        .Where(post => post.RecalledAt == null && post.Review != ReviewState.Approved && db.Set<CampaignPost>().Any(member => member.CampaignId == campaign && member.PostId == post.Id)).OrderBy(post => post.Id).ToListAsync(cancel);
}
