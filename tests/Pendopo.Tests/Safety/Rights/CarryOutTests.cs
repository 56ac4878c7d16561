using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Safety.Consents;
using Pendopo.Safety.Contracts;
using Pendopo.Safety.Rights;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Publishing;
using Pendopo.Tests.Safety.Consents;

namespace Pendopo.Tests.Safety.Rights;

/// <summary>What people ask about their data is carried out, not only answered.</summary>
public abstract class CarryOutTests(TestApp app) : PublishingTests(app)
{
    [Fact]
    public async Task A_restricted_consent_holds_for_nothing_and_what_it_shows_is_hidden_at_once()
    {
        var stage = new ConsentStage(App, Stage);
        var (consent, _, sheet) = await stage.Given();
        var post = await Stage.Draft(PublishingStage.Words());
        (await stage.Name(post.Id, consent.Id)).Problems.ShouldBeEmpty();
        var id = await RightsDesk.Ask(App, "Restriction", sheet.Code);
        using var desk = await App.Client("desk");
        await desk.PutAsJsonAsync($"/api/v1/rights-requests/{id}/identity", new { identity = "KTP" });
        (await desk.PutAsJsonAsync($"/api/v1/rights-requests/{id}/restriction", new { })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Live(consent.Id)).ShouldBeFalse();
        (await Stage.As("officer", scope => scope.GetRequiredService<ConsentUses>().Stops("post", post.Id.Value, default))).ShouldBeTrue();
        (await desk.DeleteAsync($"/api/v1/rights-requests/{id}/restriction")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Live(consent.Id)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_name_is_corrected_on_the_sheet_and_the_act_is_on_the_chain_without_a_name()
    {
        var (_, _, sheet) = await new ConsentStage(App, Stage).Given();
        var id = await RightsDesk.Ask(App, "Correction", sheet.Code.ToLowerInvariant());
        using var desk = await App.Client("desk");
        await desk.PutAsJsonAsync($"/api/v1/rights-requests/{id}/identity", new { identity = "KTP" });
        (await desk.Submit($"/desk/rights/{id}", "carry", ("Form.NewName", " "))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await desk.Submit($"/desk/rights/{id}", "carry", ("Form.NewName", "Bu Sari Lestari"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        (await db.Set<ConsentSheet>().AcrossCentres().SingleAsync(row => row.Id == sheet.Id)).Name.ShouldBe("Bu Sari Lestari");
        (await db.Set<AuditEntry>().SingleAsync(entry => entry.Act == "consent.corrected")).Detail.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_breach_kit_lists_who_was_touched_what_was_done_and_that_it_was_looked_at()
    {
        await new ConsentStage(App, Stage).Given();
        var today = App.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        using var desk = await App.Client("desk");
        var text = ConsentStage.TextOf(await desk.GetStringAsync($"/desk/rights/breach?from={today}&until={today}"));
        text.ShouldContain("Bu Sari");
        text.ShouldContain("Menerima jawaban permintaan persetujuan");
        var csv = await desk.GetStringAsync($"/desk/rights/breach/people.csv?from={today}&until={today}");
        csv.ShouldStartWith("what,name,reach,at");
        csv.ShouldContain("Bu Sari");
        (await desk.GetAsync($"/desk/rights/breach/people.csv?from={today}")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var head = await App.Client("head");
        (await head.GetStringAsync("/desk/week")).ShouldContain("Melihat siapa yang terkena kebocoran");
    }

    [Fact]
    public async Task An_account_is_in_the_archive_with_roles_sessions_and_lessons()
    {
        using var officer = await App.Client("officer");
        await officer.PostAsJsonAsync("/api/v1/lessons/privacy/answers", new { answers = new[] { 2, 1, 3 } });
        var records = await Stage.As("desk", async scope =>
        {
            var found = new List<PersonalRecord>();
            foreach (var room in scope.GetServices<IPersonalRecords>())
                found.AddRange(await room.Of(RecordSubject.Of("dimas@melati.example"), default));
            return found;
        });
        var fields = records.SelectMany(record => record.Fields.Select(field => field.Value)).ToList();
        fields.ShouldContain("dimas@melati.example");
        records.Select(record => record.Kind).Distinct().Count().ShouldBeGreaterThanOrEqualTo(3);
    }

    private async Task<bool> Live(Id<Consent> consent)
    {
        await using var scope = await App.Scope();
        var row = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Consent>().AcrossCentres().AsNoTracking().SingleAsync(one => one.Id == consent);
        return row.IsLiveOn(DateOnly.FromDateTime(App.Clock.GetUtcNow().UtcDateTime));
    }
}

[Collection("rooms on sqlite")]
public sealed class CarryOutOnSqlite(SqliteApp app) : CarryOutTests(app);

[Collection("rooms on postgres")]
public sealed class CarryOutOnPostgres(PostgresApp app) : CarryOutTests(app);

/// <summary>Access is complete: each table about people outside is told by a room, or stands here with the reason why not (reliability.md D4).</summary>
[Collection("rooms on sqlite")]
public sealed class ArchiveCoverageTests(SqliteApp app) : AppTests(app)
{
    private static readonly Dictionary<string, string> Untold = new(StringComparer.Ordinal)
    {
        ["platform_job"] = "work under way: what it is about stands in the rows it works for",
        ["publishing_vote"] = "marks that nobody can lead back to a person",
        ["inbox_surge"] = "quotations without a name, which nobody can lead back to who said them",
        ["inbox_draft"] = "what a colleague has begun to write and not said",
        ["safety_held"] = "an answer that was not sent",
        ["channels_fediverse_outgoing"] = "what is on its way: it stands among the answers",
        ["channels_fediverse_post"] = "what the centre said: it stands among the answers",
        ["safety_rights_request"] = "the archive begins with it",
    };

    [Fact]
    public async Task Every_table_about_people_outside_is_told_to_who_asks()
    {
        await using var scope = await App.Scope();
        var told = scope.ServiceProvider.GetServices<IPersonalRecords>().SelectMany(room => room.Tables).ToHashSet(StringComparer.Ordinal);
        var outside = File.ReadLines(Pendopo.Testing.Repository.PathTo("tests", "Pendopo.Tests", "Platform", "Backups", "personal-columns.tsv")).Select(line => line.Split('\t'))
            .Where(cells => cells.Length == 4 && cells[1] is "outsider" or "both").Select(cells => cells[0]).ToList();
        outside.Count.ShouldBeGreaterThan(10);
        outside.Where(table => !told.Contains(table) && !Untold.ContainsKey(table)).ShouldBeEmpty("kept of people and told to nobody who asks");
        Untold.Keys.Where(table => !outside.Contains(table)).ShouldBeEmpty("exceptions that are none any more");
    }
}
