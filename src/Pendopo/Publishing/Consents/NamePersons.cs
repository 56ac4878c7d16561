using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Declared;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Site;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Consents;

/// <summary>Says whom a post shows, by naming their consents. Those of its pictures stay among them. Where it is out already and they do not reach, the daily look takes it back.</summary>
internal sealed class NamePersons(PendopoDb db, PostLedger ledger, ConsentUses uses, AuditBook audit)
{
    public async Task<Result<Post>> Run(Id<Post> id, IReadOnlyCollection<Id<Consent>> consents, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.write") is { } forbidden)
            return forbidden;
        if (await ledger.Find(id, cancel) is not { } post)
            return Problem.NotFound;
        var all = new HashSet<Id<Consent>>(consents);
        var standing = (await uses.Of(PostConsents.KindName, id.Value, cancel)).Select(named => named.Consent.Id).ToHashSet();
        foreach (var picture in post.Words.Pictures)
            all.UnionWith((await uses.Of(PictureConsents.KindName, picture.File.Value, cancel)).Select(named => named.Consent.Id).Where(standing.Contains));
        if (await uses.Name(post.CentreId, PostConsents.KindName, id.Value, all, cancel) is { Ok: false } refused)
            return refused.Problems.ToList();
        if (await db.Set<SitePage>().FirstOrDefaultAsync(page => page.Id == id, cancel) is { } page)
            page.Persons(all.Count > 0);
        audit.Note("consent.named", $"post:{id}", string.Join(' ', consents.Order()));
        return await ledger.Keep(post, cancel);
    }
}
