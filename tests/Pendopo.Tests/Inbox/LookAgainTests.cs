using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Conversations;
using Pendopo.Inbox.Kept;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Inbox;

/// <summary>What others said is kept only as long as their network's rules let it be.</summary>
[Collection("rooms on sqlite")]
public sealed class LookAgainTests(SqliteApp app) : AppTests(app)
{
    [Fact]
    public async Task What_was_taken_away_goes_what_changed_is_read_anew_and_what_nobody_can_look_at_goes_in_time()
    {
        var world = await InboxWorld.Open(App);
        world.Network.Kept = new(TimeSpan.FromDays(24), Grows: false, TimeSpan.FromDays(29), AtOnce: 2);
        await world.Hear(world.Reply("stays", "Jam buka?"), world.Reply("goes", "Salah ketik", InboxWorld.Budi, "post-2"), world.Reply("changes", "Hari apa?", InboxWorld.Budi, "post-3"));
        world.Network.Standing = new() { ["stays"] = "" };
        await Day(0);
        (await Words()).Count.ShouldBe(3, "it is too early to look");

        world.Network.Standing = new() { ["stays"] = "", ["changes"] = "Hari apa, jam berapa?" };
        await Day(25);
        (await Words()).ShouldBe(["Hari apa, jam berapa?", "Jam buka?"]);
        (await world.Conversations()).ShouldNotContain(row => row.Excerpt == "Hari apa?");

        world.Network.Standing = null;
        await Day(25);
        (await Words()).Count.ShouldBe(2, "one silence takes nothing away");
        await Day(6);
        (await Words()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_network_that_asks_for_nothing_is_not_looked_at()
    {
        var world = await InboxWorld.Open(App);
        await world.Hear(world.Reply("stays", "Jam buka?"));
        world.Network.Standing = [];
        await Day(400);
        (await Words()).ShouldBe(["Jam buka?"]);
    }

    private async Task Day(int days)
    {
        App.Clock.Advance(TimeSpan.FromDays(days));
        await using (var scope = await App.Scope())
        {
            scope.ServiceProvider.GetRequiredService<JobBoard>().Add(new LookAgainAll());
            await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        }
        await App.RunJobs();
    }

    private async Task<List<string>> Words()
    {
        await using var scope = await App.ScopeOf("officer");
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Message>().Where(row => row.Kind == MessageKind.Heard && row.State == MessageState.Sent && row.RemoteId != null && row.RemoteUrl!.StartsWith("https://scripted"))
            .OrderBy(row => row.Text).Select(row => row.Text).ToListAsync();
    }
}
