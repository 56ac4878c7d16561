using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Bluesky;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels.Bluesky;

/// <summary>An officer connects the centre's account, on a real PDS.</summary>
public abstract class ConnectBlueskyTests(TestApp app) : AppTests(app)
{
    private static readonly string[] Loopback = ["127.0.0.0/8", "::1/128"];
    private BarePds pds = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        App.Replace = services => services.AddSingleton(new OutboundOptions { AllowedPrivate = Loopback });
        pds = await BarePds.SharedAsync();
    }

    [Fact]
    public async Task An_app_password_connects_the_account_and_is_not_kept()
    {
        var account = await pds.CreateAccountAsync("melati");
        var password = await account.CreateAppPasswordAsync();

        var connected = await Connect(new("@" + account.Handle, password, pds.Url));

        connected.Ok.ShouldBeTrue();
        connected.Value.Handle.ShouldBe(account.Handle);
        connected.Value.Address.ShouldBe(account.Did);
        await using var scope = await App.ScopeOf("officer");
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        var channel = await Only(scope);
        System.Text.Encoding.UTF8.GetString(channel.Credentials!).ShouldNotContain(account.Did);
        var opened = await accounts.Open(channel, default);
        opened.Credentials<Session>().Server.ShouldBe(pds.Url);
        opened.Credentials<Session>().ToString().ShouldNotContain(password);
        (await accounts.Connector(channel.Network).Check(opened, default)).Works.ShouldBeTrue();
    }

    [Fact]
    public async Task Connecting_again_renews_the_one_channel()
    {
        var account = await pds.CreateAccountAsync("melati");
        await Connect(new(account.Handle, await account.CreateAppPasswordAsync("satu"), pds.Url));
        await using (var scope = await App.ScopeOf("officer"))
        {
            (await Only(scope)).Lost("ended", App.Clock.GetUtcNow());
            await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        }

        await Connect(new(account.Handle, await account.CreateAppPasswordAsync("dua"), pds.Url));

        await using var after = await App.ScopeOf("officer");
        (await Only(after)).State.ShouldBe(ChannelState.Connected);
    }

    [Theory]
    [InlineData("", "x", "", "HandleRequired")]
    [InlineData("melati.test", " ", "", "AppPasswordRequired")]
    [InlineData("melati.test", "x", "ftp://melati.test", "ServerNotAnAddress")]
    [InlineData("nobody.test", "wrong-pass-word", null, "SignInRefused")]
    [InlineData("melati.test", "x", "http://127.0.0.1:1", "ServerNotReached")]
    public async Task What_cannot_be_connected_is_told_and_nothing_is_kept(string handle, string password, string? server, string code)
    {
        var refused = await Connect(new(handle, password, server ?? pds.Url));

        refused.Problems.ShouldHaveSingleItem().Code.ShouldBe(code);
        await using var scope = await App.ScopeOf("officer");
        (await Bluesky(scope)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_channel_is_seen_by_its_own_centre_alone()
    {
        var account = await pds.CreateAccountAsync("melati");
        await Connect(new(account.Handle, await account.CreateAppPasswordAsync(), pds.Url));

        await using var elsewhere = await App.ScopeOf("officer@kenanga", "kenanga");
        (await Bluesky(elsewhere)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_check_of_an_account_that_was_shut_out_lights_the_channel_and_tells_how_to_mend_it()
    {
        var account = await pds.CreateAccountAsync("melati");
        var connected = await Connect(new(account.Handle, await account.CreateAppPasswordAsync(), pds.Url));
        await using (var scope = await App.ScopeOf("officer"))
        {
            var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
            var opened = await accounts.Open(await Only(scope), default);
            await opened.Change<Session>(kept => kept with { Access = "broken", Refresh = "broken" }, default);
        }
        await using (var scope = await App.ScopeOf("officer"))
            (await scope.ServiceProvider.GetRequiredService<CheckAccount>().Run(connected.Value.Id, default)).ShouldBeTrue();

        using var officer = await App.Client("officer");
        var page = await officer.GetStringAsync("/desk/channels");
        page.ShouldContain("Perlu dihubungkan lagi");
        page.ShouldContain(account.Handle);
        page.ShouldContain("kata sandi aplikasi yang baru");
    }

    [Fact]
    public async Task Who_may_not_connect_is_not_let_in()
    {
        using var member = await App.Client("member");
        (await member.GetAsync("/desk/channels")).StatusCode.ShouldNotBe(HttpStatusCode.OK);
        using var head = await App.Client("head");
        (await head.GetAsync("/desk/channels")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await head.GetAsync("/desk/channels/bluesky")).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    private async Task<Result<Channel>> Connect(ConnectBluesky.Request request)
    {
        await using var scope = await App.ScopeOf("officer");
        return await scope.ServiceProvider.GetRequiredService<ConnectBluesky>().Run(scope.ServiceProvider.GetRequiredService<Here>().Centre, request, default);
    }

    private static async Task<Channel> Only(AsyncServiceScope scope) => (await Bluesky(scope)).ShouldHaveSingleItem();

    private static Task<List<Channel>> Bluesky(AsyncServiceScope scope) =>
        scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Channel>().Where(channel => channel.Network == BlueskyConnector.NetworkName).ToListAsync();
}

[Collection("channels on sqlite")]
public sealed class ConnectBlueskyOnSqliteTests(SqliteApp app) : ConnectBlueskyTests(app);

[Collection("channels on postgres")]
public sealed class ConnectBlueskyOnPostgresTests(PostgresApp app) : ConnectBlueskyTests(app);
