using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Inbox.Conversations;
using Pendopo.Inbox.Reputation;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Tests.Doors;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Inbox;

/// <summary>What identifies whoever wrote stands whole before who answers, and nowhere else: every address and every table is looked through.</summary>
[Collection("rooms on sqlite")]
public sealed class InboundMaskTests(SqliteApp app) : AppTests(app)
{
    private const string Phone = "0812 3456 7890", Nik = "3404014107150003";
    private const string Words = $"Vaksin campak di posyandu kemarin katanya kedaluwarsa, telepon saya {Phone} NIK {Nik} tolong dicek";

    /// <summary>Where one conversation is read by who answers it.</summary>
    private static readonly string[] BeforeWhoAnswers = ["/api/v1/conversations/{id}", "/desk/inbox/{Number:guid}"];

    /// <summary>Where what was said is kept.</summary>
    private static readonly string[] Kept = ["inbox_conversation.Excerpt", "inbox_message.Text"];

    [Fact]
    public async Task Numbers_of_who_wrote_are_whole_only_before_who_answers()
    {
        var world = await Heard();
        var conversation = (await world.Conversations()).First();
        await using var scope = await App.Scope();
        var ids = await RouteRows.Samples(scope.ServiceProvider.GetRequiredService<PendopoDb>(), await App.CentreOf("melati"));
        foreach (var prefix in ids.Keys.Where(prefix => prefix.Contains("inbox/{", StringComparison.Ordinal) || prefix.Contains("conversations", StringComparison.Ordinal)))
            ids[prefix] = conversation.Id.ToString();
        using var rina = await App.Client("administrator");
        var places = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var row in RouteRows.All.Where(row => row.Methods.Contains("GET") && !row.Pattern.EndsWith("/live", StringComparison.Ordinal) && !row.Pattern.Contains("sign-out", StringComparison.Ordinal)))
        {
            var text = await (await rina.GetAsync(RouteRows.Fill(row.Pattern, ids))).Content.ReadAsStringAsync();
            if (text.Contains(Phone, StringComparison.Ordinal) || text.Contains(Nik, StringComparison.Ordinal))
                places.Add(row.Pattern);
        }
        places.ShouldBe(BeforeWhoAnswers);
    }

    [Fact]
    public async Task Nothing_of_them_is_copied_into_figures_cards_or_any_other_table()
    {
        var world = await Heard();
        await world.Do(async services =>
        {
            var db = services.GetRequiredService<PendopoDb>();
            await db.Set<Conversation>().Where(row => row.ChannelId == world.Channel).ExecuteUpdateAsync(set => set.SetProperty(row => row.Network, "fediverse"));
            services.GetRequiredService<JobBoard>().Add(new WatchReputation());
            await db.SaveChangesAsync();
        });
        await App.RunJobs();
        App.Clock.Advance(TimeSpan.FromDays(1));
        await App.Tick();
        await App.RunJobs();
        (await world.Ask(services => services.GetRequiredService<DecideSurge>().All(default))).ShouldNotBeEmpty("a card that quotes them");
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var type in db.Model.GetEntityTypes().Where(type => !type.IsOwned() && type.GetTableName() is not null))
        {
            foreach (var row in await ((IQueryable<object>)typeof(DbContext).GetMethod(nameof(DbContext.Set), 1, [])!.MakeGenericMethod(type.ClrType).Invoke(db, null)!).IgnoreQueryFilters().AsNoTracking().ToListAsync())
                found.UnionWith(db.Entry(row).Properties.Where(property => property.CurrentValue is string text && (text.Contains(Phone, StringComparison.Ordinal) || text.Contains(Nik, StringComparison.Ordinal))).Select(property => $"{type.GetTableName()}.{property.Metadata.Name}"));
        }
        found.ShouldBe(Kept);
    }

    private async Task<InboxWorld> Heard()
    {
        var world = await InboxWorld.Open(App);
        await world.Hear([.. Enumerable.Range(0, 3).Select(i => world.Reply($"r{i}", Words, new($"did:w{i}", $"w{i}.example", $"W{i}", null), $"post-{i}"))]);
        return world;
    }
}
