using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Pendopo.Tests.StandIns.WhatsApp;

/// <summary>
/// The Graph API below the stand-in of WhatsApp: versions in the path, tokens in the header or the query, appsecret_proof, errors in their shape, usage
/// headers, troubles that a test orders, and the record of what was asked. A small server of its own on a free port.
/// </summary>
internal abstract class CloudStandIn : IAsyncDisposable
{
    public const string AppId = "700700", AppSecret = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";
    private readonly WebApplication app;
    private readonly ConcurrentQueue<(Func<CloudCall, bool> Which, object Trouble)> troubles = new();
    private readonly ConcurrentQueue<(Func<CloudCall, bool> Which, CloudError Error)> errors = new();
    private readonly SemaphoreSlim turn = new(1, 1);

    protected CloudStandIn(TimeProvider time)
    {
        Time = time;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 200 << 20);
        app = builder.Build();
        app.Run(Answer);
        Webhooks = new(AppSecret, time);
    }

    public TimeProvider Time { get; }

    public string Url => app.Urls.First();

    public CloudWebhooks Webhooks { get; }

    public ConcurrentDictionary<string, string> Tokens { get; } = new();

    public ConcurrentQueue<CloudCall> Calls { get; } = new();

    /// <summary>"Require app secret" of the app's settings. On, a call without a right proof is refused.</summary>
    public bool RequiresProof { get; set; } = true;

    /// <summary>[U] Whether errors come with their own HTTP status, or all with 200 (seen of the Graph API, FBM).</summary>
    public bool ErrorsWithOk { get; set; }

    /// <summary>X-App-Usage of every answer, in percent; null sends no header.</summary>
    public int? AppUsage { get; set; }

    /// <summary>Minutes in X-Business-Use-Case-Usage of an answer that the account's quota is used up.</summary>
    public int MinutesToWait { get; set; } = 7;

    protected Task Begin() => app.StartAsync();

    /// <summary>The next call of this name ("POST 111/feed"; an end suffices: "/feed") meets this trouble.</summary>
    public void Next(string name, CloudTrouble trouble) => troubles.Enqueue((call => call.Name.EndsWith(name, StringComparison.Ordinal), trouble));

    public void Next(string name, CloudError error) => errors.Enqueue((call => call.Name.EndsWith(name, StringComparison.Ordinal), error));

    /// <summary>Forgets the troubles that nothing met.</summary>
    public void Behave()
    {
        troubles.Clear();
        errors.Clear();
    }

    /// <summary>The number of calls whose name ends so.</summary>
    public int Count(string name) => Calls.Count(call => call.Name.EndsWith(name, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        turn.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Serves a call whose token is right; throws <see cref="CloudErrorException"/> to refuse it.</summary>
    protected abstract Task<JsonNode> Serve(CloudCall call);

    /// <summary>Serves what is no call of the API (bytes of a file, an OAuth page); null for what it does not know.</summary>
    protected virtual IResult? ServeOutside(HttpContext http) => null;

    /// <summary>The latest version of the interface that is there.</summary>
    public int Newest { get; set; } = 26;

    /// <summary>Whether a call needs a token.</summary>
    protected virtual bool NeedsToken(CloudCall call) => true;

    protected static CloudErrorException Refuse(CloudError error) => new(error);

    protected string TokenOf(HttpContext http) => http.Request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var bearer]
        ? bearer : http.Request.Query["access_token"].ToString() is { Length: > 0 } asked ? asked : http.Request.HasFormContentType ? http.Request.Form["access_token"].ToString() : "";

    public static string Proof(string token) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(AppSecret), Encoding.UTF8.GetBytes(token)));

    private async Task Answer(HttpContext http)
    {
        if (ServeOutside(http) is { } outside)
        {
            await outside.ExecuteAsync(http);
            return;
        }
        // One after the other: what a test orders meets the call it is meant for.
        await turn.WaitAsync(http.RequestAborted);
        try
        {
            var call = await Read(http);
            Calls.Enqueue(call);
            await (Take(troubles, call) is CloudTrouble trouble ? Misbehave(call, trouble) : Reply(call));
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task Reply(CloudCall call)
    {
        try
        {
            await Write(call, 200, (await Result(call)).ToJsonString());
        }
        catch (CloudErrorException refused)
        {
            await Fail(call, refused.Error);
        }
    }

    private async Task<JsonNode> Result(CloudCall call)
    {
        if (int.TryParse(call.Version.TrimStart('v').Split('.')[0], out var version) && version > Newest)
            throw Refuse(new(2635, $"You are calling a version that does not exist. The latest version is v{Newest}.0.", 400));
        var token = TokenOf(call.Http);
        if (NeedsToken(call) && !Tokens.ContainsKey(token))
            throw Refuse(CloudError.BadToken);
        if (NeedsToken(call) && RequiresProof && call.Http.Request.Query["appsecret_proof"] != Proof(token) && !(call.Http.Request.HasFormContentType && call.Http.Request.Form["appsecret_proof"] == Proof(token)))
            throw Refuse(CloudError.BadProof);
        return Take(errors, call) is { } error ? throw Refuse(error) : await Serve(call);
    }

    private async Task Misbehave(CloudCall call, CloudTrouble trouble)
    {
        if (trouble is CloudTrouble.BreaksAfter or CloudTrouble.ServerErrorAfter or CloudTrouble.WrongJson)
            await Result(call);
        await (trouble switch
        {
            CloudTrouble.ServerError or CloudTrouble.ServerErrorAfter => Write(call, 500, "<html><body>Sorry, something went wrong.</body></html>", "text/html"),
            CloudTrouble.WrongJson => Write(call, 200, "{\"id\":\"12"),
            CloudTrouble.StrangePage => Write(call, 200, "<html>Sign in to this network</html>", "text/html"),
            CloudTrouble.TokenRevoked => Fail(call, CloudError.Revoked),
            CloudTrouble.AppQuotaUsedUp => Fail(call, CloudError.AppQuota),
            CloudTrouble.AccountQuotaUsedUp => Fail(call, CloudError.AccountQuota),
            CloudTrouble.Transient => Fail(call, CloudError.Transient),
            CloudTrouble.PolicyBlock => Fail(call, CloudError.Policy),
            CloudTrouble.PermissionMissing => Fail(call, CloudError.Permission),
            CloudTrouble.ObjectMissing => Fail(call, CloudError.Missing),
            _ => Break(call),
        });
    }

    private static Task Break(CloudCall call)
    {
        call.Http.Abort();
        return Task.CompletedTask;
    }

    private Task Fail(CloudCall call, CloudError error)
    {
        if (error.Code is >= 80000 and <= 80014)
        {
            var account = call.Path.Split('/')[0];
            call.Http.Response.Headers["X-Business-Use-Case-Usage"] =
                $$"""{"{{account}}":[{"type":"pages","call_count":100,"total_cputime":10,"total_time":12,"estimated_time_to_regain_access":{{MinutesToWait}}}]}""";
        }
        return Write(call, ErrorsWithOk ? 200 : error.Status, error.Json().ToJsonString());
    }

    private Task Write(CloudCall call, int status, string body, string type = "application/json; charset=UTF-8")
    {
        if (AppUsage is { } percent)
            call.Http.Response.Headers["X-App-Usage"] = $$"""{"call_count":{{percent}},"total_time":25,"total_cputime":25}""";
        (call.Http.Response.StatusCode, call.Http.Response.ContentType) = (status, type);
        return call.Http.Response.WriteAsync(body);
    }

    private static T? Take<T>(ConcurrentQueue<(Func<CloudCall, bool> Which, T What)> orders, CloudCall call)
        where T : class
    {
        foreach (var order in orders)
        {
            if (!order.Which(call))
                continue;
            var others = orders.ToList();
            others.Remove(order);
            orders.Clear();
            others.ForEach(orders.Enqueue);
            return order.What;
        }
        return default;
    }

    private static async Task<CloudCall> Read(HttpContext http)
    {
        var request = http.Request;
        var path = request.Path.Value!.Trim('/');
        var version = path.Split('/')[0] is ['v', >= '0' and <= '9', ..] first ? first : "";
        var input = new JsonObject();
        foreach (var (name, value) in request.Query)
            Put(input, name, value.ToString());
        var files = new Dictionary<string, (string, byte[])>(StringComparer.Ordinal);
        if (request.HasFormContentType)
            await ReadForm(request, input, files);
        else if (request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) == true && await ParseBody(request) is JsonObject body)
            foreach (var (name, value) in body)
                input[name] = value?.DeepClone();
        input.Remove("access_token");
        input.Remove("appsecret_proof");
        return new(request.Method, version, version.Length > 0 ? path[version.Length..].Trim('/') : path, input, files, http);
    }

    private static async Task<JsonNode?> ParseBody(HttpRequest request)
    {
        try
        {
            return await JsonNode.ParseAsync(request.Body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task ReadForm(HttpRequest request, JsonObject input, Dictionary<string, (string, byte[])> files)
    {
        var form = await request.ReadFormAsync();
        foreach (var (name, value) in form)
            Put(input, name, value.ToString());
        foreach (var file in form.Files)
        {
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes);
            files[file.Name] = (file.ContentType, bytes.ToArray());
        }
    }

    private static void Put(JsonObject input, string name, string value) => input[name] = value is ['[' or '{', ..] ? JsonNode.Parse(value) : JsonValue.Create(value);
}
