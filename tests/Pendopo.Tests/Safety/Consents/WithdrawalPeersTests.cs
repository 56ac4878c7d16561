using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Bluesky;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Fediverse;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;
using Pendopo.Platform.Settings;
using Pendopo.Safety.Consents;
using Pendopo.Safety.Contracts;
using Pendopo.Testing;
using Pendopo.Tests.Channels.Bluesky;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Publishing;

namespace Pendopo.Tests.Safety.Consents;

/// <summary>A yes that becomes a no, on servers that nobody here wrote: a reader's in the fediverse, and Bluesky's own.</summary>
[Collection("rooms on sqlite")]
public sealed class WithdrawalPeersTests(SqliteApp app) : AppTests(app)
{
    private string root = "";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        // The other servers' clocks are the machine's.
        App.Clock.Advance(TimeProvider.System.GetUtcNow() - App.Clock.GetUtcNow());
        root = $"http://localhost:{FreePort.Next()}";
        App.Replace = services =>
        {
            services.AddSingleton(new Addresses(new PublicAddress(new ConfigurationBuilder().AddInMemoryCollection([new("public-address", root)]).Build())));
            services.AddSingleton(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] });
        };
        App.Host.Url = root;
        App.Host.UseKestrel();
        App.Host.StartServer();
        await App.CentreOf("melati");
    }

    [Fact]
    public async Task A_withdrawn_story_is_deleted_at_its_readers_server_and_in_the_centres_own_repository()
    {
        await using var reader = await FedifyPeer.StartAsync("warga");
        var pds = await BarePds.SharedAsync();
        var account = await pds.CreateAccountAsync("kisah");
        var (stage, consents) = (new PublishingStage(App), new ConsentStage(App, new PublishingStage(App)));
        await Connect(pds.Url, account);
        await App.Tick();
        await App.RunJobs();
        await reader.FollowAsync(root + "/ap/users/melati");
        await App.RunJobs();
        var (consent, path, _) = await consents.Given(["fediverse", "bluesky"]);
        var post = await stage.Approved(PublishingStage.Words("Kisah seorang ibu"));
        (await consents.Name(post.Id, consent.Id)).Ok.ShouldBeTrue();
        await stage.Schedule(post.Id, null, "fediverse", "bluesky");
        await Rounds();
        (await reader.ReceivedAsync("Create", contains: "Kisah seorang ibu")).ShouldHaveSingleItem().Status.ShouldBe(202);
        (await account.ListPostsAsync(account.Did)).Length.ShouldBe(1);

        await using (var visitor = await App.ScopeOf(null))
            (await visitor.ServiceProvider.GetRequiredService<WithdrawConsent>().ByLink(path.Split('/')[^1], consent.Id, default)).Ok.ShouldBeTrue();
        await Rounds();

        var there = (await stage.Publication(post.Id, "fediverse")).RemoteId!;
        (await reader.ReceivedAsync("Delete", contains: there)).ShouldHaveSingleItem().Status.ShouldBe(202);
        (await account.ListPostsAsync(account.Did)).ShouldBeEmpty();
        await using var scope = await App.Scope();
        (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<RecallLine>().AcrossCentres().Select(line => line.State).ToListAsync())
            .ShouldBe([RecallState.Gone, RecallState.Gone, RecallState.Gone]);
    }

    private async Task Rounds()
    {
        for (var round = 0; round < 2; round++)
        {
            App.Clock.Advance(TimeSpan.FromSeconds(15));
            await App.Tick();
            await App.RunJobs();
        }
    }

    private async Task Connect(string server, AtprotoAccount account)
    {
        using var stranger = new Melati(new Session(account.Did, account.Handle, server, "", ""));
        var input = new JsonObject { ["identifier"] = account.Handle, ["password"] = await account.CreateAppPasswordAsync() };
        var answer = await stranger.Xrpc.Do(server, "com.atproto.server.createSession", token: null, input, default);
        var session = Session.Read(answer.Body, "https://elsewhere.example").ShouldNotBeNull();
        await using var scope = await App.ScopeOf("administrator");
        var (db, accounts) = (scope.ServiceProvider.GetRequiredService<PendopoDb>(), scope.ServiceProvider.GetRequiredService<Accounts>());
        db.Add(Channel.Connect((await App.CentreOf("melati")).Id, "bluesky", session.Handle, session.Did, accounts.Seal(session), App.Clock.GetUtcNow()));
        await db.SaveChangesAsync();
    }
}
