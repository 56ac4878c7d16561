using System.Text.Json;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Contracts;

/// <summary>An account as a connector gets it: its credentials opened, and a way to keep changed ones before they are used.</summary>
public sealed class ConnectedAccount
{
    private readonly Func<CancellationToken, Task<string>> reread;
    private readonly Func<Func<string, string?>, CancellationToken, Task<string>> change;
    private string credentials;

    internal ConnectedAccount(
        Channel channel, Centre centre, string credentials, Func<CancellationToken, Task<string>> reread, Func<Func<string, string?>, CancellationToken, Task<string>> change) =>
        (Channel, Centre, this.credentials, this.reread, this.change) = (channel, centre, credentials, reread, change);

    /// <summary>An account whose credentials nobody else changes.</summary>
    internal ConnectedAccount(Channel channel, Centre centre, string credentials, Func<string, CancellationToken, Task> keep, Func<CancellationToken, Task<string>> reread)
        : this(channel, centre, credentials, reread, async (change, cancel) =>
        {
            var kept = await reread(cancel);
            if (change(kept) is not { } changed)
                return kept;
            await keep(changed, cancel);
            return changed;
        })
    {
    }

    public Channel Channel { get; }

    public Centre Centre { get; }

    /// <summary>The credentials as the connector's own record. Throws when none were kept.</summary>
    public T Credentials<T>() => JsonSerializer.Deserialize<T>(credentials)
        ?? throw new InvalidOperationException($"The channel {Channel.Id} holds no credentials.");

    /// <summary>The credentials as they are kept now: another job or another node may have rotated them since this account was opened.</summary>
    public async Task<T> Reread<T>(CancellationToken cancel)
    {
        credentials = await reread(cancel);
        return Credentials<T>();
    }

    /// <summary>Changes the credentials as they are kept now, durably, then uses them: what another job or node kept since this account was opened is changed and not
    /// overwritten, and a rotating token that were used before it is kept would be lost in a crash.</summary>
    /// <param name="renew">Called again when somebody else was quicker; null leaves them as they are.</param>
    /// <returns>What is kept now.</returns>
    public async Task<T> Change<T>(Func<T, T?> renew, CancellationToken cancel) where T : class
    {
        credentials = await change(text => renew(JsonSerializer.Deserialize<T>(text)!) is { } renewed ? JsonSerializer.Serialize(renewed) : null, cancel);
        return Credentials<T>();
    }
}
