using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Npgsql;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Trouble;

/// <summary>PostgreSQL that is restarted, crashes, hangs, throws people out or has no place left, under the program as it is run and people who write.</summary>
public sealed class FrailDatabaseTests : IAsyncLifetime
{
    // People are told within five seconds; the machine that runs the tests has other work, hence three times as much.
    private static readonly TimeSpan Told = TimeSpan.FromSeconds(15);

    private readonly string folder = TestFolder.New();
    private FrailPostgres server = null!;
    private string connection = "";

    public async Task InitializeAsync()
    {
        server = await FrailPostgres.StartAsync();
        connection = await server.CreateDatabaseAsync("melati");
        await TestApp.LoadSample(folder, connection + ";Pooling=false");
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    [Trait(Series.Form, Series.Long)]
    public async Task Whatever_befalls_the_database_nothing_acknowledged_is_lost_and_all_goes_on_by_itself()
    {
        await using var program = await BuiltProgram.Ready("--data", folder, "--database", connection);
        using var dimas = await program.SignedIn("dimas@melati.example");
        using var stop = new CancellationTokenSource();
        var load = new Load(dimas, stop.Token);
        var rounds = Series.Of("OUTAGES", suite: 5, nightly: 50);
        for (var round = 0; round < rounds; round++)
        {
            await load.Kept(20);
            await Befall(round % 5, program, load);
            await program.Until("/health/ready", answer => answer == "200 ready\n");
        }
        await load.Kept(20);
        await stop.CancelAsync();
        await load.Ended;
        load.Odd.ShouldBeEmpty();
        load.Longest.ShouldBeLessThan(Told);
        var titles = await Titles();
        load.Acknowledged.Except(titles).ShouldBeEmpty("what was acknowledged is kept");
        titles.GroupBy(title => title).Where(same => same.Count() > 1).ShouldBeEmpty("nothing is kept twice");
        (await program.Stop()).ShouldBe(0);
    }

    private async Task Befall(int what, BuiltProgram program, Load load)
    {
        switch (what)
        {
            case 0:
                await server.Stop("fast");
                return;
            case 1:
                await server.Terminate();
                return;
            case 2:
                await server.Pause();
                // Long enough to be noticed; who waited is told meanwhile.
                await program.Until("/health/ready", answer => answer.StartsWith("503", StringComparison.Ordinal));
                await server.Continue();
                return;
            case 3:
                // The program's own connections go, and others take their places.
                await using (await server.UseUp())
                    await load.Refused(10);
                return;
            default:
                await server.Stop("immediate");
                return;
        }
    }

    [Fact]
    public async Task A_program_started_before_its_database_waits_with_a_page_and_serves_as_soon_as_it_can()
    {
        server.Held = true;
        await server.Stop("fast");
        await using var program = await BuiltProgram.Listening("--data", folder, "--database", connection);
        (await program.Until("/health/live", answer => answer.Contains("waiting", StringComparison.Ordinal))).ShouldBe("200 live, waiting for the database, which does not answer\n");
        (await program.Until("/health/ready", _ => true)).ShouldStartWith("503 waiting for the database");
        using var visitor = program.Browser();
        visitor.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en-GB");
        var page = await visitor.GetAsync("/");
        page.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await page.Document()).QuerySelector("main h1")!.TextContent.ShouldBe("Pendopo rests for a moment");
        (await visitor.GetAsync("/pendopo.css")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var told = await visitor.GetAsync("/api/v1/posts");
        (told.StatusCode, told.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.ServiceUnavailable, "application/problem+json"));
        server.Held = false;
        await program.Until("/health/ready", answer => answer == "200 ready\n");
        await visitor.Page("/");
    }

    [Fact]
    public async Task While_the_database_is_away_people_are_told_at_once_and_their_words_stand_there_again()
    {
        await using var program = await BuiltProgram.Ready("--data", folder, "--database", connection);
        using var dimas = await program.SignedIn("dimas@melati.example");
        var form = await dimas.Page("/me/name");
        server.Held = true;
        await server.Stop("fast");
        await program.Until("/health/ready", answer => answer.StartsWith("503 the database does not answer", StringComparison.Ordinal));
        var fields = form.QuerySelectorAll("main form input[type=hidden]").ToDictionary(field => field.GetAttribute("name")!, field => field.GetAttribute("value") ?? "");
        fields["Form.Name"] = "Dimas yang Tetap";
        var started = Stopwatch.GetTimestamp();
        var refused = await dimas.PostAsync("/me/name", new FormUrlEncodedContent(fields));
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(2));
        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await refused.Document()).QuerySelectorAll("main textarea").Select(area => area.TextContent).ShouldBe(["Dimas yang Tetap"]);
        var read = await dimas.GetAsync("/");
        (read.StatusCode, read.Headers.Contains("Refresh")).ShouldBe((HttpStatusCode.ServiceUnavailable, true));
        server.Held = false;
        await program.Until("/health/ready", answer => answer == "200 ready\n");
        (await dimas.PostAsync("/me/name", new FormUrlEncodedContent(fields))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private async Task<List<string>> Titles()
    {
        await using var asking = new NpgsqlConnection(connection + ";Pooling=false");
        await asking.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT title FROM publishing_post WHERE title LIKE 'Catatan %'", asking);
        await using var reader = await command.ExecuteReaderAsync();
        var titles = new List<string>();
        while (await reader.ReadAsync())
            titles.Add(reader.GetString(0));
        return titles;
    }

    /// <summary>People who write without pause, and remember what was acknowledged.</summary>
    private sealed class Load
    {
        private readonly ConcurrentBag<string> acknowledged = [];
        private long longest;
        private int refused;

        public Load(HttpClient browser, CancellationToken stop) => Ended = Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Write(browser, writer, stop)));

        public Task Ended { get; }

        public IReadOnlyCollection<string> Acknowledged => acknowledged;

        /// <summary>Answers that were neither "kept" nor "not now".</summary>
        public ConcurrentBag<string> Odd { get; } = [];

        public TimeSpan Longest => TimeSpan.FromTicks(longest);

        /// <summary>Waits until so many more were kept.</summary>
        public async Task Kept(int more)
        {
            var goal = acknowledged.Count + more;
            for (var started = Stopwatch.GetTimestamp(); acknowledged.Count < goal; await Task.Delay(5))
                (Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60)).ShouldBeTrue("nothing is kept any more");
        }

        /// <summary>Waits until so many more were told to come again.</summary>
        public async Task Refused(int more)
        {
            var goal = Volatile.Read(ref refused) + more;
            for (var started = Stopwatch.GetTimestamp(); Volatile.Read(ref refused) < goal; await Task.Delay(5))
                (Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60)).ShouldBeTrue("nobody is told any more");
        }

        private async Task Write(HttpClient browser, int writer, CancellationToken stop)
        {
            for (var number = 0; !stop.IsCancellationRequested; number++)
            {
                var title = $"Catatan {writer}-{number}";
                var started = Stopwatch.GetTimestamp();
                using var answer = await browser.PostAsJsonAsync("/api/v1/posts", new { title, text = "Posyandu buka Selasa pagi." }, CancellationToken.None);
                var took = Stopwatch.GetElapsedTime(started).Ticks;
                for (var known = Volatile.Read(ref longest); took > known && Interlocked.CompareExchange(ref longest, took, known) != known;)
                    known = Volatile.Read(ref longest);
                if (answer.StatusCode == HttpStatusCode.Created)
                    acknowledged.Add(title);
                else if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
                    Interlocked.Increment(ref refused);
                else
                    Odd.Add($"{answer.StatusCode} {await answer.Content.ReadAsStringAsync(CancellationToken.None)}");
            }
        }
    }
}
