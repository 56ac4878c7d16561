using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Imports;
using Pendopo.Publishing.Posts;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Imports;

public abstract class ImportWalkTests(TestApp app) : PublishingTests(app)
{
    private const string Plan = """
        tanggal;jam;jenis;judul;teks;kanal;kampanye;warna
        2026-03-10;09.00;tips;Kuras bak mandi;"Seminggu sekali; setiap Jumat.";scripted;Maret;biru
        11/3/2026;14:30;acara;Posyandu;Gratis.;semua;;
        2026-03-12;;tips;Tanpa jam;x;;;
        kemarin;09.00;tips;Hari aneh;x;;;
        2026-03-12;09.00;puisi;Jenis aneh;x;;;
        2020-01-01;09.00;tips;Sudah lewat;x;;;
        2026-03-12;09.00;tips;;Tanpa judul;;;
        2026-03-12;09.00;tips;Kanal aneh;x;radio;;
        2026-03-12;09.00;tips;Kampanye aneh;x;;April;
        ;;;=1+1;'@bukan rumus;;;
        """;

    [Fact]
    public async Task A_plan_is_looked_at_with_every_bad_row_told_taken_into_the_calendar_and_undone()
    {
        await Stage.As("officer", scope => scope.GetRequiredService<KeepCampaign>().Run(new(null, new("Maret", null, "", new(2026, 3, 1), new(2026, 3, 31), new Dictionary<PostKind, int>()), null), default));
        using var officer = await App.Client("officer");
        var page = await Upload(officer, "plan", Plan);
        var looked = new HtmlParser().ParseDocument(await officer.GetStringAsync(page)).Body!.TextContent;
        foreach (var said in new[] { "jamnya tidak", "\"kemarin\" bukan tanggal", "\"puisi\" bukan jenis", "kanal tersambung \"radio\"", "kampanye \"April\"", "Judulnya tidak ada", "Kolom \"warna\"", "3 kiriman dapat diambil, 7 tidak" })
            looked.ShouldContain(said);
        (await Posts()).ShouldBe(0);
        (await Act(officer, page, "take")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Posts()).ShouldBe(3);
        // Pressed twice, or by two: made once.
        (await Act(officer, page, "take", version: 0)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Posts()).ShouldBe(3);
        var calendar = await officer.GetStringAsync("/desk/calendar?on=2026-03-10");
        calendar.ShouldContain("Kuras bak mandi");
        calendar.ShouldContain("Posyandu");
        await using (var scope = await App.Scope())
        {
            var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
            var post = await db.Set<Post>().AcrossCentres().SingleAsync(row => row.Title == "Kuras bak mandi");
            (await db.Set<Publication>().AcrossCentres().Where(row => row.PostId == post.Id).Select(row => row.Network).ToListAsync()).ShouldBe(["site", ScriptedNetwork.Name], ignoreOrder: true);
            (await db.Set<CampaignPost>().AcrossCentres().CountAsync(row => row.PostId == post.Id)).ShouldBe(1);
            (await db.Set<Post>().AcrossCentres().AnyAsync(row => row.Title == "=1+1" && row.Text == "@bukan rumus")).ShouldBeTrue();
        }
        var mended = await officer.GetStringAsync(page + "/rows.csv");
        mended.ShouldContain("kemarin");
        mended.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(8);
        (await Act(officer, page, "undo")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Posts()).ShouldBe(0);
        (await officer.GetStringAsync("/desk/calendar?on=2026-03-10")).ShouldNotContain("Kuras bak mandi");
    }

    [Fact]
    public async Task What_somebody_wrote_in_since_stays_when_the_rest_is_undone()
    {
        using var officer = await App.Client("officer");
        var page = await Upload(officer, "plan", "title\nSatu\nDua\nTiga\n");
        await Act(officer, page, "take");
        var touched = await Titled("Dua");
        await Stage.Edit(touched.Id, words => words with { Text = "Ditulis kemudian." });
        await Act(officer, page, "undo");
        (await Posts()).ShouldBe(1);
        (await Stage.Post(touched.Id)).Text.ShouldBe("Ditulis kemudian.");
        (await officer.GetStringAsync(page)).ShouldContain("1 kiriman tetap ada");
    }

    [Fact]
    public async Task What_a_month_gives_out_comes_in_again_the_same()
    {
        var words = new PostWords(PostKind.Event, "=Posyandu, \"Melati\"", "Ringkas; padat", "Baris satu\n\nBaris dua", "KIA", "en", "WHO https://who.int/a")
        {
            Details = new() { Begins = new(2026, 3, 20, 9, 0, 0), Place = "Balai RW 03", NobodyShown = true },
        };
        var post = await Stage.Draft(words);
        await Stage.Schedule(post.Id, new DateTime(2026, 3, 9, 8, 15, 0), ScriptedNetwork.Name);
        using var officer = await App.Client("officer");
        var table = await officer.GetByteArrayAsync("/desk/imports/plan.csv?month=2026-03");
        var content = (await Look(ImportSource.Plan, table)).Value.Content;
        var row = content.Rows.ShouldHaveSingleItem();
        row.Faults.ShouldBeEmpty();
        content.Notes.ShouldBeEmpty();
        row.Words.SameAs(words).ShouldBeTrue();
        row.At.ShouldBe(new DateTime(2026, 3, 9, 8, 15, 0));
        row.Channels.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_month_of_three_hundred_rows_is_taken_whole()
    {
        var table = new StringBuilder("date,time,kind,title,text,channels\n");
        for (var i = 0; i < 300; i++)
            table.Append(CultureInfo.InvariantCulture, $"2026-03-{(i % 28) + 3:00},{8 + (i / 28 % 12):00}:{i % 60:00},tip,Judul {i},{(i % 50 == 7 ? "\"tak ditutup" : "\"Teks\"")},all\n");
        var import = (await Look(ImportSource.Plan, Encoding.UTF8.GetBytes(table.ToString()))).Value;
        // A quotation mark that is never closed swallows no row behind it.
        (import.Good, import.Bad).ShouldBe((294, 6));
        var whole = (await Look(ImportSource.Plan, Encoding.UTF8.GetBytes(table.ToString().Replace("\"tak ditutup", "Teks", StringComparison.Ordinal)))).Value;
        (whole.Good, whole.Bad).ShouldBe((300, 0));
        (await Stage.As("officer", scope => scope.GetRequiredService<TakeImport>().Run(whole.Id, whole.Version, default))).Value.Made.ShouldBe(300);
        (await Posts()).ShouldBe(300);
        await using var scope = await App.Scope();
        (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Publication>().AcrossCentres().CountAsync(row => row.State == PublicationState.WaitingForApproval)).ShouldBeGreaterThanOrEqualTo(600);
    }

    [Fact]
    public async Task A_feed_becomes_drafts_that_name_where_they_stood()
    {
        var import = (await Look(ImportSource.Feed, Encoding.UTF8.GetBytes("<rss><channel><item><title>Cegah DBD</title><link>https://lama.example/dbd</link><description>Kuras bak. &lt;img src=x onerror=alert(1)&gt;</description></item></channel></rss>"))).Value;
        import.Content.Notes.ShouldHaveSingleItem();
        await Stage.As("officer", scope => scope.GetRequiredService<TakeImport>().Run(import.Id, import.Version, default));
        var post = await Titled("Cegah DBD");
        (post.Kind, post.Text, post.Review).ShouldBe((PostKind.Article, "Kuras bak.", ReviewState.Draft));
        post.Sources.ShouldEndWith("https://lama.example/dbd");
    }

    [Theory]
    [InlineData(ImportSource.Plan, "", "NothingInFile")]
    [InlineData(ImportSource.Plan, "apa,saja\n1,2", "NothingInFile")]
    [InlineData(ImportSource.WordPress, "<rss", "XmlUnclear")]
    [InlineData(ImportSource.Facebook, "bukan zip", "ZipUnclear")]
    public async Task What_cannot_be_read_is_refused_in_words(ImportSource source, string text, string code) =>
        (await Look(source, Encoding.UTF8.GetBytes(text))).Problems.Single().Code.ShouldBe(code);

    [Fact]
    public async Task Programs_bring_in_a_plan_in_three_requests_and_another_centre_finds_nothing_of_it()
    {
        using var officer = await App.Client("officer");
        using var form = new MultipartFormDataContent { { new ByteArrayContent("title\nSatu\n"u8.ToArray()), "file", "plan.csv" }, { new StringContent("Plan"), "source" } };
        var looked = await officer.PostAsync("/api/v1/imports/", form);
        looked.StatusCode.ShouldBe(HttpStatusCode.Created, await looked.Content.ReadAsStringAsync());
        var address = looked.Headers.Location!.ToString();
        var version = (await looked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("version").GetInt32();
        using var stranger = await App.Client("officer@kenanga");
        (await stranger.PutAsJsonAsync(address + "/acceptance", new { version })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var taken = await officer.PutAsJsonAsync(address + "/acceptance", new { version });
        taken.StatusCode.ShouldBe(HttpStatusCode.OK, await taken.Content.ReadAsStringAsync());
        (await Posts()).ShouldBe(1);
        version = (await taken.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("version").GetInt32();
        (await officer.DeleteAsync($"{address}/acceptance?version={version}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Posts()).ShouldBe(0);
    }

    private Task<Result<Import>> Look(ImportSource source, byte[] bytes) =>
        Stage.As("officer", scope => scope.GetRequiredService<ImportFile>().Run(source, "berkas", new MemoryStream(bytes), default));

    private static async Task<string> Upload(HttpClient officer, string name, string text)
    {
        var page = new HtmlParser().ParseDocument(await officer.GetStringAsync("/desk/imports"));
        var form = page.QuerySelectorAll("form").Single(one => one.QuerySelector("input[name=_handler]")?.GetAttribute("value") == "import");
        using var content = new MultipartFormDataContent();
        foreach (var field in form.QuerySelectorAll("input[type=hidden]"))
            content.Add(new StringContent(field.GetAttribute("value") ?? ""), field.GetAttribute("name")!);
        content.Add(new StringContent("Plan"), "Form.Source");
        content.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "Form.File", name + ".csv");
        var answer = await officer.PostAsync("/desk/imports", content);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.ToString();
    }

    private static async Task<HttpResponseMessage> Act(HttpClient officer, string page, string act, int? version = null)
    {
        var fields = new Dictionary<string, string> { ["Form.Act"] = act };
        if (version is { } old)
            fields["Form.BasedOn"] = old.ToString(CultureInfo.InvariantCulture);
        return await officer.Send(await officer.GetStringAsync(page), "act", fields, page);
    }

    // Those of the sample world were there before.
    private async Task<int> Posts()
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Post>().AcrossCentres().CountAsync(post => post.CreationKey!.StartsWith("import:"));
    }

    private async Task<Post> Titled(string title)
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Post>().AcrossCentres().AsNoTracking().SingleAsync(post => post.Title == title);
    }
}

[Collection("publishing on sqlite")]
public sealed class ImportWalkOnSqlite(SqliteApp app) : ImportWalkTests(app);

[Collection("publishing on postgres")]
public sealed class ImportWalkOnPostgres(PostgresApp app) : ImportWalkTests(app);
