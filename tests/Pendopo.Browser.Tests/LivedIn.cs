using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Browser.Tests.Harness;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.People;
using Pendopo.Platform.People.Links;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Site;
using Pendopo.Safety.Guard;

namespace Pendopo.Browser.Tests;

/// <summary>The sample world and, in it, words that the guard holds, so that every page has something to show. Knows the addresses of
/// pages that name something.</summary>
public class LivedIn : IAsyncLifetime
{
    private const string Melati = "melati";
    private readonly Database database;

    public LivedIn() : this(Database.Sqlite)
    {
    }

    private protected LivedIn(Database database) => this.database = database;

    internal LiveHouse House { get; private set; } = null!;

    /// <summary>For each address with a parameter, one that shows something.</summary>
    internal IReadOnlyDictionary<string, string> Samples { get; private set; } = null!;

    /// <summary>Further addresses of pages that look otherwise there: other states, nothing found, no right, a fault.</summary>
    internal IReadOnlyList<string> Further { get; private set; } = [];

    public async Task InitializeAsync()
    {
        House = await LiveHouse.StartAsync(database);
        await using var scope = await House.ScopeOfAsync(Melati);
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var held = await HoldAsync(scope.ServiceProvider);
        var page = await db.Set<SitePage>().OrderByDescending(found => found.PublishedAt).FirstAsync();
        var posts = await db.Set<Post>().OrderBy(post => post.Id).Select(post => post.Id).ToListAsync();
        var asked = await db.Set<Conversation>().OrderBy(conversation => conversation.Id).Select(conversation => conversation.Id).ToListAsync();
        Further =
        [
            .. posts.Select(post => $"/desk/posts/{post}"),
            .. asked.Skip(1).Select(conversation => $"/desk/inbox/{conversation}"),
            "/desk/inbox?view=closed", "/desk/posts?state=failed", "/desk/calendar?month=2020-01", "/desk/calendar?show=week", "/desk/calendar?show=list&states=waiting", "/desk/calendar?show=day", "/admin/people?q=nobody", "/admin/jobs?state=Completed",
            "/search?q=demam", "/search?q=nothing-like-it", "/error/403", "/error/422", "/error/500", "/nowhere/at/all",
        ];
        Samples = await SamplesAsync(scope.ServiceProvider, page, held, asked[0]);
    }

    private static async Task<IReadOnlyDictionary<string, string>> SamplesAsync(IServiceProvider services, SitePage page, Id<HeldContent> held, Id<Conversation> asked)
    {
        var (db, centre) = (services.GetRequiredService<PendopoDb>(), services.GetRequiredService<CentreScope>().Centre);
        var role = await db.Set<Role>().Where(found => found.CentreId == centre && found.Key == SampleRoles.Officer).Select(found => found.Id).SingleAsync();
        var samples = new Dictionary<string, string>
        {
            ["/error/{Status:int}"] = "/error/404",
            ["/desk/inbox/{Number:guid}"] = $"/desk/inbox/{asked}",
            ["/desk/inbox/{Number:guid}/history"] = $"/desk/inbox/{asked}/history",
            ["/desk/fediverse/reports/{Number:guid}"] = $"/desk/fediverse/reports/{await FediverseLife.AddAsync(services)}",
            ["/desk/safety/{Number:guid}"] = $"/desk/safety/{held}",
            ["/desk/posts/{Number:guid}"] = $"/desk/posts/{page.Id}",
            ["/desk/posts/{Number:guid}/sharing"] = $"/desk/posts/{page.Id}/sharing",
            ["/desk/posts/{Number:guid}/video"] = $"/desk/posts/{page.Id}/video",
            ["/desk/posts/{Number:guid}/blur"] = $"/desk/posts/{page.Id}/blur",
            ["/desk/posts/{Number:guid}/revisions/{Revision:int}"] = $"/desk/posts/{await ChangedAsync(services)}/revisions/1",
            ["/desk/calendar/days/{Key}"] = "/desk/calendar/days/tb",
            ["/admin/people/{Number:guid}"] = $"/admin/people/{await PersonAsync(services)}",
            ["/admin/roles/{Number:guid}"] = $"/admin/roles/{role}",
            ["/admin/centres/{Number:guid}"] = $"/admin/centres/{centre}",
            ["/admin/pages/{Slug}/{Language}"] = "/admin/pages/privacy/id",
            ["/desk/channels/guide/{Network}"] = "/desk/channels/guide/whatsapp",
            ["/welcome/{Secret}"] = await LinkAsync(services),
            ["/{At}"] = "/@melati",
        };
        await PlanLife.AddAsync(services, samples);
        await ConsentLife.AddAsync(services, samples);
        await LibraryLife.AddAsync(services, samples);
        await LettersLife.AddAsync(services, samples);
        await WhatsAppLife.AddAsync(services);
        await WallLife.AddAsync(services, samples);
        await InboxLife.AddAsync(services, samples);
        await CareLife.AddAsync(services, samples);
        await SquareLife.AddAsync(services, samples);
        var topic = await db.Set<SitePage>().Where(found => found.TopicSlug != "").Select(found => found.TopicSlug).FirstAsync();
        foreach (var (template, path) in new[] { ("/posts/{Slug}", $"/posts/{page.Slug}"), ("/posts/{Slug}/print", $"/posts/{page.Slug}/print"), ("/topics/{Topic}", $"/topics/{topic}") })
            (samples[template], samples["/{At}" + template]) = (path, "/@melati" + path);
        foreach (var path in new[] { "/posts", "/search", "/privacy", "/terms", "/accessibility", "/you-said" })
            samples["/{At}" + path] = "/@melati" + path;
        return samples;
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

    /// <summary>A draft of which an earlier version says something else.</summary>
    private static async Task<Id<Post>> ChangedAsync(IServiceProvider services)
    {
        var db = services.GetRequiredService<PendopoDb>();
        var post = await db.Set<Post>().OrderBy(found => found.Id).FirstAsync(found => found.Review == ReviewState.Draft && found.ApprovedRevision == null);
        post.Edit(post.Words with { Text = post.Text + "\n\nBawa buku KIA." }, post.AuthorId, services.GetRequiredService<TimeProvider>().Now(), byItself: false);
        db.Add(Revision.Of(post));
        await db.SaveChangesAsync();
        return post.Id;
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

/// <summary>The same world on the other database.</summary>
public sealed class LivedInOnPostgres() : LivedIn(Database.Postgres);

/// <summary>Those who only look, or change what nobody else looks at, share one world.</summary>
[CollectionDefinition(nameof(LivedIn))]
public sealed class LivedInCollection : ICollectionFixture<LivedIn>;
