using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Facts;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Facts;

/// <summary>Posts past their date are looked through in one list and taken back by one button.</summary>
public abstract class StaleRecallTests(TestApp app) : PublishingTests(app)
{
    [Fact]
    public async Task Posts_past_their_date_are_taken_back_together_after_the_list_was_looked_through()
    {
        var (first, second, fresh) = (await Out("Satu", 5), await Out("Dua", 5), await Out("Tiga", 60));
        App.Clock.Advance(TimeSpan.FromDays(10));
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync("/desk")).ShouldContain("/desk/facts");
        var page = await officer.GetStringAsync("/desk/facts");
        page.ShouldContain("Satu");
        page.ShouldNotContain("Tiga");
        (await officer.Submit("/desk/facts", "stale", ("Form.Reason", "Sudah lewat."))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Stage.Post(first)).RecalledAt.ShouldBeNull();
        (await officer.Submit("/desk/facts", "stale", ("Form.Reason", "Sudah lewat."), ("Form.Sure", "true"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Stage.Post(first)).RecalledAt.ShouldNotBeNull();
        (await Stage.Post(second)).RecalledAt.ShouldNotBeNull();
        (await Stage.Post(fresh)).RecalledAt.ShouldBeNull();
        (await officer.GetStringAsync("/desk/facts")).ShouldContain("Semua fakta masih dalam tanggalnya");
    }

    [Fact]
    public async Task A_program_may_do_so_too_and_nothing_within_its_date_goes()
    {
        var (old, fresh) = (await Out("Satu", 5), await Out("Dua", 60));
        App.Clock.Advance(TimeSpan.FromDays(10));
        using var officer = await App.Client("officer");
        (await officer.GetFromJsonAsync<JsonElement>("/api/v1/fact-dates/")).GetArrayLength().ShouldBe(1);
        (await officer.PostAsJsonAsync("/api/v1/fact-dates/recalls", new { posts = new[] { old, fresh }, reason = "Lewat.", sure = true })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Stage.Post(old)).RecalledAt.ShouldBeNull();
        (await officer.PostAsJsonAsync("/api/v1/fact-dates/recalls", new { posts = new[] { old }, reason = "Lewat.", sure = true })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Stage.Post(old)).RecalledAt.ShouldNotBeNull();
        using var desk = await App.Client("desk");
        (await desk.PostAsJsonAsync("/api/v1/fact-dates/recalls", new { posts = new[] { fresh }, reason = "Lewat.", sure = true })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task<Id<Post>> Out(string title, int days)
    {
        var post = await Stage.Approved(PublishingStage.Words() with { Title = title, Sources = "Kementerian Kesehatan, Buku KIA 2024" });
        await Stage.Schedule(post.Id, null);
        for (var i = 0; i < 3; i++)
        {
            App.Clock.Advance(TimeSpan.FromSeconds(15));
            await App.Tick();
            await App.RunJobs();
        }
        var today = Clock.DateOf(App.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta"));
        (await Stage.As("reviewer", scope => scope.GetRequiredService<CheckFacts>().Run(post.Id, today.AddDays(days), default))).Problems.ShouldBeEmpty();
        return post.Id;
    }
}

[Collection("publishing on sqlite")]
public sealed class StaleRecallOnSqlite(SqliteApp app) : StaleRecallTests(app);

[Collection("publishing on postgres")]
public sealed class StaleRecallOnPostgres(PostgresApp app) : StaleRecallTests(app);
