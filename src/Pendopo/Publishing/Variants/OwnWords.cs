using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Reviews;

namespace Pendopo.Publishing.Variants;

/// <summary>Gives a channel words of its own, or lets it follow the post again. Both are edits: they need approval.</summary>
internal sealed class OwnWords(PendopoDb db, PostLedger ledger, KeepPost keep, Accounts accounts)
{
    public async Task<Result<Post>> Write(Id<Post> id, Id<Channel> channel, string text, CancellationToken cancel)
    {
        if (await Open(id, channel, cancel) is { Ok: false } refused)
            return refused;
        if (string.IsNullOrWhiteSpace(text))
            return ledger.Problem("TextRequired", "OwnText");
        if (text.Length > Variant.TextLength)
            return ledger.Problem("TooLong", "OwnText", Variant.TextLength);
        var post = (await ledger.Find(id, cancel))!;
        var variant = await Find(id, channel, cancel);
        if (variant?.Text == text)
            return post;
        if (variant is null)
            db.Add(Variant.Detach(post, channel, text, ledger.Now));
        else
            variant.Edit(text, ledger.Now);
        await keep.Edit(post, post.Words, byItself: false, cancel);
        ledger.Note(post, DeedKind.Detached, channel: channel);
        return await ledger.Keep(post, cancel);
    }

    public async Task<Result<Post>> Rejoin(Id<Post> id, Id<Channel> channel, CancellationToken cancel)
    {
        if (await Open(id, channel, cancel) is { Ok: false } refused)
            return refused;
        var post = (await ledger.Find(id, cancel))!;
        if (await Find(id, channel, cancel) is not { } variant)
            return post;
        db.Remove(variant);
        await keep.Edit(post, post.Words, byItself: false, cancel);
        ledger.Note(post, DeedKind.Rejoined, channel: channel);
        return await ledger.Keep(post, cancel);
    }

    private Task<Variant?> Find(Id<Post> id, Id<Channel> channel, CancellationToken cancel) =>
        db.Set<Variant>().FirstOrDefaultAsync(row => row.PostId == id && row.ChannelId == channel, cancel);

    private async Task<Result<Post>> Open(Id<Post> id, Id<Channel> channel, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.write") is { } forbidden)
            return forbidden;
        if (await ledger.Find(id, cancel) is not { } post || await accounts.Find(channel, cancel) is null)
            return Problem.NotFound;
        return post.RecalledAt is null ? post : ledger.Problem("AlreadyRecalled");
    }
}
