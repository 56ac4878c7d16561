using System.Text.Json;
using Microsoft.Playwright;
using Pendopo.Browser.Tests.Harness;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Fediverse;
using Pendopo.Insights.Measures;
using Pendopo.Testing;

namespace Pendopo.Browser.Tests.Walk;

/// <summary>The main way through the house, as people take it in their browsers, with real servers outside.</summary>
public abstract class WalkTests(Database database) : IAsyncLifetime
{
    private const string Title = "Jadwal imunisasi bulan ini";
    private const string Summary = "Imunisasi setiap Selasa dan Kamis pukul 08.00.";
    private const string Alt = "Bidan Ayu menimbang seorang anak";
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
        await officer.SignInAsync(house.Person("officer"));
        await ConnectAsync(officer);
        var address = await PublishAsync(officer);
        var (note, post) = await ArrivesEverywhereAsync(officer);
        await AnswerEveryoneAsync(officer, note, post);
        await LearnAsync(officer, address);
        await RecallAsync(officer, address);
        officer.Faults.ShouldBeEmpty();
    }

    /// <summary>The officer connects Bluesky; Sari follows the centre on the fediverse.</summary>
    private async Task ConnectAsync(Visitor officer)
    {
        await house.HurryAsync(new OpenFediverse());
        await officer.OpenAsync("/desk/channels");
        await officer.Page.GetByRole(AriaRole.Link, new() { Name = "Hubungkan Bluesky" }).ClickAsync();
        await officer.Page.GetByLabel("Nama pengguna akun").FillAsync(outside.Centre.Handle);
        await officer.Page.GetByLabel("Kata sandi aplikasi").FillAsync(await outside.Centre.CreateAppPasswordAsync());
        await officer.Page.GetByLabel("Server").FillAsync(outside.Bluesky.Url);
        await officer.PressAsync("Hubungkan");
        var card = officer.Page.GetByRole(AriaRole.Article, new() { Name = "Bluesky" });
        await officer.Page.ShowsAsync(card.Filter(new() { HasText = outside.Centre.Handle }).Filter(new() { HasText = "Berfungsi" }));
        await officer.Page.ShowsAsync(officer.Page.GetByRole(AriaRole.Article, new() { Name = "Fediverse" }));
        await outside.Sari.FollowAsync($"{house.Address}/ap/users/melati");
        await outside.Sari.ReceivedAsync("Accept");
    }

    /// <summary>Written, planned for the next minute, approved by somebody else: returns the post's address at the desk.</summary>
    private async Task<string> PublishAsync(Visitor officer)
    {
        var address = await officer.WritePostAsync(Title, Summary, "Bawa **buku KIA**. Datang lebih pagi agar tidak antre lama.");
        await officer.AddPictureAsync(Alt);
        await officer.ScheduleAsync(TimeZoneInfo.ConvertTimeBySystemTimeZoneId(DateTimeOffset.UtcNow.AddMinutes(1), "Asia/Jakarta"));
        await officer.SubmitAsync();
        var told = await outside.Mail.MailsToAsync(house.Person("reviewer").Email);
        told.ShouldContain(mail => (mail.Text ?? "").Contains($"{house.Address}{address}", StringComparison.Ordinal));
        await using var reviewer = await Visitor.ArriveAsync(house);
        await reviewer.SignInAsync(house.Person("reviewer"));
        await reviewer.ApproveAsync(Title);
        await officer.OpenAsync(address);
        return address;
    }

    /// <summary>On the own site, with Sari and on Bluesky: returns the ids it has there.</summary>
    private async Task<(string Note, AtprotoReference Post)> ArrivesEverywhereAsync(Visitor officer)
    {
        foreach (var network in new[] { "Situs sendiri", "Fediverse", "Bluesky" })
            await officer.SeesAsync(network, "Terkirim");
        (await Axe.LookAsync(officer.Page)).ShouldBeEmpty();
        await ReadOnTheSiteAsync(await PostSteps.Line(officer, "Situs sendiri").GetByRole(AriaRole.Link).GetAttributeAsync("href"));

        var note = (await outside.Sari.ReceivedAsync("Create", contains: "buku KIA")).ShouldHaveSingleItem().Activity.GetProperty("object");
        JsonSerializer.Serialize(note.GetProperty("attachment")).ShouldContain(Alt);
        var record = (await outside.Rina.ListPostsAsync(outside.Centre.Did)).ShouldHaveSingleItem();
        record.GetProperty("value").GetProperty("text").GetString().ShouldNotBeNull().ShouldContain(Summary);
        record.GetProperty("value").GetProperty("embed").GetProperty("images")[0].GetProperty("alt").GetString().ShouldBe(Alt);
        return (note.GetProperty("id").GetString()!, new(record.GetProperty("uri").GetString()!, record.GetProperty("cid").GetString()!));
    }

    private async Task ReadOnTheSiteAsync(string? address)
    {
        await using var visitor = await Visitor.ArriveAsync(house);
        (await visitor.OpenAsync(address!)).ShouldBe(200);
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(Title);
        await Assertions.Expect(visitor.Page.GetByAltText(Alt)).ToBeVisibleAsync();
        (await Axe.LookAsync(visitor.Page)).ShouldBeEmpty();
        visitor.Faults.ShouldBeEmpty();
    }

    /// <summary>Sari and Rina like, share and ask; each answer arrives in the thread it belongs to.</summary>
    private async Task AnswerEveryoneAsync(Visitor officer, string note, AtprotoReference post)
    {
        await outside.Sari.LikeAsync(note);
        await outside.Sari.AnnounceAsync(note);
        var asked = await outside.Sari.ReplyAsync(note, "Apakah perlu daftar dulu?");
        await outside.Rina.LikeAsync(post);
        await outside.Rina.RepostAsync(post);
        var question = await outside.Rina.ReplyAsync(post, "Sampai jam berapa?");
        await outside.Bluesky.SettleAsync();
        await house.HurryAsync(new HearAll());

        await officer.OpenConversationAsync("Apakah perlu daftar dulu?");
        await officer.AnswerAndTakeBackAsync("Jawaban yang keliru");
        await officer.AnswerAsync("Tidak perlu, langsung datang saja.");
        (await Axe.LookAsync(officer.Page)).ShouldBeEmpty();
        var toSari = (await outside.Sari.ReceivedAsync("Create", contains: "langsung datang")).ShouldHaveSingleItem().Activity.GetProperty("object");
        toSari.GetProperty("inReplyTo").GetString().ShouldBe(asked);
        (await outside.Sari.ReceivedAsync("Create", count: 0, contains: "keliru")).ShouldBeEmpty();

        await officer.OpenConversationAsync("Sampai jam berapa?");
        await officer.AnswerAsync("Sampai pukul 11.00.");
        await outside.Bluesky.SettleAsync();
        var replies = (await outside.Rina.ThreadAsync(question.Uri)).GetProperty("thread").GetProperty("replies");
        replies[0].GetProperty("post").GetProperty("record").GetProperty("text").GetString().ShouldBe("Sampai pukul 11.00.");
    }

    /// <summary>The post's page says what it achieved, by channel.</summary>
    private async Task LearnAsync(Visitor officer, string address)
    {
        await house.HurryAsync(new MeasureAll());
        await officer.OpenAsync(address);
        foreach (var network in new[] { "Fediverse", "Bluesky" })
        {
            var row = officer.Page.Locator("#figures tbody tr").Filter(new() { HasText = network });
            await officer.Page.ShowsAsync(row.Filter(new() { Has = officer.Page.Locator("td[data-label='Suka']", new() { HasText = "1" }) })
                .Filter(new() { Has = officer.Page.Locator("td[data-label='Dibagikan']", new() { HasText = "1" }) }));
            // Bluesky tells of no views: that is not zero.
            await Assertions.Expect(row.Locator("td[data-label='Dilihat']")).ToHaveTextAsync("tidak diketahui");
        }
    }

    /// <summary>Taken back everywhere, and the page says why.</summary>
    private async Task RecallAsync(Visitor officer, string address)
    {
        await officer.OpenAsync(address);
        await officer.RecallAsync("Jadwalnya berubah.");
        foreach (var network in new[] { "Situs sendiri", "Fediverse", "Bluesky" })
            await officer.SeesAsync(network, "Ditarik kembali");
        (await outside.Rina.ListPostsAsync(outside.Centre.Did)).ShouldNotContain(record => record.GetProperty("value").GetProperty("text").GetString()!.Contains(Summary));
        await outside.Sari.ReceivedAsync("Delete");
    }
}

public sealed class WalkOnSqliteTests() : WalkTests(Database.Sqlite);

public sealed class WalkOnPostgresTests() : WalkTests(Database.Postgres);
