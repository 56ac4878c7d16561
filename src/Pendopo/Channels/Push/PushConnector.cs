using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Push;

/// <summary>Notifications in the browsers of those who asked for them. To publish is to write the notification into the ledger, once; it then leaves by a job of its own.</summary>
internal sealed class PushConnector(IServiceScopeFactory scopes, TimeProvider time) : IConnector
{
    public const string NetworkName = "push";

    public string Network => NetworkName;

    public bool AsksOutside => false;

    /// <summary>No measuring: who saw or touched it, nobody is told.</summary>
    public ConnectorAbilities Abilities => ConnectorAbilities.Recall;

    public Task<ChannelLimits> Limits(ConnectedAccount account, CancellationToken cancel) => Task.FromResult(ChannelLimits.None);

    public Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => In(account, async services =>
    {
        var db = services.GetRequiredService<PendopoDb>();
        if (await Known(db, post.Key, cancel) is { } known)
            return Sent(known);
        var notice = PushNotice.Of(account.Channel, post, account.Centre.Name, time.Now());
        db.Add(notice);
        services.GetRequiredService<JobBoard>().Add(new SendNotice(notice.Id));
        if (await db.TrySave(cancel))
            return Sent(notice);
        // Another attempt at the same publication was quicker: its notification is the one.
        return await Known(db, post.Key, cancel) is { } theirs ? Sent(theirs) : new SendOutcome.RetryAt(null, "");
    });

    /// <summary>It is in our own ledger or it is not: nobody need be asked.</summary>
    public Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => In(account, async services =>
        await Known(services.GetRequiredService<PendopoDb>(), post.Key, cancel) is { } known ? Sent(known) : new SendOutcome.RetryAt(null, ""));

    public Task<SendOutcome> Edit(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel) => throw new NotSupportedException("A notification is not changed.");

    /// <summary>Stops what has not left. What was shown cannot be taken back, and it is said on how many.</summary>
    public Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) => In(account, async services =>
    {
        var db = services.GetRequiredService<PendopoDb>();
        if (PushNotice.IdOf(remote.Id) is not { } id || await db.Set<PushNotice>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } notice)
            return new SendOutcome.Sent(remote);
        var now = time.Now();
        notice.Stop(now);
        await db.SaveChangesAsync(cancel);
        await db.Set<PushCopy>().Where(row => row.NoticeId == id && row.State == PushState.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, PushState.Stopped).SetProperty(row => row.SettledAt, now), cancel);
        var shown = notice.Shown + await db.Set<PushCopy>().CountAsync(row => row.NoticeId == id && (row.State == PushState.Sent || row.State == PushState.Leaving || row.State == PushState.Unknown), cancel);
        return shown == 0 ? new SendOutcome.Sent(remote) : new SendOutcome.Refused("AlreadyShown", PushText.In(account.Centre.Language, "AlreadyShown", shown));
    });

    public Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel) => throw new NotSupportedException("Nobody answers a notification.");

    public Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel) => Task.FromResult(Heard.Nothing);

    public Task<PostMeasures> Measure(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) => Task.FromResult(new PostMeasures(null, null, null));

    public async Task<string?> BeforeSending(ConnectedAccount account, CancellationToken cancel)
    {
        await using var scope = Enter(account);
        return PushText.Say("Before", await scope.ServiceProvider.GetRequiredService<PushSubscribing>().Browsers(cancel));
    }

    public Task<IReadOnlyList<string>> Shown(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        var notice = PushNotice.Of(account.Channel, post, account.Centre.Name, time.Now());
        return Task.FromResult<IReadOnlyList<string>>([$"{notice.Title}\n{notice.Words}".TrimEnd()]);
    }

    public async Task<AccountHealth> Check(ConnectedAccount account, CancellationToken cancel)
    {
        await using var scope = Enter(account);
        await scope.ServiceProvider.GetRequiredService<VapidKeyring>().Open(cancel);
        return new(Works: true);
    }

    private static Task<PushNotice?> Known(PendopoDb db, Guid key, CancellationToken cancel) => db.Set<PushNotice>().AsNoTracking().FirstOrDefaultAsync(row => row.Key == key, cancel);

    private static SendOutcome.Sent Sent(PushNotice notice) => new(new(notice.RemoteId, notice.Url));

    private AsyncServiceScope Enter(ConnectedAccount account)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().Enter(account.Channel.CentreId);
        return scope;
    }

    private async Task<SendOutcome> In(ConnectedAccount account, Func<IServiceProvider, Task<SendOutcome>> act)
    {
        await using var scope = Enter(account);
        return await act(scope.ServiceProvider);
    }
}
