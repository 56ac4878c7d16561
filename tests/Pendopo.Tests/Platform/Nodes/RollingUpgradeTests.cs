using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Live;
using Pendopo.Platform.Web;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Nodes;

/// <summary>Three built programs on one PostgreSQL behind HAProxy, each exchanged in turn for a newer one that brings a step of the schema along,
/// while people read, sign in and write.</summary>
[Collection("processes on postgres")]
public sealed class RollingUpgradeTests(PostgresApp app) : AppTests(app)
{
    private const int Nodes = 3;
    private static readonly int JobsAPhase = Series.Of("ROLLING_JOBS", 150, 2000);
    private readonly List<IAsyncDisposable> running = [];
    private int jobs;

    [Fact]
    [Trait(Series.Form, Series.Long)]
    public async Task Three_nodes_are_exchanged_one_by_one_for_a_newer_program_and_no_request_fails()
    {
        var centre = await App.CentreOf("melati");
        var ports = Enumerable.Range(0, Nodes).Select(_ => FreePort.Next()).ToArray();
        var old = await Task.WhenAll(ports.Select(StartOld));
        await using var proxy = await NodesProxy.Start(ports);
        await using var load = new NodesLoad(proxy.Address);
        await load.Begin();
        TestHost? newest = null;
        for (var node = 0; node < Nodes; node++)
        {
            await AddJobs();
            await load.Served(40);
            (await old[node].StopAsync(TimeSpan.FromSeconds(40))).ShouldBe(0, old[node].Output);
            newest = await StartNewer(ports[node]);
            await Task.WhenAll(proxy.IsUp(node), load.Served(40));
            if (node == 0)
                await AnOldNodeHearsWhatANewOneTells(ports[1], newest, centre.Id);
        }
        await load.Served(80);
        load.Failures.ShouldBeEmpty();
        await AllJobsAreDoneOnce();
        (await Look(db => db.Database.GetAppliedMigrationsAsync())).Last().ShouldBe(NewerMigrations.Step);
        // Going back is possible, too: the older program serves what has only grown.
        await StartOld(FreePort.Next());
    }

    public override async Task DisposeAsync()
    {
        foreach (var one in running)
            await one.DisposeAsync();
        await base.DisposeAsync();
    }

    private async Task<ServerProcess> StartOld(int port)
    {
        var command = new ProcessStartInfo(Repository.PathTo("tests", "peers", "tied"),
            ["--signal", "TERM", "dotnet", Path.Combine(AppContext.BaseDirectory, "pendopo.dll"), .. App.SettingsBeside(), "--urls", $"http://127.0.0.1:{port}", "--drain", "3"]);
        var process = await ServerProcess.StartAsync(command, line => line.Contains("Now listening on", StringComparison.Ordinal));
        running.Add(process);
        using var asker = new HttpClient();
        await Eventually(async () => (await asker.GetAsync($"http://127.0.0.1:{port}/health/ready")).StatusCode, status => status == HttpStatusCode.OK);
        return process;
    }

    private async Task<TestHost> StartNewer(int port)
    {
        var beside = App.SettingsBeside();
        var host = new TestHost(beside[1], beside[3], App.Clock, services =>
        {
            services.AddSingleton(TimeProvider.System);
            services.ConfigureDbContext<PendopoDb>(options => options.ReplaceService<IMigrationsAssembly, NewerMigrations>());
        }) { Works = true, Url = $"http://127.0.0.1:{port}" };
        running.Add(host);
        host.UseKestrel();
        host.StartServer();
        await host.Services.GetRequiredService<Readiness>().Ready;
        return host;
    }

    private async Task AnOldNodeHearsWhatANewOneTells(int oldPort, TestHost newer, Id<Pendopo.Platform.Centres.Centre> centre)
    {
        using var there = new HttpClient { BaseAddress = new($"http://127.0.0.1:{oldPort}") };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/desk/inbox/live");
        request.Headers.Add("Cookie", string.Join("; ", (await NodesLoad.SignIn(there, "dimas@melati.example")).All.Select(pair => $"{pair.Key}={pair.Value}")));
        using var stream = await there.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
        (await reader.ReadLineAsync()).ShouldBe("event: open");
        var heard = Task.Run(async () =>
        {
            while (await reader.ReadLineAsync() is { } line && line != "data: message")
                line.ShouldNotBe("never");
        });
        // Until the line between the nodes stands, a change is told into the wind.
        while (!heard.IsCompleted)
        {
            newer.Services.GetRequiredService<LiveFeed>().Tell(InboxLive.Topic(centre), "message");
            await Task.WhenAny(heard, Look(db => db.Set<Job>().CountAsync()));
        }
        await heard;
    }

    private async Task AddJobs()
    {
        await using var scope = await App.Scope();
        for (var i = 0; i < JobsAPhase; i++)
            scope.ServiceProvider.GetRequiredService<JobBoard>().Add(new HandleEvent("nobody", $"{jobs++}"));
        await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
    }

    private async Task AllJobsAreDoneOnce()
    {
        await Eventually(() => Look(db => db.Set<Job>().CountAsync(job => job.Kind == EventBoard.JobKind && job.State == JobState.Cancelled)), done => done == jobs);
        (await Look(db => db.Set<Job>().CountAsync(job => job.Kind == EventBoard.JobKind && job.Attempt > 1))).ShouldBe(0, "no node left work behind");
    }

    private async Task<T> Look<T>(Func<PendopoDb, Task<T>> look)
    {
        await using var scope = await App.Scope();
        return await look(scope.ServiceProvider.GetRequiredService<PendopoDb>());
    }

    private static async Task Eventually<T>(Func<Task<T>> look, Func<T, bool> isThere)
    {
        var started = Stopwatch.GetTimestamp();
        while (await look() is var found && !isThere(found))
            (Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(120)).ShouldBeTrue($"still {found}");
    }
}
