using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;

namespace Pendopo.Publishing.Walls;

/// <summary>What screens and posters have in common: they stand in the house, so nobody outside need be asked.</summary>
internal abstract class WallConnector(IServiceScopeFactory scopes, ChannelLimits bounds) : IConnector
{
    public abstract string Network { get; }

    public bool AsksOutside => false;

    public ConnectorAbilities Abilities => ConnectorAbilities.Edit | ConnectorAbilities.Recall;

    public Task<ChannelLimits> Limits(ConnectedAccount account, CancellationToken cancel) => Task.FromResult(bounds);

    public Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => Write(account, post, cancel);

    public Task<SendOutcome> Edit(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel) => Write(account, post, cancel);

    public Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => In<SendOutcome>(account, async services =>
        await services.GetRequiredService<WallCards>().Find(post.Key, cancel) is { } card && card.Revision == post.Revision ? new SendOutcome.Sent(Ref(services, post.Key)) : new SendOutcome.RetryAt(null, "It is not there."));

    public Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) => In<SendOutcome>(account, async services =>
    {
        var cards = services.GetRequiredService<WallCards>();
        return WallCard.KeyOf(remote.Id) is { } key && await cards.Find(key, cancel) is { } card ? await TakeDown(services, account, card, remote, cancel) : new SendOutcome.Sent(remote);
    });

    public Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel) => throw new NotSupportedException("Nobody writes on a wall.");

    public Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel) => Task.FromResult(Heard.Nothing);

    public Task<PostMeasures> Measure(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) => Task.FromResult(new PostMeasures(null, null, null));

    public virtual Task<string?> BeforeSending(ConnectedAccount account, CancellationToken cancel) => Task.FromResult<string?>(null);

    public virtual Task<AccountHealth> Check(ConnectedAccount account, CancellationToken cancel) => Task.FromResult(new AccountHealth(true));

    protected virtual async Task<SendOutcome> TakeDown(IServiceProvider services, ConnectedAccount account, WallCard card, RemoteRef remote, CancellationToken cancel)
    {
        await services.GetRequiredService<WallCards>().Remove(card, cancel);
        return new SendOutcome.Sent(remote);
    }

    // A scope of its own: what a caller has not saved yet is not ours to save.
    protected async Task<T> In<T>(ConnectedAccount account, Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().Enter(account.Centre.Id);
        return await act(scope.ServiceProvider);
    }

    private Task<SendOutcome> Write(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) =>
        In(account, services => services.GetRequiredService<WallCards>().Write(account.Channel, post, Ref(services, post.Key), cancel));

    private static RemoteRef Ref(IServiceProvider services, Guid key) => new(WallCard.RemoteIdOf(key), $"{services.GetRequiredService<PublicAddress>().Root}/desk/screens");
}

/// <summary>A screen in the waiting room: the post stands on it from this moment, and is gone from it at the moment it is taken back.</summary>
internal sealed class ScreenConnector(IServiceScopeFactory scopes, TimeProvider time) : WallConnector(scopes, Bounds)
{
    public const string NetworkName = "screen";

    // So many letters are read at five metres while they stand there: headline, few words and the address. The pictures are the page's.
    private static readonly ChannelLimits Bounds = new(320, null, null, null, null, ["image/jpeg", "image/png", "image/webp"]);

    public override string Network => NetworkName;

    public override Task<AccountHealth> Check(ConnectedAccount account, CancellationToken cancel) => In(account, async services =>
    {
        var language = account.Centre.Language;
        return await services.GetRequiredService<PendopoDb>().Set<Screen>().AsNoTracking().FirstOrDefaultAsync(row => row.ChannelId == account.Channel.Id, cancel) switch
        {
            null or { SecretHash: null } => new AccountHealth(Works: false, WallText.In(language, "HasNoAddress")),
            { SeenAt: null } => new AccountHealth(Works: true, WallText.In(language, "NeverSeen")),
            { SeenAt: { } seen } when time.Now() - seen > Screen.Silence => new AccountHealth(Works: true, WallText.In(language, "LastSeen", account.Centre.Local(seen))),
            _ => new AccountHealth(Works: true),
        };
    });
}

/// <summary>A poster to print and hang up. What hangs already cannot be taken down by a program: that is told, for a person.</summary>
internal sealed class PosterConnector(IServiceScopeFactory scopes, TimeProvider time) : WallConnector(scopes, Bounds)
{
    /// <summary>The word under which people are asked whether they agree to be shown on paper.</summary>
    public const string NetworkName = "print";

    private static readonly ChannelLimits Bounds = new(600, null, null, null, null, ["image/jpeg", "image/png", "image/webp"]);

    public override string Network => NetworkName;

    public override Task<string?> BeforeSending(ConnectedAccount account, CancellationToken cancel) => Task.FromResult<string?>(WallText.Say("PosterBefore"));

    protected override async Task<SendOutcome> TakeDown(IServiceProvider services, ConnectedAccount account, WallCard card, RemoteRef remote, CancellationToken cancel)
    {
        if (card.HungAt is null)
            return await base.TakeDown(services, account, card, remote, cancel);
        card.Recall(time.Now());
        return await services.GetRequiredService<PendopoDb>().TrySave(cancel) ? new SendOutcome.Refused("StillHangs", WallText.In(account.Centre.Language, "StillHangs")) : new SendOutcome.RetryAt(null, "");
    }
}
