using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Commands.Doctor;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Backups.Kept;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Ui;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Publishing;

namespace Pendopo.Tests.Trouble;

/// <summary>The edges of the calendar, in the zones of Indonesia and in two that put their clocks forward and back.</summary>
public sealed class CalendarEdgeTests
{
    private static readonly string[] Zones = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "UTC", "Europe/Berlin", "America/St_Johns"];

    // The last minute of February 29, of the year and of the day of a leap second; New Year; both edges of the day; the middle of summer, and the hours that are missing and double in Berlin.
    private static readonly string[] Locals =
        ["2028-02-29T23:59", "2028-03-01T00:00", "2026-12-31T23:59", "2027-01-01T00:00", "2026-06-30T23:59", "2026-07-01T00:00", "2026-03-02T08:00", "2026-11-22T12:00", "2026-03-29T02:30", "2026-10-25T02:30"];

    public static IEnumerable<object[]> Cases() => Zones.SelectMany(zone => Locals.Select(local => new object[] { zone, local }));

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_minute_on_the_wall_is_one_instant_and_reads_the_same_again(string zoneName, string local)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        var wall = DateTime.Parse(local, CultureInfo.InvariantCulture);
        var instant = Clock.Instant(wall, zone);
        instant.Offset.ShouldBe(TimeSpan.Zero);
        var again = TimeZoneInfo.ConvertTime(instant, zone).DateTime;
        // What the clocks skip is an hour later, when they stand again (the way of every calendar program; RFC 5545, 3.3.5).
        again.ShouldBe(zone.IsInvalidTime(wall) ? wall.AddHours(1) : wall);
        Clock.DateOf(instant, zone).ShouldBe(DateOnly.FromDateTime(again));
    }
}

/// <summary>A machine whose clock is moved under the program's feet.</summary>
public abstract class MovedClockTests(TestApp app) : AppTests(app)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly ScriptedNetwork network = new();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        App.Replace = services => services.AddSingleton<IConnector>(network);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_an_hour_does_nothing_twice()
    {
        var stage = new PublishingStage(App);
        await stage.Connect();
        var post = await stage.Approved();
        // 08:00 in Jakarta: due at 08:30.
        await stage.Schedule(post.Id, new DateTime(2026, 3, 2, 8, 30, 0), ScriptedNetwork.Name);
        for (var minutes = 0; minutes < 40; minutes += 5)
            await Pass(TimeSpan.FromMinutes(5));
        network.Posts.Count.ShouldBe(1);
        var backups = await Count("platform.backup.nightly");
        await Pass(-Hour);
        for (var minutes = 0; minutes < 70; minutes += 5)
            await Pass(TimeSpan.FromMinutes(5));
        network.Posts.Count.ShouldBe(1, "the same half past eight came twice");
        (await Count("platform.backup.nightly")).ShouldBe(backups + 1, "one more hour, and not the same one again");
        await ChainIsWhole();
    }

    [Fact]
    public async Task A_clock_that_jumps_a_year_ends_what_is_over_and_sends_nothing_unasked()
    {
        var stage = new PublishingStage(App);
        await stage.Connect();
        var post = await stage.Approved();
        await stage.Schedule(post.Id, new DateTime(2026, 3, 2, 8, 30, 0), ScriptedNetwork.Name);
        using var dimas = await App.Client("officer");
        await dimas.Page("/desk");
        await Pass(TimeSpan.FromDays(365));
        await Pass(TimeSpan.FromSeconds(20));
        network.Posts.ShouldBeEmpty("what is a year late waits for a person");
        (await dimas.GetAsync("/desk")).StatusCode.ShouldBe(System.Net.HttpStatusCode.Redirect, "the sign-in is over");
        await Pass(TimeSpan.FromDays(-365));
        await Pass(TimeSpan.FromMinutes(1));
        await ChainIsWhole();
        using var rina = await App.Client("administrator");
        (await rina.Page("/admin/operations")).QuerySelector("main h1").ShouldNotBeNull();
    }

    private async Task Pass(TimeSpan time)
    {
        App.Clock.Advance(time);
        await App.Tick();
        await App.RunJobs();
    }

    private async Task<int> Count(string kind)
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Job>().CountAsync(job => job.Kind == kind);
    }

    private async Task ChainIsWhole()
    {
        await using var scope = await App.Scope();
        (await new AuditChecks(scope.ServiceProvider.GetRequiredService<AuditProof>()).Run(default)).Fine.ShouldBeTrue();
    }
}

[Collection("sqlite")]
public sealed class MovedClockOnSqlite(SqliteApp app) : MovedClockTests(app);

[Collection("postgres")]
public sealed class MovedClockOnPostgres(PostgresApp app) : MovedClockTests(app);
