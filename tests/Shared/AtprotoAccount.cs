using System.Globalization;
using System.Text.Json;

namespace Pendopo.Testing;

/// <summary>A strong reference of the AT Protocol: which record, and which version of it.</summary>
internal sealed record AtprotoReference(string Uri, string Cid)
{
    public string Key => Uri[(Uri.LastIndexOf('/') + 1)..];
}

/// <summary>Somebody on the network, who follows, likes and replies by the plain protocol.</summary>
internal sealed class AtprotoAccount
{
    private static int accounts;
    private readonly string pds;
    private readonly string token;

    private AtprotoAccount(string pds, JsonElement session)
    {
        this.pds = pds;
        token = session.GetProperty("accessJwt").GetString()!;
        Did = session.GetProperty("did").GetString()!;
        Handle = session.GetProperty("handle").GetString()!;
    }

    public string Did { get; }

    public string Handle { get; }

    public string Password { get; private init; } = "";

    /// <summary>Creates an account whose handle begins with <paramref name="name"/>; each is another one.</summary>
    public static async Task<AtprotoAccount> CreateAsync(string pds, string name)
    {
        var handle = $"{name}-{Interlocked.Increment(ref accounts)}.test";
        var password = $"kata-sandi-{Guid.NewGuid():N}";
        var session = await PeerClient.PostAsync(
            $"{pds}/xrpc/com.atproto.server.createAccount",
            new { handle, email = $"{handle}@example.test", password });
        return new AtprotoAccount(pds, session) { Password = password };
    }

    /// <summary>The password that a person gives to another program, as the settings of Bluesky make it.</summary>
    public async Task<string> CreateAppPasswordAsync(string name = "Pendopo")
    {
        var created = await CallAsync("com.atproto.server.createAppPassword", new { name });
        return created.GetProperty("password").GetString()!;
    }

    public Task<AtprotoReference> PostAsync(string text) => WriteAsync("app.bsky.feed.post", PostRecord(text));

    public async Task<AtprotoReference> ReplyAsync(AtprotoReference root, AtprotoReference parent, string text)
    {
        await SeeAsync(parent);
        var record = PostRecord(text);
        record["reply"] = new { root, parent };
        return await WriteAsync("app.bsky.feed.post", record);
    }

    public Task<AtprotoReference> ReplyAsync(AtprotoReference post, string text) => ReplyAsync(post, post, text);

    public async Task<AtprotoReference> LikeAsync(AtprotoReference post)
    {
        await SeeAsync(post);
        return await WriteAsync("app.bsky.feed.like", About(post));
    }

    public async Task<AtprotoReference> RepostAsync(AtprotoReference post)
    {
        await SeeAsync(post);
        return await WriteAsync("app.bsky.feed.repost", About(post));
    }

    public Task<AtprotoReference> FollowAsync(string did) =>
        WriteAsync("app.bsky.graph.follow", new() { ["subject"] = did, ["createdAt"] = Now() });

    public Task DeleteAsync(AtprotoReference record) =>
        CallAsync("com.atproto.repo.deleteRecord", new { repo = Did, collection = record.Uri.Split('/')[^2], rkey = record.Key });

    /// <summary>The posts of a person, as they stand in the repository: newest first.</summary>
    public async Task<JsonElement[]> ListPostsAsync(string did)
    {
        var listed = await PeerClient.GetAsync(
            $"{pds}/xrpc/com.atproto.repo.listRecords?repo={did}&collection=app.bsky.feed.post&limit=100");
        return [.. listed.GetProperty("records").EnumerateArray()];
    }

    /// <summary>The thread around a post as the app view shows it.</summary>
    public Task<JsonElement> ThreadAsync(string uri) => QueryAsync($"app.bsky.feed.getPostThread?uri={Uri.EscapeDataString(uri)}");

    public Task<JsonElement> QueryAsync(string query) => PeerClient.GetAsync($"{pds}/xrpc/{query}", token);

    /// <summary>
    /// Nobody answers a post before it is shown to them. The app view reads the repositories side by side: an answer that overtakes its
    /// post there never becomes a notification.
    /// </summary>
    private async Task SeeAsync(AtprotoReference post)
    {
        for (var looks = 1; ; looks++)
        {
            var seen = await QueryAsync($"app.bsky.feed.getPosts?uris={Uri.EscapeDataString(post.Uri)}");
            if (seen.GetProperty("posts").GetArrayLength() > 0)
                return;
            if (looks == 200)
                throw new TimeoutException($"The app view does not show {post.Uri}.");
            await Task.Delay(50);
        }
    }

    private async Task<AtprotoReference> WriteAsync(string collection, Dictionary<string, object> record)
    {
        record["$type"] = collection;
        var created = await CallAsync("com.atproto.repo.createRecord", new { repo = Did, collection, record });
        return new AtprotoReference(created.GetProperty("uri").GetString()!, created.GetProperty("cid").GetString()!);
    }

    private Task<JsonElement> CallAsync(string procedure, object body) => PeerClient.PostAsync($"{pds}/xrpc/{procedure}", body, token);

    private static Dictionary<string, object> PostRecord(string text) => new()
    {
        ["text"] = text,
        ["langs"] = new[] { "id" },
        ["createdAt"] = Now(),
    };

    private static Dictionary<string, object> About(AtprotoReference subject) => new()
    {
        ["subject"] = subject,
        ["createdAt"] = Now(),
    };

    private static string Now() => DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
