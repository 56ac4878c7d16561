using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Hints;
using Pendopo.Publishing.Posts;
using Pendopo.Tests.Harness;
using Xunit.Abstractions;

namespace Pendopo.Tests.Publishing.Hints;

public abstract class EditingTogetherTests(TestApp app, ITestOutputHelper output) : PublishingTests(app)
{
    private static readonly string[] Writers = ["officer", "reviewer", "clinician", "head", "district-officer", "administrator"];

    [Fact]
    public async Task Twenty_who_write_at_once_lose_nothing_of_what_was_kept()
    {
        var posts = new List<Post>();
        for (var officer = 0; officer < 20; officer++)
            posts.Add(await Stage.Draft(PublishingStage.Words($"Naskah {officer}")));
        var took = new System.Collections.Concurrent.ConcurrentBag<double>();
        await Task.WhenAll(posts.Select((post, officer) => Task.Run(async () =>
        {
            for (var pause = 1; pause <= 10; pause++)
            {
                var watch = Stopwatch.StartNew();
                var kept = await Stage.As(Writers[officer % Writers.Length], scope =>
                    scope.GetRequiredService<KeepPost>().Run(new(post.Id, 1, post.Words with { Text = $"naskah {officer} sampai {pause}" }, ByItself: true), default));
                kept.Problems.ShouldBeEmpty();
                took.Add(watch.Elapsed.TotalMilliseconds);
            }
        })));
        for (var officer = 0; officer < 20; officer++)
            (await Stage.Post(posts[officer].Id)).Text.ShouldBe($"naskah {officer} sampai 10");
        output.WriteLine($"keep while 20 write at once: p95 {took.Order().ElementAt((int)(took.Count * 0.95)):0} ms of {took.Count}");
    }

    [Fact]
    public async Task Six_who_write_one_post_never_overwrite_each_other_and_nothing_kept_is_gone()
    {
        var post = await Stage.Draft(PublishingStage.Words() with { Text = "" });
        await Task.WhenAll(Writers.Select(role => Task.Run(async () =>
        {
            for (var line = 0; line < 5; line++)
                await AddUntilKept(post.Id, role, $"[{role} {line}]");
        })));
        var text = (await Stage.Post(post.Id)).Text;
        foreach (var role in Writers)
            for (var line = 0; line < 5; line++)
                text.ShouldContain($"[{role} {line}]");
        await using var scope = await App.Scope();
        var revisions = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Revision>().AcrossCentres().CountAsync(row => row.PostId == post.Id);
        revisions.ShouldBe(31);
    }

    [Fact]
    public async Task Whoever_opens_a_text_sees_who_wrote_there_just_now_and_no_longer_after_a_while()
    {
        var post = await Stage.Draft();
        var name = (await App.PersonOf("reviewer")).Name;
        await Stage.As("reviewer", scope => scope.GetRequiredService<KeepPost>().Run(new(post.Id, 1, post.Words with { Text = "x" }, ByItself: true), default));
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync($"/desk/posts/{post.Id}")).ShouldContain($"{name} baru saja menulis di sini");
        App.Clock.Advance(TimeSpan.FromMinutes(6));
        (await officer.GetStringAsync($"/desk/posts/{post.Id}")).ShouldNotContain("baru saja menulis di sini");
    }

    [Fact]
    public async Task A_centres_own_word_joins_the_list_and_takes_one_of_the_houses_away()
    {
        (await Keep("edukasi", "")).Ok.ShouldBeTrue();
        (await Keep("Rujukan", "dikirim ke rumah sakit")).Ok.ShouldBeTrue();
        var list = await Stage.As("officer", scope => scope.GetRequiredService<Glossary>().Of("id", default));
        list.ShouldNotContain(word => word.Hard == "edukasi");
        list.ShouldContain(new PlainWord("rujukan", "dikirim ke rumah sakit"));
        var post = await Stage.Draft(PublishingStage.Words() with { Text = "Mohon minta rujukan lebih dulu." });
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync($"/desk/posts/{post.Id}")).ShouldContain("dikirim ke rumah sakit");
        (await Stage.As("officer", scope => scope.GetRequiredService<Pendopo.Publishing.Reviews.SubmitPost>().Run(post.Id, "", default))).Ok.ShouldBeTrue();
    }

    private Task<Pendopo.Platform.Result<Pendopo.Platform.Done>> Keep(string hard, string plain) =>
        Stage.As("officer", scope => scope.GetRequiredService<Glossary>().Keep("id", hard, plain, default));

    private async Task AddUntilKept(Id<Post> id, string role, string line)
    {
        for (var refused = 0; refused < 200; refused++)
        {
            var seen = await Stage.Post(id);
            var kept = await Stage.As(role, scope => scope.GetRequiredService<KeepPost>().Run(new(id, seen.Revision, seen.Words with { Text = seen.Text + line }, ByItself: false), default));
            if (kept.Ok)
                return;
            kept.Problems[0].Code.ShouldBeOneOf("SomebodyElseWrote", "ChangedMeanwhile");
        }
        throw new InvalidOperationException($"{line} was refused two hundred times.");
    }
}

[Collection("publishing on sqlite")]
public sealed class EditingTogetherOnSqlite(SqliteApp app, ITestOutputHelper output) : EditingTogetherTests(app, output);

[Collection("publishing on postgres")]
public sealed class EditingTogetherOnPostgres(PostgresApp app, ITestOutputHelper output) : EditingTogetherTests(app, output);
