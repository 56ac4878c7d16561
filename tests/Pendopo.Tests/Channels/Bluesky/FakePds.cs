using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Pendopo.Tests.Channels.Bluesky;

/// <summary>
/// A server of the AT Protocol as far as a connector sees one: rotating tokens, records under chosen keys, blobs and notifications.
/// A test may make the next call of a method fail, or break its connection before or after it took effect.
/// </summary>
internal sealed class FakePds : IAsyncDisposable
{
    public const string Did = "did:plc:melati";
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<HttpContext, Task>>> faults = new();
    private int tokens;

    private FakePds(WebApplication app) => this.app = app;

    public string Url => app.Urls.First();

    /// <summary>Names of the methods that were called, in order.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>The records by their key.</summary>
    public ConcurrentDictionary<string, JsonNode> Records { get; } = new();

    public ConcurrentDictionary<string, string> Handles { get; } = new();

    /// <summary>Pages of notifications, newest first; the cursor is the number of the page.</summary>
    public List<JsonArray> Notifications { get; } = [];

    public JsonObject Account { get; } = new() { ["did"] = Did, ["handle"] = "melati.test", ["active"] = true };

    public JsonArray Posts { get; set; } = [];

    /// <summary>Pages of what a search finds, newest first; the cursor is the number of the page.</summary>
    public List<JsonArray> Searched { get; } = [];

    /// <summary>What was searched for, in order.</summary>
    public ConcurrentQueue<string> Searches { get; } = new();

    public string Access { get; private set; } = "access-0";

    public string Refresh { get; private set; } = "refresh-0";

    public static async Task<FakePds> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new FakePds(builder.Build());
        server.app.Run(server.Answer);
        await server.app.StartAsync();
        return server;
    }

    /// <summary>The access token that was handed out is no longer good.</summary>
    public void Expire() => Access = $"access-{Interlocked.Increment(ref tokens)}";

    public void RefuseRefresh() => Refresh = "none";

    /// <summary>The next call of the method is answered with an error.</summary>
    public void FailNext(string method, int status, string error, string message = "", params (string Name, string Value)[] headers) => Next(method, async context =>
    {
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;
        await Error(context, status, error, message);
    });

    /// <summary>The next call of the method is answered as ever: the fault that is set after it meets the one behind.</summary>
    public void ServeNext(string method) => Next(method, context => Serve(context, method));

    /// <summary>The connection breaks before the next call of the method has any effect.</summary>
    public void BreakNext(string method) => Next(method, context =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    /// <summary>The next call of the method takes effect, and the connection breaks before the answer.</summary>
    public void BreakAnswerOfNext(string method) => Next(method, async context =>
    {
        context.Response.Body = Stream.Null;
        await Serve(context, method);
        context.Abort();
    });

    /// <summary>Forgets what was to go wrong.</summary>
    public void Behave() => faults.Clear();

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private void Next(string method, Func<HttpContext, Task> fault) => faults.GetOrAdd(method, _ => new()).Enqueue(fault);

    private Task Answer(HttpContext context)
    {
        var method = context.Request.Path.Value!["/xrpc/".Length..];
        Calls.Enqueue(method);
        return faults.TryGetValue(method, out var waiting) && waiting.TryDequeue(out var fault) ? fault(context) : Serve(context, method);
    }

    private async Task Serve(HttpContext context, string method)
    {
        var token = context.Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal);
        if (method == "com.atproto.server.refreshSession")
            await Rotate(context, token);
        else if (token != Access)
            await Error(context, 400, "ExpiredToken", "Token has expired");
        else
            await ServeSigned(context, method);
    }

    private Task Rotate(HttpContext context, string token)
    {
        if (token != Refresh)
            return Error(context, 400, "ExpiredToken", "Token has been revoked");
        Expire();
        Refresh = $"refresh-{tokens}";
        return Json(context, new JsonObject { ["did"] = Did, ["handle"] = "melati.test", ["accessJwt"] = Access, ["refreshJwt"] = Refresh });
    }

    private async Task ServeSigned(HttpContext context, string method)
    {
        var query = context.Request.Query;
        switch (method)
        {
            case "com.atproto.server.getSession":
                await Json(context, Account.DeepClone());
                break;
            case "com.atproto.identity.resolveHandle":
                await (Handles.TryGetValue(query["handle"]!, out var did) ? Json(context, new JsonObject { ["did"] = did }) : Error(context, 400, "InvalidRequest", "Unable to resolve handle"));
                break;
            case "com.atproto.repo.uploadBlob":
                await Json(context, new JsonObject { ["blob"] = new JsonObject { ["$type"] = "blob", ["mimeType"] = context.Request.ContentType, ["size"] = (await Body(context)).Length } });
                break;
            case "com.atproto.repo.putRecord":
                await Put(context, JsonNode.Parse(await Body(context))!);
                break;
            case "com.atproto.repo.getRecord":
                await (Records.TryGetValue(KeyOf(query["collection"]!, query["rkey"]!), out var record)
                    ? Json(context, new JsonObject { ["uri"] = UriOf(query["rkey"]!), ["cid"] = CidOf(record), ["value"] = record.DeepClone() })
                    : Error(context, 400, "RecordNotFound", "Could not locate record"));
                break;
            case "com.atproto.repo.deleteRecord":
                var gone = JsonNode.Parse(await Body(context))!;
                Records.TryRemove(KeyOf(gone["collection"]!.GetValue<string>(), gone["rkey"]!.GetValue<string>()), out _);
                await Json(context, new JsonObject());
                break;
            case "app.bsky.notification.listNotifications":
                await Page(context, "notifications", Notifications);
                break;
            case "app.bsky.feed.searchPosts":
                Searches.Enqueue(query["q"]!);
                await Page(context, "posts", Searched);
                break;
            case "app.bsky.feed.getPosts":
                await Json(context, new JsonObject { ["posts"] = Posts.DeepClone() });
                break;
            default:
                await Error(context, 501, "MethodNotImplemented", method);
                break;
        }
    }

    private Task Put(HttpContext context, JsonNode input)
    {
        var key = KeyOf(input["collection"]!.GetValue<string>(), input["rkey"]!.GetValue<string>());
        var record = input["record"]!;
        if (Records.TryGetValue(key, out var there) && !JsonNode.DeepEquals(there, record) && input["swapRecord"]?.ToString() != CidOf(there))
            return Error(context, 400, "InvalidSwap", "Record was at another version");
        Records[key] = record.DeepClone();
        return Json(context, new JsonObject { ["uri"] = UriOf(key), ["cid"] = CidOf(record) });
    }

    private static Task Page(HttpContext context, string name, List<JsonArray> pages)
    {
        var number = int.Parse(context.Request.Query["cursor"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
        var answer = new JsonObject { [name] = number < pages.Count ? pages[number].DeepClone() : new JsonArray() };
        if (number + 1 < pages.Count)
            answer["cursor"] = (number + 1).ToString(CultureInfo.InvariantCulture);
        return Json(context, answer);
    }

    // Posts by their own key, all else by its collection.
    private static string KeyOf(string collection, string key) => collection == "app.bsky.feed.post" ? key : $"{collection}/{key}";

    private static string UriOf(string key) => $"at://{Did}/app.bsky.feed.post/{key}";

    private static string CidOf(JsonNode record) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(record.ToJsonString())));

    private static Task Error(HttpContext context, int status, string error, string message)
    {
        context.Response.StatusCode = status;
        return Json(context, new JsonObject { ["error"] = error, ["message"] = message });
    }

    private static Task Json(HttpContext context, JsonNode node)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(node.ToJsonString());
    }

    private static async Task<byte[]> Body(HttpContext context)
    {
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
