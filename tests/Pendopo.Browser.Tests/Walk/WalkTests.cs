using Microsoft.Playwright;
using Pendopo.Browser.Tests.Harness;
using Pendopo.Channels.Connected;
using Pendopo.Testing;

namespace Pendopo.Browser.Tests.Walk;

/// <summary>The main way through the house, as people take it in their browsers, with real servers outside.</summary>
public abstract class WalkTests(Database database) : IAsyncLifetime
{
    private Neighbours outside = null!;
    private LiveHouse house = null!;

    public async Task InitializeAsync()
    {
        outside = await Neighbours.MeetAsync();
        house = await LiveHouse.StartAsync(database, new Dictionary<string, string>
        {
            ["mail:host"] = SmtpSink.Host,
            ["mail:port"] = $"{outside.Mail.Port}",
            ["mail:security"] = "none",
            ["mail:from"] = "melati@pendopo.example",
        });
    }

    public async Task DisposeAsync()
    {
        await house.DisposeAsync();
        await outside.DisposeAsync();
    }

    [Fact]
    public async Task A_health_centre_publishes_is_heard_answers_and_learns()
    {
        try
        {
            await WalkAsync();
        }
        catch (Exception stumble)
        {
            throw new InvalidOperationException($"{stumble.Message}{Environment.NewLine}The program logged:{Environment.NewLine}{string.Join(Environment.NewLine, house.Problems)}", stumble);
        }
    }

    private async Task WalkAsync()
    {
        await using var officer = await Visitor.ArriveAsync(house);
        await officer.EnterAsAsync(house.Person("officer"));
        await ConnectBlueskyAsync(officer);
        officer.Faults.ShouldBeEmpty();
    }

    private async Task ConnectBlueskyAsync(Visitor officer)
    {
        await officer.OpenAsync("/desk/channels");
        await officer.Page.GetByRole(AriaRole.Link, new() { Name = "Hubungkan Bluesky" }).ClickAsync();
        await officer.Page.GetByLabel("Nama pengguna akun").FillAsync(outside.Centre.Handle);
        await officer.Page.GetByLabel("Kata sandi aplikasi").FillAsync(await outside.Centre.CreateAppPasswordAsync());
        await officer.Page.GetByLabel("Server").FillAsync(outside.Bluesky.Url);
        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "Hubungkan", Exact = true }).ClickAsync();
        await officer.Page.WaitForURLAsync("**/desk/channels");
        var card = officer.Page.GetByRole(AriaRole.Article, new() { Name = "Bluesky" });
        await Assertions.Expect(card).ToContainTextAsync(outside.Centre.Handle);
        await Assertions.Expect(card).ToContainTextAsync("Berfungsi");
    }
}

public sealed class WalkOnSqliteTests() : WalkTests(Database.Sqlite);

public sealed class WalkOnPostgresTests() : WalkTests(Database.Postgres);
