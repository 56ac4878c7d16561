using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Care;
using Pendopo.Care.Appointments;
using Pendopo.Care.Queue;
using Pendopo.Care.Services;
using Pendopo.Platform.Data;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Care;

/// <summary>From a number at the desk to the room: on the desk's page, the television and the person's phone.</summary>
public abstract class QueueTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Numbers_are_given_once_and_without_a_gap_however_many_ask_at_once()
    {
        var issuers = Series.Of("ISSUERS", suite: 25, nightly: 100);
        var session = await Session();
        var given = await Task.WhenAll(Enumerable.Range(0, issuers).Select(_ => Task.Run(() => Give(session, PriorityClass.Usual))));
        given.Select(ticket => ticket.Number).Order().ShouldBe(Enumerable.Range(1, issuers));
    }

    [Fact]
    public async Task The_desk_gives_numbers_calls_them_by_the_rule_and_every_screen_says_the_same()
    {
        App.Clock.Advance(TimeSpan.FromMinutes(30));
        using var desk = await App.Client("desk");
        var session = await Session();
        var first = await desk.Submit("/desk/care/queue", "number", ("Form.Session", $"{session}"), ("Form.Priority", "Usual"), ("Form.Reason", "Fever"));
        (await desk.GetStringAsync(first.Headers.Location!.ToString())).ShouldContain("A-1");
        (await desk.GetStringAsync($"{first.Headers.Location}?paper=80")).ShouldContain("slip-80");
        var mine = await Give(session, PriorityClass.Usual);
        foreach (var priority in new[] { PriorityClass.Elderly, PriorityClass.Pregnant, PriorityClass.SmallChild, PriorityClass.Emergency })
            await Give(session, priority);
        using var visitor = App.Anonymous();
        string own;
        await using (var scope = await App.ScopeOf("desk"))
            own = $"/@melati/queue/{scope.ServiceProvider.GetRequiredService<TicketKeys>().SecretOf(mine)}";
        (await visitor.GetStringAsync(own)).ShouldContain("5 orang sebelum Anda");
        // The emergency, two with a priority, then one without, and so on.
        var line = mine.LineId;
        foreach (var number in new[] { "A-6", "A-3", "A-4", "A-1", "A-5", "A-2" })
        {
            App.Clock.Advance(TimeSpan.FromMinutes(1));
            (await desk.Submit("/desk/care/queue", $"form[action='/desk/care/queue/{line}/next']")).Headers.Location!.ToString().ShouldBe("/desk/care/queue", number);
            (await visitor.Page("/@melati/queue")).QuerySelector(".call-number")!.TextContent.ShouldBe(number);
        }
        (await visitor.GetStringAsync(own)).ShouldContain("Giliran Anda");
        (await visitor.GetAsync("/@melati/queue/nobody-knows-this")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_is_skipped_comes_back_after_the_next_few_and_a_queue_that_rests_calls_nobody()
    {
        var session = await Session();
        var tickets = new List<Ticket>();
        for (var number = 0; number < 6; number++)
            tickets.Add(await Give(session, PriorityClass.Usual));
        await using var scope = await App.ScopeOf("desk");
        var call = scope.ServiceProvider.GetRequiredService<CallNumbers>();
        (await call.Next(tickets[0].LineId, default)).Value.Number.ShouldBe(1);
        (await call.Run(tickets[0].Id, TicketAct.Recall, default)).Value.Calls.ShouldBe(2);
        (await call.Run(tickets[0].Id, TicketAct.Skip, default)).Ok.ShouldBeTrue();
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        (await call.Next(tickets[0].LineId, default)).Value.Number.ShouldBe(2);
        (await call.Run(tickets[0].Id, TicketAct.Return, default)).Ok.ShouldBeTrue();
        var order = new List<int>();
        for (var calls = 0; calls < 5; calls++)
        {
            App.Clock.Advance(TimeSpan.FromMinutes(1));
            order.Add((await call.Next(tickets[0].LineId, default)).Value.Number);
        }
        order.ShouldBe([3, 4, 1, 5, 6]);
        (await call.Next(tickets[0].LineId, default)).Problems[0].Code.ShouldBe("NobodyWaits");
        (await call.Pause(tickets[0].LineId, on: true, default)).Ok.ShouldBeTrue();
        (await call.Next(tickets[0].LineId, default)).Problems[0].Code.ShouldBe("Paused");
        (await call.Run(tickets[5].Id, TicketAct.Skip, default)).Problems[0].Code.ShouldBe("NotNow");
    }

    private async Task<Ticket> Give(Id<ClinicSession> session, PriorityClass priority)
    {
        await using var scope = await App.ScopeOf("desk");
        return (await scope.ServiceProvider.GetRequiredService<IssueNumber>().Run(new(session, priority, ReasonGroup.NotAsked, null), default)).Value;
    }

    private async Task<Id<ClinicSession>> Session()
    {
        await using var scope = await App.ScopeOf("desk");
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        return await db.Set<ClinicSession>().Where(row => row.Weekday == DayOfWeek.Monday && db.Set<HealthService>().Any(one => one.Id == row.ServiceId && one.Name == CareSample.General)).Select(row => row.Id).SingleAsync();
    }
}

[Collection("rooms on sqlite")]
public sealed class QueueOnSqlite(SqliteApp app) : QueueTests(app);

[Collection("rooms on postgres")]
public sealed class QueueOnPostgres(PostgresApp app) : QueueTests(app);
