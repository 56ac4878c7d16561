namespace Pendopo.Testing;

/// <summary>One bare PDS: accounts, sessions, records and blobs. It has no app view, so nothing is read back from it.</summary>
internal sealed class BarePds(NodePeer peer)
{
    private static readonly Lazy<Task<BarePds>> Started = new(async () => new BarePds(await NodePeer.StartAsync("pds.mjs")));

    public string Url => peer["pds"];

    /// <summary>The server of this run; started by the first test that asks.</summary>
    public static Task<BarePds> SharedAsync() => Started.Value;

    public Task<AtprotoAccount> CreateAccountAsync(string name) => AtprotoAccount.CreateAsync(Url, name);
}

/// <summary>PLC directory, PDS and the Bluesky app view, where notifications, threads and counts are read.</summary>
internal sealed class AtprotoNetwork(NodePeer peer)
{
    private static readonly Lazy<Task<AtprotoNetwork>> Started = new(StartAsync);

    public string Url => peer["pds"];

    public string AppView => peer["appView"];

    /// <summary>The network of this run; started by the first test that asks.</summary>
    public static Task<AtprotoNetwork> SharedAsync() => Started.Value;

    public Task<AtprotoAccount> CreateAccountAsync(string name) => AtprotoAccount.CreateAsync(Url, name);

    /// <summary>Returns when the app view has read everything that the PDS wrote.</summary>
    public Task SettleAsync() => PeerClient.PostAsync($"{peer["control"]}/settle");

    private static async Task<AtprotoNetwork> StartAsync()
    {
        var postgres = await PostgresServer.SharedAsync();
        var redis = await RedisServer.StartAsync();
        var database = postgres.Url(await postgres.CreateDatabaseAsync());
        return new AtprotoNetwork(await NodePeer.StartAsync("atproto-network.mjs", "--postgres", database, "--redis", redis.Address));
    }
}
