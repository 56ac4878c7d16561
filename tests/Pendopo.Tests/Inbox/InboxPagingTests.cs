using Microsoft.Extensions.DependencyInjection;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Data;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Inbox;

public abstract class InboxPagingTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Conversations_of_the_same_instant_are_all_shown_across_the_edge_of_a_page()
    {
        var world = await InboxWorld.Open(App);
        await world.Hear([.. Enumerable.Range(0, 65).Select(i => world.Reply($"m{i}", $"Pertanyaan {i}", InboxWorld.Rina with { Id = $"did:{i}" }))]);
        var all = (await world.Conversations()).Select(row => row.Id).ToHashSet();
        var seen = new List<Id<Conversation>>();
        PageMark? before = null;
        do
        {
            var page = await world.Ask(services => services.GetRequiredService<ConversationQueries>().List(InboxView.Open, before, default));
            seen.AddRange(page.Rows.Select(row => row.Id));
            before = PageMark.Read(page.Next);
        }
        while (before is not null);
        all.Count.ShouldBe(65);
        seen.Where(all.Contains).Order().ShouldBe(all.Order());
    }

    [Fact]
    public async Task A_mark_that_is_none_shows_the_newest()
    {
        using var officer = await App.Client("officer");
        foreach (var mark in new[] { "x", "1-2", "99999999999999999999-00000000000000000000000000000000", "638000000000000000" })
            (await officer.GetAsync($"/desk/inbox?before={mark}")).EnsureSuccessStatusCode();
    }
}

[Collection("rooms on sqlite")]
public sealed class InboxPagingOnSqlite(SqliteApp app) : InboxPagingTests(app);

[Collection("rooms on postgres")]
public sealed class InboxPagingOnPostgres(PostgresApp app) : InboxPagingTests(app);
