using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Fediverse.Blocks;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse.Followed;

/// <summary>Follows an account that was found, and stops following it.</summary>
internal sealed class FollowAccount(PendopoDb db, Following following, DomainBlocks blocks, Here here, AuditBook audit, IDialect dialect, IStringLocalizer<FediverseText> words)
{
    public async Task<Result<FollowedAccount>> Follow(Id<RemoteActor> id, CancellationToken cancel)
    {
        if (!here.May(ChannelsRoom.MayFollow) || await db.Set<RemoteActor>().FirstOrDefaultAsync(row => row.Id == id && row.GoneAt == null, cancel) is not { } target)
            return Problem.NotFound;
        if (await blocks.Hold(target.Uri, here.Centre.Id, cancel))
            return words.Problem("AccountBlocked", FindAccount.Field);
        if (!await db.Set<Channel>().AnyAsync(row => row.Network == FediverseConnector.NetworkName && row.State != ChannelState.Off, cancel))
            return words.Problem("FediverseOff", FindAccount.Field);
        var known = await following.Find(id, cancel);
        if (known is { State: not FollowState.Refused })
            return words.Problem("FollowedAlready", FindAccount.Field);
        if (known is null && await db.Set<FollowedAccount>().CountAsync(cancel) >= FollowedAccount.MostOfOneCentre)
            return words.Problem("FollowedTooMany", FindAccount.Field, FollowedAccount.MostOfOneCentre);
        var asked = await following.Ask(target, known, here.Actor, cancel);
        audit.Note("fediverse.follow", $"account:{target.Id}");
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException error) when (dialect.IsDuplicate(error))
        {
            return words.Problem("FollowedAlready", FindAccount.Field);
        }
        return asked;
    }

    public async Task<Result<Done>> Unfollow(Id<FollowedAccount> id, CancellationToken cancel)
    {
        if (!here.May(ChannelsRoom.MayFollow) || await db.Set<FollowedAccount>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } followed)
            return Problem.NotFound;
        var target = await db.Set<RemoteActor>().FirstAsync(row => row.Id == followed.ActorId, cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await following.Drop(followed, target, cancel);
        audit.Note("fediverse.unfollow", $"account:{target.Id}");
        await db.SaveChangesAsync(cancel);
        await db.Set<FollowedPost>().Where(row => row.ActorId == target.Id).ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
        return default(Done);
    }
}
