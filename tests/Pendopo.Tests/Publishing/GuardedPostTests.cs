using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Safety.Guard;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing;

public abstract class GuardedPostTests(TestApp app) : PublishingTests(app)
{
    [Fact]
    public async Task An_identity_number_in_an_approved_text_stops_it_at_the_door_and_masking_it_is_an_edit()
    {
        var post = await Send();
        var held = await Stage.Publication(post.Id, "site");
        (held.State, held.TroubleCode, held.TroubleReason).ShouldBe((PublicationState.Failed, "Held", "nik"));
        Network.Posts.ShouldBeEmpty();
        (await Stage.As("safety-lead", async scope => await scope.GetRequiredService<MaskContent>().Handle(await Held(scope), null, default))).Problems.ShouldBeEmpty();
        var masked = await Stage.Post(post.Id);
        masked.Text.ShouldNotContain("3404015203900003");
        masked.IsApproved.ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_named_person_released_goes_on_its_way()
    {
        var post = await Send();
        (await Stage.As("safety-lead", async scope => await scope.GetRequiredService<ReleaseContent>().Handle(await Held(scope), "Nomor contoh di poster resmi.", default))).Problems.ShouldBeEmpty();
        await Rounds();
        (await Stage.Publication(post.Id, "site")).State.ShouldBe(PublicationState.Sent);
    }

    private async Task<Post> Send()
    {
        var post = await Stage.Approved(PublishingStage.Words() with { Text = "Contoh: NIK 3404015203900003." });
        await Stage.Schedule(post.Id, null);
        await Rounds();
        // The guard writes down what it held beside the caller: wait for that, as its page does by being opened later.
        await App.Services.GetRequiredService<HeldLedger>().WriteAll(default);
        return post;
    }

    private static async Task<Id<HeldContent>> Held(IServiceProvider scope) =>
        (await scope.GetRequiredService<PendopoDb>().Set<HeldContent>().AsNoTracking().SingleAsync(row => row.Exit == "publishing.page")).Id;

    private async Task Rounds()
    {
        for (var i = 0; i < 3; i++)
        {
            App.Clock.Advance(TimeSpan.FromSeconds(15));
            await App.Tick();
            await App.RunJobs();
        }
    }
}

[Collection("publishing on sqlite")]
public sealed class GuardedPostOnSqlite(SqliteApp app) : GuardedPostTests(app);

[Collection("publishing on postgres")]
public sealed class GuardedPostOnPostgres(PostgresApp app) : GuardedPostTests(app);
