using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;

namespace Pendopo.Channels.Threads;

/// <summary>Connects the account that the person signed in with, or gives a connected one another token. It was tried when the person came back.</summary>
internal sealed class ConnectThreads(KeepAccount keep)
{
    public Task<Channel> Run(Centre centre, ThreadsKeys keys, CancellationToken cancel) =>
        keep.Run(centre, ThreadsConnector.NetworkName, ("@" + keys.Username, keys.Account), keys, before => keys with { Containers = before.Containers }, cancel);
}
