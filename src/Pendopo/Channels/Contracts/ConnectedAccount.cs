using System.Text.Json;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Contracts;

/// <summary>An account as a connector gets it: its credentials opened, and a way to keep rotated ones before they are used.</summary>
public sealed class ConnectedAccount
{
    private readonly Func<string, CancellationToken, Task> keep;
    private readonly Func<CancellationToken, Task<string>> reread;
    private string credentials;

    internal ConnectedAccount(
        Channel channel, Centre centre, string credentials, Func<string, CancellationToken, Task> keep, Func<CancellationToken, Task<string>> reread) =>
        (Channel, Centre, this.credentials, this.keep, this.reread) = (channel, centre, credentials, keep, reread);

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

    /// <summary>Keeps new credentials durably, then uses them: a rotating token that is used before it is kept is lost in a crash.</summary>
    public async Task Keep<T>(T renewed, CancellationToken cancel)
    {
        var text = JsonSerializer.Serialize(renewed);
        await keep(text, cancel);
        credentials = text;
    }
}
