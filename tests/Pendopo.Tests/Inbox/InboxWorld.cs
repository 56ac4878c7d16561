using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Data;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Inbox;

/// <summary>A centre with one channel on a scripted network, and people who write to it.</summary>
internal sealed class InboxWorld(TestApp app, ScriptedNetwork network)
{
    public static readonly RemotePerson Rina = new("did:rina", "rina.example", "Rina", null);
    public static readonly RemotePerson Budi = new("did:budi", "budi.example", "Pak Budi", null);

    public ScriptedNetwork Network { get; } = network;

    public Id<Channel> Channel { get; private set; }

    public static async Task<InboxWorld> Open(TestApp app, Action<IServiceCollection>? besides = null)
    {
        var network = new ScriptedNetwork();
        app.Replace = services =>
        {
            services.AddSingleton<IConnector>(network);
            besides?.Invoke(services);
        };
        var world = new InboxWorld(app, network);
        await using var scope = await app.ScopeOf("officer");
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var channel = Pendopo.Channels.Contracts.Channel.Connect((await app.CentreOf("melati")).Id, ScriptedNetwork.Name, "melati.scripted", "melati", null, app.Clock.Now());
        db.Add(channel);
        await db.SaveChangesAsync();
        world.Channel = channel.Id;
        return world;
    }

    public Incoming Reply(string id, string text, RemotePerson? author = null, string root = "post-1", string? parent = null, IncomingKind kind = IncomingKind.Reply) =>
        new(new RemoteRef(id, $"https://scripted.example/{id}", "v1"), kind, author ?? Rina, parent ?? root, new RemoteRef(root, null, "v0"), text, null, "id", app.Clock.Now());

    /// <summary>The network brings these messages at the next look, and all that follows is done.</summary>
    public async Task Hear(params Incoming[] messages)
    {
        Network.Inbound.Enqueue(new Heard(messages, "next"));
        await Do(async services =>
        {
            services.GetRequiredService<Pendopo.Platform.Jobs.JobBoard>().Add(new Pendopo.Channels.Connected.HearChannel(Channel));
            await services.GetRequiredService<PendopoDb>().SaveChangesAsync();
        });
        await app.RunJobs();
    }

    public async Task Do(Func<IServiceProvider, Task> act, string role = "officer")
    {
        await using var scope = await app.ScopeOf(role);
        await act(scope.ServiceProvider);
    }

    public async Task<T> Ask<T>(Func<IServiceProvider, Task<T>> ask, string role = "officer")
    {
        await using var scope = await app.ScopeOf(role);
        return await ask(scope.ServiceProvider);
    }

    public Task<List<Conversation>> Conversations() => Ask(services => services.GetRequiredService<PendopoDb>().Set<Conversation>().Where(row => row.ChannelId == Channel).OrderBy(row => row.LastAt).ToListAsync());

    public Task<List<Message>> Messages(Conversation of) => Ask(services => services.GetRequiredService<ConversationQueries>().Messages(of.Id, default));

    public Task<Pendopo.Platform.Result<Message>> Answer(Conversation to, string text, Id<Message>? seen = null, string role = "officer") =>
        Ask(services => services.GetRequiredService<AnswerConversation>().Handle(new(to.Id, text, seen), default), role);
}
