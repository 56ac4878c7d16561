using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Pendopo.Fediverse.Signatures;
using Pendopo.Fediverse.Vocabulary;

namespace Pendopo.Tests.Channels.Fediverse.Forged;

/// <summary>Many servers in one: every loopback address is a server of its own, so that each forger comes from a domain nobody has met.
/// Everything that is asked of any of them is counted.</summary>
internal sealed class ForgedWeb : IAsyncDisposable
{
    private readonly WebApplication server;
    private int requests;

    private ForgedWeb(WebApplication server) => this.server = server;

    /// <summary>Requests that came, to whichever of the servers.</summary>
    public int Requests => Volatile.Read(ref requests);

    /// <summary>What lies at an absolute address.</summary>
    public ConcurrentDictionary<string, Func<IResult>> Pages { get; } = new();

    /// <summary>What arrived at inboxes.</summary>
    public ConcurrentQueue<string> Delivered { get; } = new();

    private int Port => new Uri(server.Urls.Single()).Port;

    public static async Task<ForgedWeb> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://0.0.0.0:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var web = new ForgedWeb(app);
        app.MapGet("/{**path}", web.Serve);
        app.MapPost("/{**path}", (HttpRequest request) =>
        {
            web.Delivered.Enqueue(request.Path);
            return Results.Accepted();
        });
        await app.StartAsync();
        return web;
    }

    /// <summary>A server that nobody has met: 127.66.0.1, 127.66.0.2 …</summary>
    public string Server(int number) => $"http://127.66.{number / 250}.{(number % 250) + 1}:{Port}";

    /// <summary>Somebody who lives at a server and answers for themself there.</summary>
    /// <param name="pem">Their key; null makes one, which takes longer than all else here.</param>
    public FakePerson Person(string origin, string name, string? pem = null)
    {
        var id = $"{origin}/users/{name}";
        var person = new FakePerson(origin, name, id, pem is null ? null : SigningKey.FromPem(id + "#main-key", pem));
        Pages[person.Id] = () => Document(person.Document());
        return person;
    }

    public static IResult Document(JsonNode document, string type = ActivityDocument.MediaType) => Results.Text(document.ToJsonString(), type);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private IResult Serve(HttpRequest request)
    {
        Interlocked.Increment(ref requests);
        return Pages.TryGetValue($"{request.Scheme}://{request.Host}{request.Path}", out var page) ? page() : Results.NotFound();
    }
}
