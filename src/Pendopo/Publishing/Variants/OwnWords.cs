using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Reviews;

namespace Pendopo.Publishing.Variants;

/// <summary>Gives a channel words or a place of its own, or lets it follow the post again. All are edits: they need approval.</summary>
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
        return await Change(id, channel, DeedKind.Detached, variant => variant.Text != text, variant => variant.Edit(text, ledger.Now), cancel);
    }

    public async Task<Result<Post>> Rejoin(Id<Post> id, Id<Channel> channel, CancellationToken cancel) =>
        await Open(id, channel, cancel) is { Ok: false } refused ? refused
            : await Change(id, channel, DeedKind.Rejoined, variant => variant.Text.Length > 0, variant => variant.Edit("", ledger.Now), cancel);

    /// <summary>Says where on a network the post stands.</summary>
    public async Task<Result<Post>> Place(Id<Post> id, Id<Channel> channel, Placement placement, CancellationToken cancel)
    {
        if (await Open(id, channel, cancel) is { Ok: false } refused)
            return refused;
        var account = await accounts.Open((await accounts.Find(channel, cancel))!, cancel);
        var limits = await accounts.Connector(account.Channel.Network).Limits(account, cancel);
        if (placement != Placement.Post && !limits.Places.ContainsKey(placement))
            return ledger.Problem("NoSuchPlace", "Placement");
        return await Change(id, channel, DeedKind.Placed, variant => variant.Placement != placement, variant => variant.Place(placement, ledger.Now), cancel);
    }

    private async Task<Result<Post>> Change(Id<Post> id, Id<Channel> channel, DeedKind deed, Func<Variant, bool> differs, Action<Variant> change, CancellationToken cancel)
    {
        var post = (await ledger.Find(id, cancel))!;
        var known = await db.Set<Variant>().FirstOrDefaultAsync(row => row.PostId == id && row.ChannelId == channel, cancel);
        var variant = known ?? Variant.Of(post, channel, ledger.Now);
        if (!differs(variant))
            return post;
        change(variant);
        if (known is null)
            db.Add(variant);
        else if (variant.IsUsual)
            db.Remove(variant);
        await keep.Edit(post, post.Words, byItself: false, cancel, deed, channel: channel);
        return await ledger.Keep(post, cancel);
    }

    private async Task<Result<Post>> Open(Id<Post> id, Id<Channel> channel, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.write") is { } forbidden)
            return forbidden;
        if (await ledger.Find(id, cancel) is not { } post || await accounts.Find(channel, cancel) is not { } found || !accounts.Knows(found.Network))
            return Problem.NotFound;
        return post.RecalledAt is null ? post : ledger.Problem("AlreadyRecalled");
    }
}
