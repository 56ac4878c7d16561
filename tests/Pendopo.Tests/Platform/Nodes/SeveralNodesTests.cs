using System.Collections.Concurrent;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Keys;
using Pendopo.Platform.Live;
using Pendopo.Platform.Settings;
using Pendopo.Platform.Web;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Nodes;

/// <summary>Three programs on one PostgreSQL, as behind a proxy.</summary>
[Collection("postgres")]
public sealed class SeveralNodesTests(PostgresApp app) : AppTests(app)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly ConcurrentDictionary<string, ConcurrentBag<Guid>> done = new();

    [Fact]
    public async Task A_setting_changed_on_one_node_is_known_to_the_others_at_once()
    {
        await using var other = await Started(App.AnotherNode());
        var settings = other.Services.GetRequiredService<IConfiguration>();
        var changed = Changed(settings);
        await Change(tell: true);
        await changed.WaitAsync(Patience);
        settings[SettingKeys.PublicAddress].ShouldBe("https://melati.example");
    }

    [Fact]
    public async Task A_setting_whose_telling_was_lost_is_found_by_looking()
    {
        await using var other = await Started(App.AnotherNode());
        var settings = other.Services.GetRequiredService<IConfiguration>();
        var changed = Changed(settings);
        await Change(tell: false);
        for (var look = 0; look < 40 && !changed.IsCompleted; look++)
        {
            // The clock is moved until the other node has set its alarm and been woken by it.
            App.Clock.Advance(TimeSpan.FromSeconds(5));
            await Task.WhenAny(changed, Count<Setting>());
        }
        await changed.WaitAsync(Patience);
        settings[SettingKeys.PublicAddress].ShouldBe("https://melati.example");
    }

    [Fact]
    public async Task A_live_page_hears_of_a_change_that_another_node_made()
    {
        await using var other = await Started(App.AnotherNode());
        using var there = App.At(other, await App.SignedIn("officer"));
        using var stream = await there.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/desk/inbox/live"), HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
        var told = NextChange(reader);
        var topic = InboxLive.Topic((await App.CentreOf("melati")).Id);
        // Until the line between the nodes stands, a change is told into the wind.
        while (!told.IsCompleted)
        {
            App.Services.GetRequiredService<LiveFeed>().Tell(topic, "message");
            await Task.WhenAny(told, Count<Setting>());
        }
        (await told).ShouldBe("data: message");
    }

    [Fact]
    public async Task A_centre_changed_on_one_node_is_changed_on_all()
    {
        await using var other = await Started(App.AnotherNode());
        var (here, there) = (App.Services.GetRequiredService<CentreDirectory>(), other.Services.GetRequiredService<CentreDirectory>());
        (await there.ByHandle("melati", default))!.Name.ShouldNotBe("Puskesmas Kamboja");
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        (await db.Set<Centre>().SingleAsync(centre => centre.Handle == "melati")).Rename("Puskesmas Kamboja", "");
        await db.SaveChangesAsync();
        using var patience = new CancellationTokenSource(Patience);
        while ((await there.ByHandle("melati", patience.Token))!.Name != "Puskesmas Kamboja")
            here.Forget();
    }

    [Fact]
    public async Task Signing_in_on_one_node_counts_on_all_and_signing_out_ends_it_on_all()
    {
        await using var other = await Started(App.AnotherNode());
        var jar = new CookieJar();
        using var here = App.At(App.Host, jar);
        using var there = App.At(other, jar);
        // The form comes from one node and is sent to the other, as a proxy may do it.
        var page = await (await here.GetAsync("/sign-in")).Content.ReadAsStringAsync();
        var answer = await there.Send(page, "sign-in", new() { ["Form.Email"] = "dimas@melati.example", ["Form.Password"] = TestApp.Password }, "/sign-in");
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await here.GetAsync("/me/name")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await there.GetAsync("/me/name")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await here.Submit("/me", "form[action='/sign-out']")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await there.GetAsync("/me/name")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Nodes_that_begin_an_empty_database_together_agree_on_one_schema_and_one_key()
    {
        await App.BeginEmpty();
        await using var second = App.AnotherNode();
        await using var third = App.AnotherNode();
        await Task.WhenAll(new[] { App.Host, second, third }.Select(node => Task.Run(() => Started(node))));
        (await Count<StoredKey>()).ShouldBe(1);
    }

    [Fact]
    public async Task Six_hundred_jobs_under_three_working_nodes_are_each_done_once()
    {
        App.Replace = services => services.AddSingleton(done).AddScoped<IJobHandler<HandleEvent>, NotingHandler>();
        await using var second = await Started(App.AnotherNode(works: true));
        await using var third = await Started(App.AnotherNode(works: true));
        await using var fourth = await Started(App.AnotherNode(works: true));
        for (var batch = 0; batch < 6; batch++)
            await Add(100, batch * 100);
        await AllDone(600);
        done.Values.ShouldAllBe(runs => runs.Count == 1);
        done.Values.SelectMany(runs => runs).Distinct().Count().ShouldBeGreaterThan(1, "the work was shared");
    }

    [Fact]
    public async Task What_a_silent_node_says_of_a_job_that_another_took_up_does_not_count()
    {
        App.Replace = services => services.AddSingleton(done).AddScoped<IJobHandler<HandleEvent>, NotingHandler>();
        await Add(1, 0);
        var silent = ActivatorUtilities.CreateInstance<JobRunner>(App.Services, new Node());
        var claimed = (await silent.Claim("default", 1, default)).Single();
        await App.Tick();
        App.Clock.Advance(TimeSpan.FromSeconds(61));
        await App.Tick();
        var taken = (await App.Services.GetRequiredService<JobRunner>().Claim("default", 1, default)).Single();
        taken.Id.ShouldBe(claimed.Id);
        await silent.Run(claimed, default);
        (await State(claimed.Id)).ShouldBe(JobState.Running);
        await App.Services.GetRequiredService<JobRunner>().Run(taken, default);
        (await State(claimed.Id)).ShouldBe(JobState.Completed);
    }

    private static async Task<string?> NextChange(StreamReader stream)
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            if (line == "event: changed")
                return await stream.ReadLineAsync();
        }
        return null;
    }

    private async Task<int> Count<T>() where T : class
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<T>().CountAsync();
    }

    private static async Task<TestHost> Started(TestHost node)
    {
        await node.Services.GetRequiredService<Readiness>().Ready;
        return node;
    }

    private static Task Changed(IConfiguration settings)
    {
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ChangeToken.OnChange(settings.GetReloadToken, () => changed.TrySetResult());
        return changed.Task;
    }

    private async Task Change(bool tell)
    {
        await using var scope = await App.Scope();
        var book = scope.ServiceProvider.GetRequiredService<SettingsBook>();
        await book.Write(SettingKeys.PublicAddress, "https://melati.example", default);
        await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        if (tell)
            await book.Publish(default);
    }

    private async Task Add(int count, int first)
    {
        await using var scope = await App.Scope();
        for (var i = 0; i < count; i++)
            scope.ServiceProvider.GetRequiredService<JobBoard>().Add(new HandleEvent("test", $"{first + i}"));
        await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
    }

    private async Task AllDone(int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var scope = await App.Scope();
        var jobs = scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Job>().Where(job => job.Kind == EventBoard.JobKind && job.State == JobState.Completed);
        while (await jobs.CountAsync(patience.Token) < count)
            App.Clock.Advance(TimeSpan.FromMilliseconds(500));
    }

    private async Task<JobState> State(Id<Job> id)
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Job>().Where(job => job.Id == id).Select(job => job.State).SingleAsync();
    }

    private sealed class NotingHandler(ConcurrentDictionary<string, ConcurrentBag<Guid>> done, Node node) : IJobHandler<HandleEvent>
    {
        public Task<JobOutcome> Run(HandleEvent job, CancellationToken cancel)
        {
            done.GetOrAdd(job.Event, _ => []).Add(node.Id);
            return Task.FromResult(JobOutcome.Done);
        }
    }
}
