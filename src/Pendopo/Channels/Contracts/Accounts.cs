using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Contracts;

/// <summary>The connected accounts of a centre, and the connector that speaks for each.</summary>
public sealed class Accounts(PendopoDb db, CentreDirectory centres, IDataProtectionProvider protection, IEnumerable<IConnector> connectors, IServiceScopeFactory scopes)
{
    // One refresh at a time an account on this node; the row's version settles it between nodes.
    private static readonly ConcurrentDictionary<Id<Channel>, SemaphoreSlim> Turns = new();
    private readonly IDataProtector protector = protection.CreateProtector("channels.credentials");

    public IConnector Connector(string network) => connectors.First(connector => connector.Network == network);

    public bool Knows(string network) => connectors.Any(connector => connector.Network == network);

    /// <summary>Whether posts may be planned for this network: not where people are only heard.</summary>
    public bool Publishes(string network) => !connectors.Any(connector => connector.Network == network && connector.Abilities.HasFlag(ConnectorAbilities.OnlyHears));

    /// <summary>Whether a post without a video cannot stand on this network.</summary>
    public bool NeedsVideo(string network) => connectors.Any(connector => connector.Network == network && connector.Abilities.HasFlag(ConnectorAbilities.OnlyVideos));

    /// <summary>The channels of the centre in scope, oldest first.</summary>
    public Task<List<Channel>> All(CancellationToken cancel) => db.Set<Channel>().OrderBy(channel => channel.Id).ToListAsync(cancel);

    /// <summary>The channel of this id in the centre in scope, or null.</summary>
    public Task<Channel?> Find(Id<Channel> id, CancellationToken cancel) => db.Set<Channel>().FirstOrDefaultAsync(channel => channel.Id == id, cancel);

    /// <summary>Opens an account for its connector.</summary>
    public async Task<ConnectedAccount> Open(Channel channel, CancellationToken cancel)
    {
        var centre = await centres.ById(channel.CentreId, cancel) ?? throw new InvalidOperationException($"Channel {channel.Id} has no centre.");
        return new(channel, centre, Unseal(channel.Credentials), token => Reread(channel, token), (change, token) => Change(channel, change, token));
    }

    /// <summary>What became of a call that began then. Where somebody connected the account anew meanwhile, "connect it again" speaks of the credentials before: it is tried
    /// with the new ones.</summary>
    public async Task<SendOutcome> Since(DateTimeOffset asked, Channel channel, SendOutcome outcome, CancellationToken cancel) =>
        outcome is SendOutcome.Reconnect lost && (await db.Set<Channel>().AsNoTracking().FirstOrDefaultAsync(found => found.Id == channel.Id, cancel))?.WorksSince(asked) == true
            ? new SendOutcome.RetryAt(null, lost.Reason) : outcome;

    /// <summary>Credentials as they are kept in a row.</summary>
    public byte[] Seal<T>(T credentials) => protector.Protect(Encoding.UTF8.GetBytes(System.Text.Json.JsonSerializer.Serialize(credentials)));

    /// <summary>Waits for this account's turn: refreshing and rotating happen one at a time.</summary>
    public static async Task<IDisposable> Turn(Id<Channel> channel, CancellationToken cancel)
    {
        var turn = Turns.GetOrAdd(channel, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancel);
        return new Release(turn);
    }

    private string Unseal(byte[]? credentials) => credentials is null ? "null" : Encoding.UTF8.GetString(protector.Unprotect(credentials));

    private async Task<string> Reread(Channel opened, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var channel = await DatabaseOf(scope, opened).Set<Channel>().AsNoTracking().FirstAsync(found => found.Id == opened.Id, cancel);
        return Unseal(channel.Credentials);
    }

    private async Task<string> Change(Channel opened, Func<string, string?> change, CancellationToken cancel)
    {
        while (true)
        {
            await using var scope = scopes.CreateAsyncScope();
            var own = DatabaseOf(scope, opened);
            var channel = await own.Set<Channel>().FirstAsync(found => found.Id == opened.Id, cancel);
            var kept = Unseal(channel.Credentials);
            if (change(kept) is not { } renewed)
                return kept;
            channel.Rotate(protector.Protect(Encoding.UTF8.GetBytes(renewed)));
            try
            {
                await own.SaveChangesAsync(cancel);
                return renewed;
            }
            catch (DbUpdateConcurrencyException)
            {
                // Somebody else kept something in between: theirs is read, and changed anew.
            }
        }
    }

    private static PendopoDb DatabaseOf(AsyncServiceScope scope, Channel channel)
    {
        scope.ServiceProvider.GetRequiredService<CentreScope>().Enter(channel.CentreId);
        return scope.ServiceProvider.GetRequiredService<PendopoDb>();
    }

    private sealed class Release(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
