using System.Diagnostics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Nodes;

/// <summary>Three built programs, with clocks and workers of their own, of which one is killed in the middle of its work.</summary>
[Collection("postgres")]
public sealed class KilledNodeTests(PostgresApp app) : AppTests(app)
{
    private const int All = 1500;

    [Fact]
    public async Task Of_a_node_that_is_killed_under_load_nothing_is_lost_and_its_people_go_on_at_another()
    {
        await App.CentreOf("melati");
        var (victim, at) = await Start();
        var id = await Eventually(() => Look(db => db.Set<NodeSign>().OrderByDescending(sign => sign.SeenAt).Select(sign => sign.Id).FirstOrDefaultAsync()), found => found != Guid.Empty);
        var (second, there) = await Start();
        var (third, _) = await Start();
        await using var one = second;
        await using var other = third;
        var jar = new CookieJar();
        using var before = Browser(at, jar);
        using var after = Browser(there, jar);
        (await before.Submit("/sign-in", "sign-in", ("Form.Email", "dimas@melati.example"), ("Form.Password", TestApp.Password))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await Add();
        await Eventually(Finished, done => done > All / 5);
        (await before.Submit("/me/name", "name", ("Form.Name", "Dimas yang Tetap"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await victim.DisposeAsync();
        // As if a minute had passed since its last sign of life.
        await Look(db => db.Set<NodeSign>().Where(sign => sign.Id == id).ExecuteUpdateAsync(set => set.SetProperty(sign => sign.SeenAt, DateTimeOffset.UtcNow.AddMinutes(-2))));
        (await after.Page("/me/name")).QuerySelector("input[name='Form.Name']")!.GetAttribute("value").ShouldBe("Dimas yang Tetap");
        await Eventually(Finished, done => done == All);
        (await Look(db => db.Set<Job>().CountAsync(job => job.Kind == EventBoard.JobKind && job.Attempt > 1))).ShouldBeLessThanOrEqualTo(8, "only what was under way is done again");
    }

    private async Task<(ServerProcess Process, Uri Address)> Start()
    {
        var port = FreePort.Next();
        var command = new ProcessStartInfo(Repository.PathTo("tests", "peers", "tied"),
            ["--signal", "KILL", "dotnet", Path.Combine(AppContext.BaseDirectory, "pendopo.dll"), .. App.SettingsBeside(), "--urls", $"http://localhost:{port}"]);
        var process = await ServerProcess.StartAsync(command, line => line.Contains("Now listening on", StringComparison.Ordinal));
        var address = new Uri($"http://localhost:{port}");
        using var asker = new HttpClient { BaseAddress = address };
        await Eventually(async () => (await asker.GetAsync("/health/ready")).StatusCode, status => status == HttpStatusCode.OK);
        return (process, address);
    }

    private static HttpClient Browser(Uri at, CookieJar jar) =>
        new(new Shared(jar) { InnerHandler = new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false } }) { BaseAddress = at };

    private async Task Add()
    {
        await using var scope = await App.Scope();
        for (var i = 0; i < All; i++)
            scope.ServiceProvider.GetRequiredService<JobBoard>().Add(new HandleEvent("nobody", $"{i}"));
        await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
    }

    private Task<int> Finished() => Look(db => db.Set<Job>().CountAsync(job => job.Kind == EventBoard.JobKind && job.State == JobState.Cancelled));

    private async Task<T> Look<T>(Func<PendopoDb, Task<T>> look)
    {
        await using var scope = await App.Scope();
        return await look(scope.ServiceProvider.GetRequiredService<PendopoDb>());
    }

    private static async Task<T> Eventually<T>(Func<Task<T>> look, Func<T, bool> isThere)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var found = await look();
            if (isThere(found))
                return found;
            (Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(120)).ShouldBeTrue($"still {found}");
        }
    }

    /// <summary>The cookies of one person, carried to whichever node is asked.</summary>
    private sealed class Shared(CookieJar jar) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (jar.All.Count > 0)
                request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", jar.All.Select(pair => $"{pair.Key}={pair.Value}")));
            var answer = await base.SendAsync(request, cancellationToken);
            if (answer.Headers.TryGetValues("Set-Cookie", out var cookies))
                cookies.ToList().ForEach(jar.Take);
            return answer;
        }
    }
}
