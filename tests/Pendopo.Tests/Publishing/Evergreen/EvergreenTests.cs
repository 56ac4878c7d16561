using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Calendar;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Evergreen;
using Pendopo.Publishing.Publications;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Evergreen;

public abstract class EvergreenTests(TestApp app) : PublishingTests(app)
{
    private static readonly DateOnly Later = new(2026, 12, 31);

    [Fact]
    public async Task A_free_hour_is_filled_by_the_post_that_rested_longest_and_not_before_it_rested()
    {
        var queue = await Queue();
        var (old, young) = (await Out("Pertama"), await Out("Kedua"));
        foreach (var post in new[] { old, young })
            (await Keep(post, queue, 30, Later)).Problems.ShouldBeEmpty();
        await Look();
        (await Tellings()).ShouldBeEmpty();
        App.Clock.Advance(TimeSpan.FromDays(31));
        await Look();
        var told = await Tellings();
        // Nine and fifteen o'clock of every day: two hours of the coming day, two posts.
        told.Select(row => row.PostId).ShouldBe([old.Id, young.Id]);
        told.ShouldAllBe(row => row.Network == ScriptedNetwork.Name && row.State == PublicationState.Scheduled && row.Telling == 1);
        await Look();
        (await Tellings()).Count.ShouldBe(2);
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync("/desk/evergreen")).ShouldContain("Pertama");
    }

    [Fact]
    public async Task What_is_told_again_is_the_approved_text_under_a_name_of_its_own_and_links_to_its_one_page()
    {
        var post = await Out("Sekali lagi");
        await Keep(post, await Queue(), 7, Later);
        App.Clock.Advance(TimeSpan.FromDays(8));
        await Look();
        App.Clock.Advance((await Tellings())[0].DueAt!.Value - App.Clock.GetUtcNow() + TimeSpan.FromMinutes(1));
        await App.Tick();
        await App.RunJobs();
        Network.Posts.Count.ShouldBe(2);
        Network.Posts.Select(sent => sent.Key).Distinct().Count().ShouldBe(2);
        Network.Posts.Select(sent => sent.Url).Distinct().ShouldHaveSingleItem();
        (await Stage.Publication(post.Id, OwnChannels.Site)).State.ShouldBe(PublicationState.Sent);
        // A recall reaches every telling.
        (await Stage.As("officer", scope => scope.GetRequiredService<RecallPost>().Run(post.Id, "Salah.", default))).Problems.ShouldBeEmpty();
        await App.RunJobs();
        Network.Recalls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_post_whose_check_is_past_is_never_told()
    {
        var post = await Out("Basi");
        await Keep(post, await Queue(), 7, new(2026, 3, 20));
        App.Clock.Advance(TimeSpan.FromDays(60));
        await Look();
        (await Tellings()).ShouldBeEmpty();
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync("/desk/evergreen")).ShouldContain("Perlu diperiksa");
    }

    [Fact]
    public async Task An_hour_that_a_person_took_is_left_to_them_and_an_edited_post_rests_until_it_is_approved()
    {
        var post = await Out("Lagi");
        await Keep(post, await Queue(), 7, Later);
        App.Clock.Advance(TimeSpan.FromDays(10));
        await Stage.Edit(post.Id, words => words with { Text = "Berubah." });
        await Look();
        (await Tellings()).ShouldBeEmpty();
        await Stage.Submit(post.Id);
        await Stage.Approve(post.Id);
        var other = await Stage.Approved(PublishingStage.Words("Baru"));
        var centre = await App.CentreOf("melati");
        var tomorrow = DateOnly.FromDateTime(centre.Local(App.Clock.GetUtcNow()).DateTime).AddDays(1);
        await Stage.Schedule(other.Id, tomorrow.ToDateTime(new(9, 0)), ScriptedNetwork.Name);
        await Look();
        (await Tellings()).ShouldAllBe(row => centre.Local(row.DueAt!.Value).Hour == 15);
    }

    [Fact]
    public async Task It_is_refused_with_words_and_ended_by_a_press()
    {
        var draft = await Stage.Draft();
        (await Keep(draft, null, 1, new(2020, 1, 1))).Problems.Select(problem => problem.Code).ShouldBe(["NotOutYet", "QueueRequired", "RestWrong", "CheckByRequired"]);
        var post = await Out("Akhir");
        var queue = await Queue();
        using var officer = await App.Client("officer");
        var page = $"/desk/posts/{post.Id}";
        (await officer.Send(await officer.GetStringAsync(page), "evergreen", new() { ["Form.EvergreenQueue"] = queue.ToString(), ["Form.EvergreenRest"] = "3", ["Form.EvergreenCheckBy"] = "2026-12-31", ["Form.Act"] = "save" }, page)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await officer.Send(await officer.GetStringAsync(page), "evergreen", new() { ["Form.EvergreenQueue"] = queue.ToString(), ["Form.EvergreenRest"] = "30", ["Form.EvergreenCheckBy"] = "2026-12-31", ["Form.Act"] = "save" }, page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await officer.GetStringAsync(page)).ShouldContain("Boleh disampaikan lagi setiap 30 hari");
        (await officer.DeleteAsync($"/api/v1/posts/{post.Id}/evergreen/")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await officer.PutAsJsonAsync($"/api/v1/posts/{post.Id}/evergreen/", new { queue = queue.ToString(), restDays = 14, checkBy = "2026-12-31" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    private async Task<Post> Out(string title)
    {
        var post = await Stage.Approved(PublishingStage.Words(title));
        await Stage.Schedule(post.Id, null, ScriptedNetwork.Name);
        await App.RunJobs();
        App.Clock.Advance(TimeSpan.FromDays(1));
        await App.RunJobs();
        return await Stage.Post(post.Id);
    }

    private Task<Id<PostingQueue>> Queue() => Stage.As("officer", async scope =>
    {
        var db = scope.GetRequiredService<PendopoDb>();
        var channel = await db.Set<Channel>().Where(row => row.Network == ScriptedNetwork.Name).Select(row => row.Id).SingleAsync();
        (await scope.GetRequiredService<KeepQueue>().Run(new(null, "Harian", string.Join('\n', new[] { "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu" }.Select(day => $"{day} 09.00 15.00")), [channel], null), default)).Problems.ShouldBeEmpty();
        return await db.Set<PostingQueue>().Select(row => row.Id).SingleAsync();
    });

    private Task<Result<Post>> Keep(Post post, Id<PostingQueue>? queue, int rest, DateOnly checkBy) =>
        Stage.As("officer", scope => scope.GetRequiredService<KeepEvergreen>().Run(new(post.Id, queue, rest, checkBy), default));

    private async Task Look()
    {
        await using var scope = await App.Scope();
        await scope.ServiceProvider.GetRequiredService<IJobHandler<TellAgain>>().Run(new(), default);
    }

    private async Task<List<Publication>> Tellings()
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Publication>().AcrossCentres().AsNoTracking().Where(row => row.Telling != null).OrderBy(row => row.DueAt).ToListAsync();
    }
}

[Collection("publishing on sqlite")]
public sealed class EvergreenOnSqlite(SqliteApp app) : EvergreenTests(app);

[Collection("publishing on postgres")]
public sealed class EvergreenOnPostgres(PostgresApp app) : EvergreenTests(app);
