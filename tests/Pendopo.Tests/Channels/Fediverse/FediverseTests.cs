using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Fediverse;
using Pendopo.Channels.Fediverse.Blocks;
using Pendopo.Fediverse.Signatures;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Outbound;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels.Fediverse;

/// <summary>What the connector handed on.</summary>
internal sealed class HeardEvents
{
    public ConcurrentQueue<Incoming> New { get; } = new();

    public ConcurrentQueue<Incoming> Changed { get; } = new();

    public ConcurrentQueue<string> Withdrawn { get; } = new();
}

// One class an event: a subscription is kept by the name of its class.
internal sealed class NewRecorder(HeardEvents heard) : IEventHandler<MessageHeard>
{
    public Task Handle(MessageHeard happened, CancellationToken cancel)
    {
        heard.New.Enqueue(happened.Message);
        return Task.CompletedTask;
    }
}

internal sealed class ChangeRecorder(HeardEvents heard) : IEventHandler<MessageChanged>
{
    public Task Handle(MessageChanged happened, CancellationToken cancel)
    {
        heard.Changed.Enqueue(happened.Message);
        return Task.CompletedTask;
    }
}

internal sealed class WithdrawalRecorder(HeardEvents heard) : IEventHandler<MessageWithdrawn>
{
    public Task Handle(MessageWithdrawn happened, CancellationToken cancel)
    {
        heard.Withdrawn.Enqueue(happened.RemoteId);
        return Task.CompletedTask;
    }
}

/// <summary>Puskesmas Melati on the fediverse, and another server on loopback.</summary>
public abstract class FediverseTests(TestApp app) : AppTests(app)
{
    internal const string Root = "http://localhost:5080";
    internal const string Melati = Root + "/ap/users/melati";
    internal const string Public = ActivityDocument.Public;

    private FakePeer? peer;

    internal FakePeer Peer => peer!;

    internal FakePerson Rina => Peer.Person("rina");

    internal HeardEvents Heard { get; } = new();

    internal DateTimeOffset Now => App.Clock.GetUtcNow();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        peer = await FakePeer.Start(App.Clock);
        App.Replace = services =>
        {
            services.AddSingleton(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8"] });
            services.AddSingleton(Heard);
            services.AddEventHandler<MessageHeard, NewRecorder>();
            services.AddEventHandler<MessageChanged, ChangeRecorder>();
            services.AddEventHandler<MessageWithdrawn, WithdrawalRecorder>();
        };
        await App.CentreOf("melati");
    }

    public override async Task DisposeAsync()
    {
        await Peer.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>Sends an activity as its actor would: signed now, to the public address.</summary>
    internal async Task<int> Send(FakePerson person, JsonNode activity, string path = "/inbox", SignatureScheme scheme = SignatureScheme.Cavage, SigningKey? key = null) =>
        await Send(Signed(person, activity, path, scheme, key), path);

    internal RequestDescription Signed(FakePerson person, JsonNode activity, string path = "/inbox", SignatureScheme scheme = SignatureScheme.Cavage, SigningKey? key = null)
    {
        var request = new RequestDescription("POST", Root + path, [new("Content-Type", ActivityDocument.MediaType)], ActivityWriter.Bytes(activity));
        return request with { Headers = [.. request.Headers, .. RequestSigner.Sign(request, scheme, key ?? person.Key, Now)] };
    }

    internal async Task<int> Send(RequestDescription request, string path = "/inbox")
    {
        using var client = App.Anonymous();
        using var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(request.Body.ToArray()) };
        message.Headers.Host = "localhost:5080";
        foreach (var (name, value) in request.Headers)
        {
            if (name == "Content-Type")
                message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            else
                message.Headers.TryAddWithoutValidation(name, value);
        }
        using var response = await client.SendAsync(message);
        return (int)response.StatusCode;
    }

    /// <summary>Sends, expects it to be taken, and lets the jobs run.</summary>
    internal async Task Deliver(FakePerson person, JsonNode activity, string path = "/inbox", SignatureScheme scheme = SignatureScheme.Cavage)
    {
        // A moment later, so that the same activity sent again is signed anew.
        App.Clock.Advance(TimeSpan.FromSeconds(1));
        (await Send(person, activity, path, scheme)).ShouldBe(202);
        await App.RunJobs();
    }

    internal async Task Follow(FakePerson person) => await Deliver(person, person.Activity("Follow", Melati));

    internal async Task<(int Status, JsonObject? Body)> Get(string url, FakePerson? signer = null)
    {
        using var client = App.Anonymous();
        using var message = new HttpRequestMessage(HttpMethod.Get, url);
        message.Headers.Host = "localhost:5080";
        message.Headers.TryAddWithoutValidation("Accept", ActivityDocument.Accept);
        if (signer is not null)
        {
            foreach (var (name, value) in RequestSigner.Sign(new("GET", Root + url, [], default), SignatureScheme.Cavage, signer.Key, Now))
                message.Headers.TryAddWithoutValidation(name, value);
        }
        using var response = await client.SendAsync(message);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : null);
    }

    /// <summary>Does something with the connector as the publishing room would.</summary>
    internal async Task<T> Speak<T>(Func<IConnector, ConnectedAccount, Task<T>> act, string handle = "melati")
    {
        await using var scope = App.Services.CreateAsyncScope();
        var centre = await App.CentreOf(handle);
        scope.ServiceProvider.GetRequiredService<CentreScope>().Enter(centre.Id);
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        var channel = (await accounts.All(default)).Single(found => found.Network == "fediverse");
        return await act(accounts.Connector("fediverse"), await accounts.Open(channel, default));
    }

    internal OutgoingPost Article(string title = "Jadwal imunisasi", int revision = 1, Guid? key = null) => new()
    {
        Key = key ?? Guid.CreateVersion7(), IntendedAt = Now, Revision = revision, Title = title, Text = "Kami buka setiap Selasa.", Html = "<h2>Kapan</h2><p>Kami buka <em>setiap</em> Selasa.</p><script>x</script>",
        Url = $"{Root}/@melati/posts/jadwal", Language = "id", Tags = ["Imunisasi anak"],
        Images = [new OutgoingImage($"{Root}/files/1", "image/png", 640, 480, "Bidan Ayu menimbang bayi", _ => throw new NotSupportedException())],
    };

    internal async Task<RemoteRef> Publish(OutgoingPost? post = null) =>
        (await Speak((connector, account) => connector.Publish(account, post ?? Article(), default))).ShouldBeOfType<SendOutcome.Sent>().Remote;

    internal async Task<T> Query<T>(Func<PendopoDb, Task<T>> ask)
    {
        await using var scope = await App.Scope();
        return await ask(scope.ServiceProvider.GetRequiredService<PendopoDb>());
    }

    /// <summary>Blocks a server as its page does, for the whole installation or for Puskesmas Melati.</summary>
    internal async Task Block(string domain, bool everywhere = true)
    {
        await using var scope = await App.ScopeOf("administrator");
        var blocked = await scope.ServiceProvider.GetRequiredService<BlockDomain>().Run(new(domain, "Mengganggu warga", everywhere, Sure: true), default);
        blocked.Ok.ShouldBeTrue(string.Join(' ', blocked.Problems));
    }

    internal Task<int> Followers() => Query(db => db.Set<Follower>().AcrossCentres().CountAsync());
}
