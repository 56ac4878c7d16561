using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.YouTube;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels.YouTube;

/// <summary>The units of a day, counted in one database by all who call.</summary>
public abstract class YouTubeUnitsTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Many_who_call_at_once_take_no_more_than_the_day_has_and_looking_leaves_a_fifth()
    {
        var clock = new ManualTime(new(2026, 11, 22, 1, 0, 0, TimeSpan.Zero));
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new(YouTubeUnits.UnitsKey, "500")]).Build();
        var units = new YouTubeUnits(App.Services.GetRequiredService<IServiceScopeFactory>(), settings, clock);
        var taken = await Task.WhenAll(Enumerable.Range(0, 14).Select(_ => units.Take(UnitCost.Change, default)));
        taken.Count(one => one).ShouldBe(10);
        clock.Advance(TimeSpan.FromHours(7));
        (await units.Take(UnitCost.Captions, default)).ShouldBeTrue();
        (await units.Take(UnitCost.Look, default)).ShouldBeFalse();
        (await units.Take(UnitCost.Change, default)).ShouldBeTrue();
        await units.UsedUp("units", default);
        (await units.Take(UnitCost.Read, default)).ShouldBeFalse();
        (await units.Take(UnitCost.Upload, default)).ShouldBeTrue();
    }
}

[Collection("channels on sqlite")]
public sealed class YouTubeUnitsOnSqliteTests(SqliteApp app) : YouTubeUnitsTests(app);

[Collection("channels on postgres")]
public sealed class YouTubeUnitsOnPostgresTests(PostgresApp app) : YouTubeUnitsTests(app);
