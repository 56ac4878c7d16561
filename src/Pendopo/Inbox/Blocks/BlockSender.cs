using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Live;

namespace Pendopo.Inbox.Blocks;

/// <summary>Keeps a sender's messages apart, and fetches them back whole.</summary>
internal sealed class BlockSender(PendopoDb db, Here here, AuditBook audit, IStringLocalizer<InboxText> words, LiveFeed live, TimeProvider time)
{
    public Task<Result<Conversation>> Block(Id<Conversation> id, BlockReason? reason, CancellationToken cancel) => Change(id, async conversation =>
    {
        if (reason is not { } why || !Enum.IsDefined(why))
            return words.Problem("BlockReasonMissing");
        if (conversation.IsWriterForgotten)
            return words.Problem("WriterForgotten");
        if (await Find(conversation, cancel) is null)
        {
            db.Add(BlockedSender.Of(conversation, why, here.Actor, time.Now()));
            audit.Note("inbox.block", $"conversation:{id}", why.ToString());
        }
        foreach (var theirs in await Theirs(conversation, cancel))
            theirs.KeepApart(time.Now());
        return null;
    }, cancel);

    public Task<Result<Conversation>> Unblock(Id<Conversation> id, CancellationToken cancel) => Change(id, async conversation =>
    {
        if (await Find(conversation, cancel) is { } block)
        {
            db.Remove(block);
            audit.Note("inbox.unblock", $"conversation:{id}");
        }
        foreach (var theirs in await Theirs(conversation, cancel))
            theirs.BringBack();
        return null;
    }, cancel);

    /// <summary>The block that keeps a conversation apart, or null.</summary>
    public Task<BlockedSender?> Find(Conversation conversation, CancellationToken cancel) =>
        db.Set<BlockedSender>().FirstOrDefaultAsync(row => row.Network == conversation.Network && row.AuthorId == conversation.AuthorId, cancel);

    private Task<List<Conversation>> Theirs(Conversation one, CancellationToken cancel) =>
        db.Set<Conversation>().Where(row => row.Network == one.Network && row.AuthorId == one.AuthorId).ToListAsync(cancel);

    private async Task<Result<Conversation>> Change(Id<Conversation> id, Func<Conversation, Task<Problem?>> change, CancellationToken cancel)
    {
        if (!here.May(InboxRoom.MayReply))
            return Problem.NotFound;
        var changed = await db.Attempt<Conversation>(async () =>
        {
            if (await db.Set<Conversation>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } conversation)
                return Problem.NotFound;
            return await change(conversation) is { } problem ? problem : conversation;
        }, () => words.Problem("Stale"), cancel);
        if (changed.Ok)
            live.Tell(InboxLive.Topic(here.Centre.Id), "message");
        return changed;
    }
}
