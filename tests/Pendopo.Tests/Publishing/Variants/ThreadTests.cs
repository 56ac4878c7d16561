using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Variants;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Variants;

public abstract class ThreadTests(TestApp app) : PublishingTests(app)
{
    [Fact]
    public async Task Own_words_go_out_as_a_thread_with_the_label_on_its_first_part()
    {
        Network.Bounds = Network.Bounds with { Parts = 9 };
        var post = await Stage.Draft(PublishingStage.Words() with { Details = new() { Labels = [DisclosureLabel.Partnership], Partner = "Radio Suara" } });
        await Own(post, "Satu.\n---\nDua.\n\n  ----  \nTiga.");
        await Stage.Submit(post.Id);
        await Stage.Approve(post.Id);
        await Stage.Schedule(post.Id, null, ScriptedNetwork.Name);
        await App.RunJobs();
        var sent = Network.Posts.ShouldHaveSingleItem();
        (sent.Text, sent.Html).ShouldBe(("Kerja sama dengan Radio Suara\n\nSatu.", ""));
        sent.Parts.ShouldBe(["Dua.", "Tiga."]);
    }

    [Fact]
    public async Task Where_no_thread_can_be_sent_the_parts_are_one_text()
    {
        var post = await Stage.Draft();
        await Own(post, "Satu.\n---\nDua.");
        await Stage.Submit(post.Id);
        await Stage.Approve(post.Id);
        await Stage.Schedule(post.Id, null, ScriptedNetwork.Name);
        await App.RunJobs();
        var sent = Network.Posts.ShouldHaveSingleItem();
        sent.Text.ShouldBe("Satu.\n\nDua.");
        sent.Parts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_part_that_does_not_fit_keeps_the_whole_back()
    {
        Network.Bounds = Network.Bounds with { Parts = 9 };
        var post = await Stage.Draft();
        await Own(post, "Satu.\n---\n" + new string('a', 301));
        await Stage.Submit(post.Id);
        await Stage.Approve(post.Id);
        await Stage.Schedule(post.Id, null, ScriptedNetwork.Name);
        await App.RunJobs();
        var publication = await Stage.Publication(post.Id, ScriptedNetwork.Name);
        (publication.State, publication.TroubleCode).ShouldBe((PublicationState.Failed, "DoesNotFit"));
        Network.Posts.ShouldBeEmpty();
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync($"/desk/posts/{post.Id}")).ShouldContain("Bagian 2 dari 2");
    }

    private async Task Own(Post post, string text)
    {
        (await Stage.As("officer", async scope =>
        {
            var channel = await scope.GetRequiredService<PendopoDb>().Set<Channel>().Where(row => row.Network == ScriptedNetwork.Name).Select(row => row.Id).SingleAsync();
            return await scope.GetRequiredService<OwnWords>().Write(post.Id, channel, text, default);
        })).Problems.ShouldBeEmpty();
    }
}

[Collection("publishing on sqlite")]
public sealed class ThreadsOnSqlite(SqliteApp app) : ThreadTests(app);

[Collection("publishing on postgres")]
public sealed class ThreadsOnPostgres(PostgresApp app) : ThreadTests(app);
