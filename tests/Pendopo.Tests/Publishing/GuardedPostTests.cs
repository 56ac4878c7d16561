using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Safety.Guard;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing;

public abstract class GuardedPostTests(TestApp app) : AppTests(app)
{
    private readonly ScriptedNetwork network = new();
    private PublishingStage stage = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        App.Replace = services => services.AddSingleton<IConnector>(network);
        stage = new PublishingStage(App);
        await stage.Connect();
    }

    [Fact]
    public async Task An_identity_number_in_an_approved_text_stops_it_at_the_door_and_masking_it_is_an_edit()
    {
        var post = await Send();
        var held = await stage.Publication(post.Id, "site");
        (held.State, held.TroubleCode, held.TroubleReason).ShouldBe((PublicationState.Failed, "Held", "nik"));
        network.Posts.ShouldBeEmpty();
        (await stage.As("safety-lead", async scope => await scope.GetRequiredService<MaskContent>().Handle(await Held(scope), default))).Problems.ShouldBeEmpty();
        var masked = await stage.Post(post.Id);
        masked.Text.ShouldNotContain("3404015203900003");
        masked.IsApproved.ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_named_person_released_goes_on_its_way()
    {
        var post = await Send();
        (await stage.As("safety-lead", async scope => await scope.GetRequiredService<ReleaseContent>().Handle(await Held(scope), "Nomor contoh di poster resmi.", default))).Problems.ShouldBeEmpty();
        await Rounds();
        (await stage.Publication(post.Id, "site")).State.ShouldBe(PublicationState.Sent);
    }

    private async Task<Post> Send()
    {
        var post = await stage.Approved(PublishingStage.Words() with { Text = "Contoh: NIK 3404015203900003." });
        await stage.Schedule(post.Id, null);
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

[Collection("sqlite")]
public sealed class GuardedPostOnSqlite(SqliteApp app) : GuardedPostTests(app);

[Collection("postgres")]
public sealed class GuardedPostOnPostgres(PostgresApp app) : GuardedPostTests(app);
