using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Browser.Tests.Harness;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Safety.Guard;

namespace Pendopo.Browser.Tests;

/// <summary>The sample world after a first day: a question that came in and words that the guard holds, so that every page has
/// something to show. Knows the addresses of pages that name something.</summary>
public sealed class LivedIn : IAsyncLifetime
{
    private const string Melati = "melati";

    internal LiveHouse House { get; private set; } = null!;

    /// <summary>For each address with a parameter, one that shows something.</summary>
    internal IReadOnlyDictionary<string, string> Samples { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        House = await LiveHouse.StartAsync(Database.Sqlite);
        await using var scope = await House.ScopeOfAsync(Melati);
        var (asked, held) = (await AskAsync(scope.ServiceProvider), await HoldAsync(scope.ServiceProvider));
        Samples = new Dictionary<string, string>
        {
            ["/error/{Status:int}"] = "/error/404",
            ["/desk/inbox/{Number:guid}"] = $"/desk/inbox/{asked}",
            ["/desk/safety/{Number:guid}"] = $"/desk/safety/{held}",
            ["/admin/pages/{Slug}/{Language}"] = "/admin/pages/privacy/id",
        };
    }

    public async Task DisposeAsync() => await House.DisposeAsync();

    /// <summary>Somebody asks on a network.</summary>
    private static async Task<Id<Conversation>> AskAsync(IServiceProvider services)
    {
        var db = services.GetRequiredService<PendopoDb>();
        var centre = services.GetRequiredService<CentreScope>().Centre;
        var now = services.GetRequiredService<TimeProvider>().Now();
        var channel = Channel.Connect(centre, "bluesky", "melati.example", "did:plc:melati", credentials: null, now);
        channel.SwitchOff();
        db.Add(channel);
        await db.SaveChangesAsync();
        var question = new RemoteRef("at://did:plc:sari/app.bsky.feed.post/3kask", null, "cid");
        var sari = new RemotePerson("did:plc:sari", "sari.example", "Bu Sari", null);
        var incoming = new Incoming(question, IncomingKind.Reply, sari, null, null, "Jam berapa imunisasi besok?", null, "id", now);
        var conversation = Conversation.Begin(channel, incoming, question, post: null, now);
        db.Add(conversation);
        db.Add(Message.HeardIn(conversation, incoming));
        await db.SaveChangesAsync();
        return conversation.Id;
    }

    /// <summary>Somebody's identity number is about to leave, and the guard stops it.</summary>
    private static async Task<Id<HeldContent>> HoldAsync(IServiceProvider services)
    {
        var centre = services.GetRequiredService<CentreScope>().Centre;
        var exit = services.GetRequiredService<ExitDoors>().All.First(found => found.Public).Name;
        var words = new LeavingText("text", "Bu Sari, NIK 3310015507900002, silakan datang.");
        var verdict = await services.GetRequiredService<ExitDoors>().Ask(new Leaving(exit, centre, "sample:1", [words], "id"), default);
        verdict.MayLeave.ShouldBeFalse();
        await services.GetRequiredService<HeldLedger>().WriteAll(default);
        var db = services.GetRequiredService<PendopoDb>();
        return (await db.Set<HeldContent>().FirstAsync()).Id;
    }
}
