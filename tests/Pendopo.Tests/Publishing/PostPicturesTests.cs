using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Declared;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Reviews;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Platform.Files;

namespace Pendopo.Tests.Publishing;

public abstract class PostPicturesTests(TestApp app) : PublishingTests(app)
{
    [Fact]
    public async Task A_picture_without_its_description_keeps_the_post_from_being_submitted()
    {
        var post = await Stage.Draft();
        await Add(post.Id, "");
        var refused = await Stage.As("officer", async scope => await scope.GetRequiredService<SubmitPost>().Run(post.Id, "", default));
        refused.Problems.ShouldHaveSingleItem().Code.ShouldBe("AltRequired");
    }

    [Fact]
    public async Task A_picture_goes_out_with_its_description_and_is_open_to_everybody_only_from_then_on()
    {
        var post = await Stage.Draft();
        await Add(post.Id, "Ibu melarutkan oralit dalam segelas air.");
        (await Audience()).ShouldBe(FileAudience.Staff);
        await Out(post.Id);
        Network.Posts.Single().Images.ShouldHaveSingleItem().Alt.ShouldBe("Ibu melarutkan oralit dalam segelas air.");
        (await Audience()).ShouldBe(FileAudience.Everybody);
    }

    [Fact]
    public async Task A_picture_that_was_added_after_the_approval_stays_closed_when_the_approved_change_goes_out()
    {
        var post = await Stage.Draft();
        await Out(post.Id);
        await Stage.Edit(post.Id, words => words with { Text = "Teks yang disetujui." });
        await Stage.Submit(post.Id);
        await Stage.Approve(post.Id);
        await Add(post.Id, "Belum dilihat penelaah.");
        await Rounds();
        Network.Edits.ShouldHaveSingleItem().Images.ShouldBeEmpty();
        (await Audience()).ShouldBe(FileAudience.Staff);
    }

    [Fact]
    public async Task Recall_closes_the_pictures_again()
    {
        var post = await Stage.Draft();
        await Add(post.Id, "Ibu melarutkan oralit.");
        await Out(post.Id);
        (await Stage.As("officer", async scope => await scope.GetRequiredService<Pendopo.Publishing.Publications.RecallPost>().Run(post.Id, "Gambar keliru.", default))).Ok.ShouldBeTrue();
        await Rounds();
        (await Audience()).ShouldBe(FileAudience.Staff);
    }

    [Fact]
    public async Task A_picture_that_an_approved_change_leaves_out_is_closed_to_readers_again()
    {
        var post = await Stage.Draft();
        await Add(post.Id, "Ibu melarutkan oralit.");
        await Out(post.Id);
        using var visitor = App.Anonymous();
        var address = await Address();
        (await visitor.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Stage.Edit(post.Id, words => words with { Pictures = [] });
        (await visitor.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Stage.Submit(post.Id);
        await Stage.Approve(post.Id);
        await Rounds();
        (await Audience()).ShouldBe(FileAudience.Staff);
        (await visitor.GetAsync(address)).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    private async Task<string> Address()
    {
        await using var scope = await App.Scope();
        return (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<StoredFile>().AcrossCentres().AsNoTracking().SingleAsync()).Address(null);
    }

    private async Task Add(Id<Post> id, string alt)
    {
        Result<Post> added = await Stage.As("officer", async scope => await scope.GetRequiredService<PostPictures>().Add(id, new MemoryStream(PictureSamples.Jpeg), alt, Declaration.Nobody, default));
        added.Problems.ShouldBeEmpty();
    }

    private async Task Out(Id<Post> id)
    {
        await Stage.Submit(id);
        await Stage.Approve(id);
        await Stage.Schedule(id, null, ScriptedNetwork.Name);
        await Rounds();
    }

    private async Task Rounds()
    {
        for (var i = 0; i < 3; i++)
        {
            App.Clock.Advance(TimeSpan.FromSeconds(15));
            await App.Tick();
            await App.RunJobs("publish");
        }
    }

    private async Task<FileAudience> Audience()
    {
        await using var scope = await App.Scope();
        return (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<StoredFile>().AcrossCentres().AsNoTracking().SingleAsync()).Audience;
    }
}

[Collection("publishing on sqlite")]
public sealed class PostPicturesOnSqlite(SqliteApp app) : PostPicturesTests(app);

[Collection("publishing on postgres")]
public sealed class PostPicturesOnPostgres(PostgresApp app) : PostPicturesTests(app);
