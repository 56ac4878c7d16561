using System.Text.Json;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Contracts;

/// <summary>An account as a connector gets it: its credentials opened, and a way to keep rotated ones before they are used.</summary>
public sealed class ConnectedAccount
{
    private readonly Func<string, CancellationToken, Task> keep;
    private readonly Func<CancellationToken, Task<string>> reread;
    private readonly Func<Func<string, string?>, CancellationToken, Task<string>>? change;
    private string credentials;

    internal ConnectedAccount(
        Channel channel, Centre centre, string credentials, Func<string, CancellationToken, Task> keep, Func<CancellationToken, Task<string>> reread,
        Func<Func<string, string?>, CancellationToken, Task<string>>? change = null) =>
        (Channel, Centre, this.credentials, this.keep, this.reread, this.change) = (channel, centre, credentials, keep, reread, change);

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

    /// <summary>Changes the credentials as they are kept now: what another job or node kept since this account was opened is changed and not overwritten.</summary>
    /// <param name="renew">Called again when somebody else was quicker; null leaves them as they are.</param>
    /// <returns>What is kept now.</returns>
    public async Task<T> Change<T>(Func<T, T?> renew, CancellationToken cancel) where T : class
    {
        string? Renewed(string text) => renew(JsonSerializer.Deserialize<T>(text)!) is { } renewed ? JsonSerializer.Serialize(renewed) : null;
        if (change is not null)
            credentials = await change(Renewed, cancel);
        else if (Renewed(credentials = await reread(cancel)) is { } text)
            await keep(credentials = text, cancel);
        return Credentials<T>();
    }
}
