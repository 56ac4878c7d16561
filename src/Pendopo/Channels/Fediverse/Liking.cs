using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Fediverse.Blocks;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse;

/// <summary>Tells somebody that the centre likes what they said. The like of a post has one id, so that told twice it is one.</summary>
internal sealed class Liking(PendopoDb db, LocalActors actors, DomainBlocks blocks, Posting posting)
{
    public async Task<SendOutcome> Run(Centre centre, RemoteRef comment, CancellationToken cancel)
    {
        var said = db.Set<ReceivedPost>().Where(row => row.Uri == comment.Id).Select(row => row.ActorId);
        if (await db.Set<RemoteActor>().FirstOrDefaultAsync(row => said.Contains(row.Id) && row.GoneAt == null, cancel) is not { } author || await blocks.Hold(author.Uri, centre.Id, cancel))
            return new SendOutcome.Refused("PersonGone", FediverseText.Kept(centre.Language, "LikePersonGone"));
        var actor = await actors.Of(centre, cancel);
        var uri = actors.Uri(actor);
        var id = $"{uri}#likes/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(comment.Id)).AsSpan(0, 16))}";
        posting.Send(actor, ActivityWriter.Like(id, uri, comment.Id, author.Uri), comment.Id, [author.Target], personally: true);
        await db.SaveChangesAsync(cancel);
        return new SendOutcome.Sent(comment);
    }
}
