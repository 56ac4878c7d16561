using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Trace;
using Pendopo.Platform.Observing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Observing;

[Collection("sqlite")]
public sealed class ObservingTests(SqliteApp app) : AppTests(app)
{
    private const string Canary = "nik-3175012345678901";

    [Fact]
    public async Task Metrics_are_told_on_this_machine_and_hold_no_address_that_somebody_typed()
    {
        (await Ask("127.0.0.1")).Status.ShouldBe(200);
        using var visitor = App.Anonymous();
        await visitor.GetAsync($"/search?q={Canary}");
        await visitor.GetAsync($"/posts/{Canary}");
        var (_, text) = await Ask("::1");
        text.ShouldContain("http_server_request_duration_seconds_count");
        text.ShouldContain("http_route=\"");
        text.ShouldNotContain(Canary);
    }

    [Theory]
    [InlineData("203.0.113.9", null)]
    [InlineData("10.1.2.3", null)]
    [InlineData("127.0.0.1", "X-Forwarded-For")]
    [InlineData("127.0.0.1", "X-Forwarded-Host")]
    [InlineData("127.0.0.1", "Forwarded")]
    [InlineData("127.0.0.1", "Via")]
    public async Task Metrics_are_told_to_nobody_else(string from, string? header) => (await Ask(from, header)).Status.ShouldBe(404);

    [Fact]
    public async Task A_trace_keeps_the_address_pattern_and_nothing_of_the_person()
    {
        await App.CentreOf("melati");
        var spans = new ConcurrentQueue<Activity>();
        using (Telemetry.Traces().AddProcessor(new SimpleActivityExportProcessor(new Keep(spans))).Build())
        {
            using var visitor = App.Anonymous();
            visitor.DefaultRequestHeaders.UserAgent.ParseAdd(Canary);
            await visitor.GetAsync($"/search?q={Canary}");
            await visitor.GetAsync($"/posts/{Canary}");
            // A span ends after its answer has gone out.
            for (var looks = 0; looks < 600 && spans.All(span => span.DisplayName != "GET /posts/{Slug}"); looks++)
                await Task.Delay(50);
        }
        spans.ShouldNotBeEmpty();
        spans.SelectMany(span => span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Append(span.DisplayName)).ShouldAllBe(text => !text.Contains(Canary));
        spans.Select(span => span.DisplayName).ShouldContain("GET /posts/{Slug}");
    }

    [Fact]
    public void Page_times_are_told_by_pattern_within_a_sixth_and_forgotten_after_two_hours()
    {
        var clock = new ManualTime();
        var times = new PageTimes(clock);
        for (var i = 1; i <= 100; i++)
            times.Note("GET /posts", TimeSpan.FromMilliseconds(i), failed: i == 100);
        times.Note("GET /", TimeSpan.FromSeconds(3), failed: false);
        var pages = times.Slowest(10);
        pages.Select(page => page.Route).ShouldBe(["GET /", "GET /posts"]);
        (pages[1].Count, pages[1].Failed).ShouldBe((100, 1));
        pages[1].Usual.ShouldBeInRange(50, 50 * 4 / 3.0);
        pages[1].Slow.ShouldBeInRange(95, 95 * 4 / 3.0);
        clock.Advance(TimeSpan.FromHours(1));
        times.Slowest(10).Count.ShouldBe(2);
        clock.Advance(TimeSpan.FromHours(1));
        times.Slowest(10).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_operations_page_says_in_words_how_the_house_runs()
    {
        await App.Tick();
        using var rina = await App.Client("administrator");
        await rina.GetAsync("/admin/jobs");
        var main = (await rina.Page("/admin/operations")).QuerySelector("main")!;
        main.TextContent.ShouldContain("Pendopo berjalan di satu mesin");
        main.TextContent.ShouldContain("Tidak ada yang gagal untuk seterusnya");
        main.QuerySelector("tbody")!.TextContent.ShouldContain("/admin/jobs");
    }

    private async Task<(int Status, string Text)> Ask(string from, string? header = null)
    {
        await App.CentreOf("melati");
        var answer = await App.Host.Server.SendAsync(http =>
        {
            http.Connection.RemoteIpAddress = IPAddress.Parse(from);
            http.Request.Method = "GET";
            http.Request.Path = "/metrics";
            http.Request.Host = new HostString("localhost");
            if (header is not null)
                http.Request.Headers[header] = "198.51.100.4";
        });
        using var reader = new StreamReader(answer.Response.Body);
        return (answer.Response.StatusCode, await reader.ReadToEndAsync());
    }

    private sealed class Keep(ConcurrentQueue<Activity> spans) : BaseExporter<Activity>
    {
        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var span in batch)
                spans.Enqueue(span);
            return ExportResult.Success;
        }
    }
}
