using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Ui;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Ui;

public abstract class RailTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Every_page_of_the_rails_opens_though_its_parts_ask_the_database_at_the_same_time()
    {
        using var rina = await App.Client("administrator");
        var rooms = App.Services.GetRequiredService<Navigation>();
        var pages = new[] { NavPlace.Desk, NavPlace.Admin, NavPlace.Me }.SelectMany(rooms.At).Select(item => item.Href).Where(href => href.StartsWith('/')).Distinct().ToList();
        pages.Count.ShouldBeGreaterThan(10);
        foreach (var page in pages.Concat(pages))
            (await rina.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.OK, page);
    }
}

[Collection("sqlite")]
public sealed class RailOnSqlite(SqliteApp app) : RailTests(app);

[Collection("postgres")]
public sealed class RailOnPostgres(PostgresApp app) : RailTests(app);
