using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Pendopo.Fediverse.Discovery;
using Pendopo.Fediverse.Signatures;
using Pendopo.Fediverse.Vocabulary;

namespace Pendopo.Tests.Channels.Fediverse;

/// <summary>What arrived at an inbox of the peer.</summary>
internal sealed record Arrived(string Path, JsonObject Activity, SignatureScheme Scheme, bool IsSignatureGood)
{
    public string Type => (string)Activity["type"]!;
}

/// <summary>Another server, on loopback: its people have keys, it keeps what it gets and answers as a test says.</summary>
internal sealed class FakePeer : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly TimeProvider clock;

    private FakePeer(WebApplication server, TimeProvider clock) => (this.server, this.clock) = (server, clock);

    public string Origin => server.Urls.Single();

    public ConcurrentDictionary<string, FakePerson> People { get; } = new();

    /// <summary>Documents besides the people, by path.</summary>
    public ConcurrentDictionary<string, (string Type, string Body)> Documents { get; } = new();

    public ConcurrentQueue<Arrived> Inbox { get; } = new();

    /// <summary>What inboxes answer, after looking at the signature's scheme.</summary>
    public Func<SignatureScheme, int> Answer { get; set; } = _ => StatusCodes.Status202Accepted;

    /// <summary>What every fetch answers, when not 200.</summary>
    public int FetchStatus { get; set; } = StatusCodes.Status200OK;

    public int Fetches;

    public static async Task<FakePeer> Start(TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var peer = new FakePeer(app, clock);
        app.MapGet("/{**path}", peer.Serve);
        app.MapPost("/{**path}", peer.Take);
        await app.StartAsync();
        return peer;
    }

    public FakePerson Person(string name) => People.GetOrAdd(name, _ => new FakePerson(Origin, name, $"{Origin}/users/{name}"));

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private IResult Serve(HttpRequest request)
    {
        Interlocked.Increment(ref Fetches);
        if (FetchStatus != StatusCodes.Status200OK)
            return Results.StatusCode(FetchStatus);
        if (request.Path == "/.well-known/webfinger" && !Documents.ContainsKey(request.Path))
            return Finger(request.Query["resource"].ToString());
        if (Documents.TryGetValue(request.Path, out var document))
            return Results.Text(document.Body, document.Type);
        var person = People.Values.FirstOrDefault(person => new Uri(person.Id).AbsolutePath == request.Path);
        return person is null ? Results.NotFound() : Results.Text(person.Document().ToJsonString(), ActivityDocument.MediaType);
    }

    /// <summary>The handle of somebody here, in the way back that proves it.</summary>
    public string HandleOf(FakePerson person) => $"{person.Username}@{new Uri(Origin).Authority}";

    private IResult Finger(string resource)
    {
        var person = People.Values.FirstOrDefault(person => resource == "acct:" + HandleOf(person));
        return person is null ? Results.NotFound() : Results.Text(WebFinger.Write(Handle.TryParse(HandleOf(person))!, person.Id, null, null).ToJsonString(), WebFinger.MediaType);
    }

    private async Task<IResult> Take(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var description = new RequestDescription(request.Method, Origin + request.Path, [.. request.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString()))], body.ToArray());
        var reading = InboundSignature.Read(description, clock.GetUtcNow());
        var scheme = request.Headers.ContainsKey("Signature-Input") ? SignatureScheme.MessageSignatures : SignatureScheme.Cavage;
        var status = Answer(scheme);
        if (status == StatusCodes.Status202Accepted)
            Inbox.Enqueue(new(request.Path, JsonNode.Parse(Encoding.UTF8.GetString(body.ToArray()))!.AsObject(), scheme, reading.Signature is { } signature && IsBy is { } key && signature.IsBy(key)));
        return Results.StatusCode(status);
    }

    /// <summary>The key that what arrives has to be signed with.</summary>
    public PublicKey? IsBy { get; set; }
}

/// <summary>Somebody on the peer.</summary>
internal sealed class FakePerson(string origin, string name, string id, SigningKey? key = null)
{
    public string Id { get; } = id;

    public string Username => name;

    public IReadOnlyList<string> AlsoKnownAs { get; set; } = [];

    public string? MovedTo { get; set; }

    public SigningKey Key { get; private set; } = key ?? PeerKeys.Next(id + "#main-key");

    /// <summary>Null leaves the server's shared inbox out.</summary>
    public string? SharedInbox { get; set; } = origin + "/inbox";

    public string Followers => Id + "/followers";

    /// <summary>Null tells of none.</summary>
    public string? Outbox { get; set; }

    public string Name { get; set; } = "Rina";

    public void Rotate(string fragment = "#main-key") => Key = PeerKeys.Next(Id + fragment);

    public JsonObject Document() => ActorWriter.Write(new Actor
    {
        Id = Id, Kind = ActorKind.Person, PreferredUsername = name, Name = Name, Inbox = Id + "/inbox", SharedInbox = SharedInbox, Followers = Followers, Outbox = Outbox,
        Url = $"{origin}/@{name}", Keys = [new ActorKey(Key.KeyId, Id, Key.PublicKeyPem)], AlsoKnownAs = AlsoKnownAs, MovedTo = MovedTo,
    });

    public string NewId(string kind) => $"{origin}/{kind}/{Guid.CreateVersion7():N}";

    public JsonObject Note(string text, string? inReplyTo, IReadOnlyList<string> to, IReadOnlyList<string> cc, DateTimeOffset at, string? noteId = null, DateTimeOffset? updated = null) => PostWriter.Write(new Post
    {
        Id = noteId ?? NewId("notes"), Kind = PostKind.Note, AttributedTo = Id, Content = text, InReplyTo = inReplyTo, To = to, Cc = cc, Published = at, Updated = updated, Language = "id",
    });

    public JsonObject Activity(string type, JsonNode target, string? activityId = null) => new()
    {
        ["@context"] = ActivityDocument.Context, ["id"] = activityId ?? NewId("activities"), ["type"] = type, ["actor"] = Id, ["object"] = target,
    };
}
