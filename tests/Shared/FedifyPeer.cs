using System.Text.Json;

namespace Pendopo.Testing;

/// <summary>An activity that arrived at the peer: what it was, how it was signed and what the peer answered.</summary>
internal sealed record ReceivedActivity(JsonElement Activity, string Path, string Signature, int Status);

/// <summary>A fediverse server that nobody here wrote, with one person on it who does what a test says.</summary>
internal sealed class FedifyPeer : IAsyncDisposable
{
    public const string Rfc9421 = "rfc9421";
    public const string Cavage = "draft-cavage-http-signatures-12";
    private const int Patience = 60_000;
    private readonly NodePeer peer;

    private FedifyPeer(NodePeer peer) => this.peer = peer;

    public string Origin => peer["origin"];

    /// <summary>The id of the person on this server.</summary>
    public string Actor => peer["actor"];

    /// <summary>The person's address as people write it, @name@host:port.</summary>
    public string Handle => peer["handle"];

    public string Output => peer.Output;

    /// <summary>Starts a server whose deliveries are first signed by <paramref name="signatures"/>.</summary>
    public static async Task<FedifyPeer> StartAsync(string name = "warga", string signatures = Rfc9421) =>
        new(await NodePeer.StartAsync("fedify-peer.mjs", "--name", name, "--signatures", signatures));

    public Task FollowAsync(string actor) => DoAsync("follow", new { actor });

    public Task UnfollowAsync(string actor) => DoAsync("unfollow", new { actor });

    public Task LikeAsync(string id) => DoAsync("like", new { @object = id });

    public Task UnlikeAsync(string id) => DoAsync("unlike", new { @object = id });

    public Task AnnounceAsync(string id) => DoAsync("announce", new { @object = id });

    /// <summary>Chooses an answer of a poll.</summary>
    public Task VoteAsync(string id, string answer) => DoAsync("vote", new { @object = id, answer });

    public Task FlagAsync(string id, string text) => DoAsync("flag", new { @object = id, text });

    /// <summary>Replies to a post and returns the id of the reply. Visibility is public, followers or direct.</summary>
    public async Task<string> ReplyAsync(string id, string text, string visibility = "public")
    {
        var sent = await DoAsync("reply", new { @object = id, text, visibility });
        return sent.GetProperty("id").GetString()!;
    }

    /// <summary>Publishes a note to the person's followers and returns its id.</summary>
    public async Task<string> PublishAsync(string text) => (await DoAsync("publish", new { text })).GetProperty("id").GetString()!;

    public Task UpdateAsync(string id, string text) => DoAsync("update", new { id, text });

    public Task DeleteAsync(string id) => DoAsync("delete", new { id });

    /// <summary>What this server makes of an object or an actor elsewhere.</summary>
    public Task<JsonElement> LookUpAsync(string id) => PeerClient.GetAsync($"{Origin}/lookup?id={Uri.EscapeDataString(id)}");

    /// <summary>The ids of those who follow the person on this server.</summary>
    public async Task<string[]> FollowersAsync() => (await PeerClient.GetAsync($"{Origin}/followers")).Deserialize<string[]>()!;

    /// <summary>
    /// What arrived of one type and holding a text; returns as soon as there are <paramref name="count"/>, and fails when
    /// they do not come. A count of 0 returns what is there.
    /// </summary>
    public async Task<ReceivedActivity[]> ReceivedAsync(string type, int count = 1, string contains = "")
    {
        var query = $"type={type}&contains={Uri.EscapeDataString(contains)}&count={count}&milliseconds={Patience}";
        var found = (await PeerClient.GetAsync($"{Origin}/received?{query}")).Deserialize<ReceivedActivity[]>(JsonSerializerOptions.Web)!;
        return found.Length >= count
            ? found
            : throw new InvalidOperationException($"{found.Length} of {count} {type} arrived. All that arrived: {await PeerClient.GetAsync($"{Origin}/received")}{Environment.NewLine}The peer says: {Output}");
    }

    public ValueTask DisposeAsync() => peer.DisposeAsync();

    private Task<JsonElement> DoAsync(string what, object body) => PeerClient.PostAsync($"{Origin}/do/{what}", body);
}
