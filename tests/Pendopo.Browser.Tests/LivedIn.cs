using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Browser.Tests.Harness;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.People;
using Pendopo.Platform.People.Links;
using Pendopo.Publishing.Site;
using Pendopo.Safety.Guard;

namespace Pendopo.Browser.Tests;

/// <summary>The sample world and, in it, words that the guard holds, so that every page has something to show. Knows the addresses of
/// pages that name something.</summary>
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
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var held = await HoldAsync(scope.ServiceProvider);
        var asked = await db.Set<Conversation>().Select(conversation => conversation.Id).FirstAsync();
        var page = await db.Set<SitePage>().OrderByDescending(found => found.PublishedAt).FirstAsync();
        Samples = new Dictionary<string, string>
        {
            ["/error/{Status:int}"] = "/error/404",
            ["/desk/inbox/{Number:guid}"] = $"/desk/inbox/{asked}",
            ["/desk/safety/{Number:guid}"] = $"/desk/safety/{held}",
            ["/desk/posts/{Number:guid}"] = $"/desk/posts/{page.Id}",
            ["/posts/{Slug}"] = $"/posts/{page.Slug}",
            ["/posts/{Slug}/print"] = $"/posts/{page.Slug}/print",
            ["/admin/people/{Number:guid}"] = $"/admin/people/{await PersonAsync(scope.ServiceProvider)}",
            ["/welcome/{Secret}"] = await LinkAsync(scope.ServiceProvider),
            ["/admin/pages/{Slug}/{Language}"] = "/admin/pages/privacy/id",
        };
    }

    private static Task<Id<Person>> PersonAsync(IServiceProvider services) =>
        services.GetRequiredService<PendopoDb>().Set<Account>().Where(account => account.Email == "dimas@melati.example").Select(account => account.PersonId).SingleAsync();

    /// <summary>A link by which somebody gets back in.</summary>
    private static async Task<string> LinkAsync(IServiceProvider services)
    {
        var db = services.GetRequiredService<PendopoDb>();
        var account = await db.Set<Account>().Where(found => found.Email == "joko@warga.example").Select(found => found.Id).SingleAsync();
        var path = await services.GetRequiredService<AccountLinks>().Make(account, LinkKind.Reset, by: null, default);
        await db.SaveChangesAsync();
        return path;
    }

    public async Task DisposeAsync() => await House.DisposeAsync();

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
