using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Tests.Harness;
using Pendopo.Tests.StandIns.Gates;

namespace Pendopo.Tests.Channels.Everywhere;

/// <summary>Tokens of five networks that are renewed, over one row for all jobs; on PostgreSQL for two nodes.</summary>
public abstract class RenewedTokenTests(TestApp app) : EverywhereTests(app)
{
    private static readonly string[] Renewing = ["bluesky", "linkedin", "tiktok", "x", "youtube"];

    [Fact]
    public async Task Jobs_on_two_nodes_renew_each_token_once_and_work_on()
    {
        End();
        // The embedded database serves one program alone.
        await using var another = App.Place.OnPostgres ? App.AnotherNode() : null;
        var other = another ?? App.Host;
        await Task.WhenAll(from network in Renewing from node in new[] { App.Host, other } from job in Enumerable.Range(0, 3) select Ask(node, network));
        foreach (var network in Renewing)
        {
            House.Gate(network).Passed.Count(IsExchange).ShouldBe(1, network);
            (await Ask(other, network)).ShouldBe(new AccountHealth(true) { EndsAt = (await Ask(App.Host, network)).EndsAt }, network);
            House.Gate(network).Passed.Count(IsExchange).ShouldBe(1, network);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_connects_an_account_again_while_its_token_is_renewed_is_not_overwritten_and_not_contradicted(bool refused)
    {
        End();
        foreach (var network in Renewing)
        {
            // That of Bluesky knows one sign-in at a time.
            if (network == "bluesky" && !refused)
                continue;
            var kept = "";
            House.Gate(network).Before = async call =>
            {
                if (!IsExchange(call) || kept.Length > 0)
                    return;
                if (refused)
                    Revoke(network);
                kept = await ConnectAgain(network);
            };
            await using var scope = await App.ScopeOf("officer");
            var id = (await Channel(scope.ServiceProvider, network)).Id;
            (await scope.ServiceProvider.GetRequiredService<CheckAccount>().Run(id, default)).ShouldBeTrue();
            await using var later = await App.ScopeOf("officer");
            var channel = await Channel(later.ServiceProvider, network);
            (channel.State, channel.TroubleReason).ShouldBe((ChannelState.Connected, null), network);
            (await later.ServiceProvider.GetRequiredService<Accounts>().Open(channel, default)).Credentials<JsonElement>().GetRawText().ShouldBe(kept, network);
        }
    }

    /// <summary>Long after the end of every token, and a week before that of LinkedIn's.</summary>
    private void End()
    {
        App.Clock.Advance(TimeSpan.FromDays(54));
        House.Bluesky.Expire();
    }

    private void Revoke(string network)
    {
        switch (network)
        {
            case "bluesky":
                House.Bluesky.RefuseRefresh();
                break;
            case "linkedin":
                House.LinkedIn.Tokens.RevokeAll();
                break;
            case "tiktok":
                House.TikTok.Tokens.RevokeAll();
                break;
            case "x":
                House.X.Tokens.RevokeAll();
                break;
            default:
                House.YouTube.Tokens.RevokeAll();
                break;
        }
    }

    private async Task<string> ConnectAgain(string network)
    {
        App.Clock.Advance(TimeSpan.FromSeconds(1));
        await using var scope = await App.ScopeOf("officer");
        var (channel, keys) = (await Channel(scope.ServiceProvider, network), House.SignIn(network));
        channel.Renew(channel.Handle, channel.Address, scope.ServiceProvider.GetRequiredService<Accounts>().Seal(keys), App.Clock.GetUtcNow());
        await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        return JsonSerializer.Serialize(keys);
    }

    private async Task<AccountHealth> Ask(TestHost node, string network)
    {
        await using var scope = node.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().Enter((await App.CentreOf("melati")).Id);
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        return await accounts.Connector(network).Check(await accounts.Open(await Channel(scope.ServiceProvider, network), default), default);
    }

    private static Task<Channel> Channel(IServiceProvider services, string network) => services.GetRequiredService<PendopoDb>().Set<Channel>().SingleAsync(channel => channel.Network == network);

    private static bool IsExchange(Passing call) => call.Name.TrimEnd('/').EndsWith("token", StringComparison.OrdinalIgnoreCase) || call.Name.EndsWith("accessToken", StringComparison.Ordinal) || call.Name.EndsWith("refreshSession", StringComparison.Ordinal);
}

[Collection("channels on sqlite")]
public sealed class RenewedTokenOnSqlite(SqliteApp app) : RenewedTokenTests(app);

[Collection("channels on postgres")]
public sealed class RenewedTokenOnPostgres(PostgresApp app) : RenewedTokenTests(app);
