using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Safety.Training;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Safety.Consents;

namespace Pendopo.Tests.Safety.Training;

/// <summary>Lessons and their quiz, the policy, the rule that stands before publishing, and the weekly look.</summary>
public abstract class TrainingTests(TestApp app) : AppTests(app)
{
    private static readonly Dictionary<string, string> Right = new() { ["Form.Q1"] = "2", ["Form.Q2"] = "1", ["Form.Q3"] = "3" };

    private async Task<bool> MayPublish(string role = "officer")
    {
        await using var scope = await App.Scope();
        return (await scope.ServiceProvider.GetRequiredService<Pendopo.Platform.Access.Rights>().At((await App.PersonOf(role)).Id, await App.CentreOf("melati"), default)).Contains("publishing.publish");
    }

    private async Task Rule(DateOnly from)
    {
        await using (var scope = await App.ScopeOf("administrator"))
            await scope.ServiceProvider.GetRequiredService<TrainingBook>().Begin(from, default);
        await App.RunJobs();
    }

    private async Task Pass(HttpClient officer) =>
        (await officer.Send(await officer.GetStringAsync("/desk/training/Privacy"), "quiz", Right, "/desk/training/Privacy")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

    [Fact]
    public async Task Without_a_day_set_nobody_loses_a_right() => (await MayPublish()).ShouldBeTrue();

    [Fact]
    public async Task From_the_day_on_who_published_before_has_thirty_days_and_then_needs_the_lesson_and_again_after_a_year()
    {
        var today = DateOnly.FromDateTime((await App.CentreOf("melati")).Local(App.Clock.GetUtcNow()).DateTime);
        await Rule(today.AddDays(1));
        (await MayPublish()).ShouldBeTrue();
        App.Clock.Advance(TimeSpan.FromDays(10));
        (await MayPublish()).ShouldBeTrue("thirty days of grace");
        App.Clock.Advance(TimeSpan.FromDays(30));
        (await MayPublish()).ShouldBeFalse();
        using var officer = await App.Client("officer");
        (await officer.GetAsync("/desk/campaigns/new")).StatusCode.ShouldNotBe(HttpStatusCode.OK);
        await Pass(officer);
        (await MayPublish()).ShouldBeTrue();
        (await officer.GetAsync("/desk/campaigns/new")).StatusCode.ShouldBe(HttpStatusCode.OK);
        App.Clock.Advance(TimeSpan.FromDays(366));
        (await MayPublish()).ShouldBeFalse("asked again each year");
    }

    [Fact]
    public async Task Who_gets_the_right_after_the_day_passes_the_lesson_first()
    {
        var today = DateOnly.FromDateTime((await App.CentreOf("melati")).Local(App.Clock.GetUtcNow()).DateTime);
        await Rule(today);
        await using (var scope = await App.Scope())
        {
            var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
            var (clinician, centre, now) = ((await App.PersonOf("clinician")).Id, (await App.CentreOf("melati")).Id, App.Clock.GetUtcNow());
            var held = await db.Set<Membership>().Where(row => row.PersonId == clinician).ToListAsync();
            db.RemoveRange(held);
            var role = await db.Set<Role>().Where(row => row.CentreId == centre && row.Key == SampleRoles.Officer).FirstAsync();
            db.Add(Membership.AtCentre(clinician, role.Id, centre, now));
            await db.SaveChangesAsync();
        }
        (await MayPublish("clinician")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_wrong_answer_is_shown_beside_its_question_and_nothing_is_passed()
    {
        using var officer = await App.Client("officer");
        var sent = await officer.Send(await officer.GetStringAsync("/desk/training/Privacy"), "quiz", new(Right) { ["Form.Q3"] = "1", ["Form.Q1"] = "" }, "/desk/training/Privacy");
        sent.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        ConsentStage.TextOf(await officer.GetStringAsync("/desk/training")).ShouldNotContain("Lulus");
        await Pass(officer);
        ConsentStage.TextOf(await officer.GetStringAsync("/desk/training")).ShouldContain("Lulus");
    }

    [Theory]
    [InlineData("id")]
    [InlineData("en")]
    public void Every_lesson_has_its_text_and_three_questions_of_three_answers_in_both_languages(string language)
    {
        foreach (var lesson in Enum.GetValues<Lesson>())
        {
            TrainingText.Say("Text_" + lesson, language).Split('\n').Length.ShouldBe(5);
            for (var number = 1; number <= TrainingBook.Questions; number++)
                TrainingText.Say(string.Create(CultureInfo.InvariantCulture, $"Quiz_{lesson}_{number}"), language).Split('|').Length.ShouldBe(4);
        }
    }

    [Fact]
    public async Task The_policy_is_read_and_signed_and_a_new_version_is_signed_anew()
    {
        using var officer = await App.Client("officer");
        var page = await officer.GetStringAsync("/desk/policy");
        (await officer.Send(page, "sign", [], "/desk/policy")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        ConsentStage.TextOf(await officer.GetStringAsync("/desk/policy")).ShouldContain("Anda menandatangani");
        using var head = await App.Client("head");
        (await head.Send(await head.GetStringAsync("/desk/policy"), "policy", new() { ["Form.Indonesian"] = "Baru.", ["Form.English"] = "New." }, "/desk/policy")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var anew = await officer.GetStringAsync("/desk/policy");
        ConsentStage.TextOf(anew).ShouldNotContain("Anda menandatangani");
        (await officer.Send(page, "sign", [], "/desk/policy")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "what was read is an older version");
    }

    [Fact]
    public async Task The_weekly_look_names_what_was_taken_out_and_what_happened_at_night()
    {
        await using (var scope = await App.ScopeOf("administrator"))
        {
            scope.ServiceProvider.GetRequiredService<Pendopo.Platform.Audit.AuditBook>().Note("audit.export", "audit");
            await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        }
        App.Clock.Advance(TimeSpan.FromHours(15));
        using (var officer = await App.Client("officer"))
            await Pass(officer);
        using var head = await App.Client("head");
        var text = ConsentStage.TextOf(await head.GetStringAsync("/desk/week"));
        text.ShouldContain("Mengunduh catatan sebagai tabel");
        text.ShouldContain("Lulus pelajaran");
        using var desk = await App.Client("desk");
        (await desk.GetAsync("/desk/week")).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }
}

[Collection("rooms on sqlite")]
public sealed class TrainingOnSqlite(SqliteApp app) : TrainingTests(app);

[Collection("rooms on postgres")]
public sealed class TrainingOnPostgres(PostgresApp app) : TrainingTests(app);
