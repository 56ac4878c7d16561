using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing;

/// <summary>More than two hundred posts that are due in the same minute on twelve networks, one of which does not answer.</summary>
[Collection("publishing on postgres")]
public sealed class FullHourTests(PostgresApp app) : AppTests(app)
{
    private const int Posts = 18;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task A_network_that_does_not_answer_delays_no_other()
    {
        var networks = Enumerable.Range(1, 12).Select(number => new ScriptedNetwork($"network-{number}")).ToList();
        var (slow, others) = (networks[0], networks[1..]);
        var answers = new TaskCompletionSource();
        slow.Gate = answers.Task;
        App.Replace = services => networks.ForEach(network => services.AddSingleton<IConnector>(network));
        var stage = new PublishingStage(App);
        foreach (var network in networks)
            await stage.Connect(network.Network);
        for (var number = 0; number < Posts; number++)
            await stage.Schedule((await stage.Approved(PublishingStage.Words($"Kabar {number}"))).Id, new DateTime(2026, 3, 2, 8, 30, 0), [.. networks.Select(network => network.Network)]);
        App.Clock.Advance(TimeSpan.FromMinutes(30));
        var width = App.Services.GetRequiredService<IReadOnlyList<Room>>().SelectMany(room => room.Queues).Single(queue => queue.Name == "publish").LaneWidth;
        await using (var node = App.AnotherNode(works: true))
        {
            using var browser = App.At(node, new CookieJar());
            await browser.GetAsync("/health/ready");
            await App.Tick();
            await Until(() => Task.FromResult(others.TrueForAll(network => network.Posts.Count == Posts)), "the others have all their posts");
            slow.Posts.Count.ShouldBeInRange(1, width!.Value, "the others did not wait for it, and it got no more at once than its lane is wide");
            answers.SetResult();
            await Until(async () => await Sent() == Posts * networks.Count, "all are sent");
        }
        networks.ShouldAllBe(network => network.Posts.Select(post => post.Key).Distinct().Count() == Posts && network.Posts.Count == Posts);
    }

    private async Task Until(Func<Task<bool>> isSo, string what)
    {
        for (var started = Stopwatch.GetTimestamp(); !await isSo(); await Task.Delay(20))
        {
            App.Clock.Advance(TimeSpan.FromMilliseconds(100));
            (Stopwatch.GetElapsedTime(started) < Patience).ShouldBeTrue($"never: {what}");
        }
    }

    private async Task<int> Sent()
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Publication>().AcrossCentres().CountAsync(row => row.Network.StartsWith("network-") && row.State == PublicationState.Sent);
    }
}
