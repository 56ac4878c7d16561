using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Fediverse;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.People;
using Pendopo.Platform.Web;
using Pendopo.Sample;

namespace Pendopo.Tests.Harness;

/// <summary>The program on one of the two databases, with the sample world. Every test gets a fresh copy of that world
/// (<see cref="AppTests"/> asks for it), and a clock that stands at 08:00 in Jakarta on Monday 2 March 2026 until it is moved.</summary>
public abstract class TestApp : IAsyncLifetime
{
    /// <summary>The password of every sample person in the tests.</summary>
    public const string Password = "kebun melati pagi";

    private TestHost? host;
    private (string Folder, string? Connection)? standing;

    internal ManualTime Clock { get; private set; } = new();

    /// <summary>Registered over the program's own services when the host starts: for outbound HTTP to networks that cannot run here.</summary>
    internal Action<IServiceCollection>? Replace { get; set; }

    internal TestHost Host => host ?? throw new InvalidOperationException("No test is under way: derive the test class from AppTests.");

    public IServiceProvider Services => Host.Services;

    public async Task InitializeAsync() => await PrepareTemplate();

    public async Task DisposeAsync()
    {
        await Stop();
        await Clear();
    }

    /// <summary>Starts over with a fresh copy of the sample world; the next use starts the program on it.</summary>
    public async Task Begin()
    {
        await Stop();
        (Clock, Replace) = (new ManualTime(), null);
        host = await NewHost(sample: true);
    }

    /// <summary>Starts over without anything: an installation before its set-up.</summary>
    public async Task BeginEmpty()
    {
        await Stop();
        host = await NewHost(sample: false);
    }

    /// <summary>Leaves the fresh sample world to a program in a process of its own: stops this one, and says where the world lies.</summary>
    internal async Task<Installation> Leave()
    {
        await Stop();
        return Place;
    }

    /// <summary>Starts this program again, on the world as another one left it.</summary>
    internal void Resume() => host = new TestHost(Standing.Folder, Standing.Connection, Clock, services => Replace?.Invoke(services));

    private async Task Stop()
    {
        if (host is not null)
            await host.DisposeAsync();
        host = null;
    }

    private async Task<TestHost> NewHost(bool sample)
    {
        await Clear();
        var place = await CopyDatabase(sample);
        standing = place;
        return new TestHost(place.Folder, place.Connection, Clock, services => Replace?.Invoke(services));
    }

    /// <summary>Takes away the world of the test before: more than a thousand of them would not fit into memory.</summary>
    private async Task Clear()
    {
        if (standing is not { } place)
            return;
        standing = null;
        await RemoveDatabase(place.Connection);
        if (Directory.Exists(place.Folder))
            Directory.Delete(place.Folder, recursive: true);
    }

    /// <summary>One more program on the same database, with a data folder of its own; to be disposed by the test.</summary>
    internal TestHost AnotherNode(bool works = false)
    {
        var folder = TestFolder.New();
        TestFolder.CopyKeys(Standing.Folder, folder);
        return new TestHost(folder, Standing.Connection, Clock, services => Replace?.Invoke(services)) { Works = works };
    }

    /// <summary>Where the fresh copy of the sample world lies: for a program of its own, as long as this one was not started.</summary>
    internal Installation Place => new() { DataFolder = Standing.Folder, ConnectionString = Standing.Connection };

    private (string Folder, string? Connection) Standing => standing ?? throw new InvalidOperationException("No test is under way: derive the test class from AppTests.");

    /// <summary>A data folder for a program started beside this one, and the settings that lead it to the same database.</summary>
    internal string[] SettingsBeside()
    {
        var folder = TestFolder.New();
        TestFolder.CopyKeys(Standing.Folder, folder);
        return Standing.Connection is { } connection ? ["--data", folder, "--database", connection] : ["--data", folder];
    }

    /// <summary>A browser at one of the nodes; two browsers with the same cookies are one person whom a proxy sends here and there.</summary>
    internal HttpClient At(TestHost node, CookieJar jar) => node.CreateDefaultClient(node.ClientOptions.BaseAddress, new AfterStart(node.Services.GetRequiredService<Readiness>().Ready), jar);

    protected abstract Task PrepareTemplate();

    /// <summary>A data folder, and a connection string on PostgreSQL, that nobody else uses.</summary>
    protected abstract Task<(string Folder, string? Connection)> CopyDatabase(bool sample);

    /// <summary>Removes what <see cref="CopyDatabase"/> made outside the data folder.</summary>
    protected abstract Task RemoveDatabase(string? connection);

    /// <summary>Loads the sample world into an empty database.</summary>
    protected internal static async Task LoadSample(string folder, string? connection)
    {
        await using var maker = new TestHost(folder, connection, new ManualTime(), null);
        await maker.Services.GetRequiredService<Readiness>().Ready;
        await using var scope = maker.Services.CreateAsyncScope();
        await new SampleWorld(scope.ServiceProvider).Load(_ => Password, default);
        await MakeActors(maker.Services, scope.ServiceProvider.GetRequiredService<PendopoDb>());
    }

    /// <summary>The keys with which centres sign, which are otherwise made when first asked for: in every test anew.</summary>
    private static async Task MakeActors(IServiceProvider services, PendopoDb db)
    {
        var actors = services.GetRequiredService<LocalActors>();
        await actors.OfInstallation(default);
        foreach (var centre in await db.Set<Centre>().AsNoTracking().ToListAsync())
            await actors.Of(centre, default);
    }

    /// <summary>A browser in which nobody is signed in. Redirects are shown, not followed.</summary>
    public HttpClient Anonymous() => Browser(new CookieJar());

    /// <summary>A browser in which the sample person of this role is signed in: `officer`, `officer@kenanga`.</summary>
    public async Task<HttpClient> Client(string role) => Browser(await SignedIn(role));

    /// <summary>The cookies of a browser in which the sample person of this role is signed in.</summary>
    internal async Task<CookieJar> SignedIn(string role)
    {
        await using var scope = await Scope();
        var jar = new CookieJar();
        var email = SamplePeople.All.Single(person => person.Key == role).Email;
        var account = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Account>().FirstAsync(found => found.Email == email);
        foreach (var cookie in await SignInCookies.For(scope.ServiceProvider, account))
            jar.Take(cookie);
        // As after a sign-in through its page: the browser stands at the centre where the person works.
        if (role.EndsWith("@kenanga", StringComparison.Ordinal))
            jar.Take($"{CentreMiddleware.ChosenCookie}={SampleWorld.KenangaHandle}");
        return jar;
    }

    private HttpClient Browser(CookieJar jar) => At(Host, jar);

    /// <summary>A scope that may read and write rows of every centre.</summary>
    public async Task<AsyncServiceScope> Scope()
    {
        await Services.GetRequiredService<Readiness>().Ready;
        var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().EnterInstallation();
        return scope;
    }

    /// <summary>A scope as a request of this sample person at this centre has it; null for a visitor.</summary>
    public async Task<AsyncServiceScope> ScopeOf(string? role, string centre = SampleWorld.MelatiHandle)
    {
        await Services.GetRequiredService<Readiness>().Ready;
        var scope = Services.CreateAsyncScope();
        var person = role is null ? null : await PersonOf(role);
        await scope.ServiceProvider.Enter(await CentreOf(centre), person, default);
        return scope;
    }

    /// <summary>The sample person of a role: `reviewer`, `officer@kenanga`.</summary>
    public async Task<Person> PersonOf(string role)
    {
        await using var scope = await Scope();
        var name = SamplePeople.All.Single(person => person.Key == role).Name;
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Person>().AsNoTracking().SingleAsync(person => person.Name == name);
    }

    public async Task<Centre> CentreOf(string handle)
    {
        await Services.GetRequiredService<Readiness>().Ready;
        return await Services.GetRequiredService<CentreDirectory>().ByHandle(handle, default) ?? throw new InvalidOperationException($"No centre @{handle}.");
    }

    /// <summary>Runs what is due by the test's clock, in the order of the queues, and whatever becomes due by that; returns how many ran.
    /// A job that failed waits for its next attempt, which is due when the clock is moved there.</summary>
    public async Task<int> RunJobs(string? queue = null)
    {
        await Services.GetRequiredService<Readiness>().Ready;
        var runner = Services.GetRequiredService<JobRunner>();
        var queues = Services.GetRequiredService<IReadOnlyList<Room>>().SelectMany(room => room.Queues).Select(found => found.Name).Where(name => queue is null || name == queue).ToList();
        var (all, round) = (0, 0);
        do
        {
            round = 0;
            foreach (var name in queues)
            {
                foreach (var job in await runner.Claim(name, 100, default))
                {
                    await runner.Run(job, default);
                    round++;
                }
            }
            all += round;
        }
        while (round > 0 && all < 10_000);
        return all;
    }

    /// <summary>Queues what is periodic and due by the test's clock, as the ticker does every few seconds.</summary>
    public async Task Tick()
    {
        await Services.GetRequiredService<Readiness>().Ready;
        await Services.GetRequiredService<PeriodicTicker>().Round(default);
    }
}
