using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Telegram;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Outbound;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels.Telegram;

/// <summary>An officer connects the centre's channel; a question that came to the bot is answered from the inbox.</summary>
public abstract class ConnectTelegramTests(TestApp app) : AppTests(app)
{
    private TelegramStandIn telegram = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        App.Replace = services => services.AddSingleton(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] });
        telegram = await TelegramStandIn.StartAsync();
    }

    public override async Task DisposeAsync()
    {
        await telegram.DisposeAsync();
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData("melati_sehat")]
    [InlineData("@melati_sehat")]
    [InlineData("https://t.me/melati_sehat/")]
    [InlineData("-1001000000200")]
    public async Task A_bot_that_is_administrator_connects_the_channel_and_its_token_is_sealed(string chat)
    {
        var connected = await Connect(TelegramStandIn.Token, chat);

        connected.Ok.ShouldBeTrue();
        connected.Value.Handle.ShouldBe("@melati_sehat");
        await using var scope = await App.ScopeOf("officer");
        var (accounts, channel) = (scope.ServiceProvider.GetRequiredService<Accounts>(), await Only(scope));
        System.Text.Encoding.UTF8.GetString(channel.Credentials!).ShouldNotContain("AAHdq");
        var opened = await accounts.Open(channel, default);
        opened.Credentials<TelegramKeys>().ToString().ShouldNotContain(TelegramStandIn.Token);
        (await accounts.Connector("telegram").Check(opened, default)).Works.ShouldBeTrue();
    }

    [Theory]
    [InlineData("", "@melati_sehat", "TokenRequired")]
    [InlineData("12:short", "@melati_sehat", "TokenUnclear")]
    [InlineData("987654321:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1", "@melati_sehat", "TokenRefused")]
    [InlineData(TelegramStandIn.Token, " ", "ChatRequired")]
    [InlineData(TelegramStandIn.Token, "@nowhere", "ChannelNotFound")]
    [InlineData(TelegramStandIn.Token, "@grup_melati", "NotAChannel")]
    public async Task What_cannot_be_connected_is_told_and_nothing_is_kept(string token, string chat, string code)
    {
        (await Connect(token, chat)).Problems.ShouldHaveSingleItem().Code.ShouldBe(code);
        await using var scope = await App.ScopeOf("officer");
        (await All(scope)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_bot_without_rights_or_of_another_program_is_not_connected()
    {
        telegram.MayPost = false;
        (await Connect(TelegramStandIn.Token, "melati_sehat")).Problems.ShouldHaveSingleItem().Code.ShouldBe("NotAdministrator");
        (telegram.MayPost, telegram.Webhook) = (true, "https://elsewhere.example/hook");
        (await Connect(TelegramStandIn.Token, "melati_sehat")).Problems.ShouldHaveSingleItem().Code.ShouldBe("BotTaken");
    }

    [Fact]
    public async Task A_check_of_a_bot_that_was_thrown_out_lights_the_channel_and_tells_how_to_mend_it()
    {
        var connected = await Connect(TelegramStandIn.Token, "melati_sehat");
        telegram.Status = "left";
        await using (var scope = await App.ScopeOf("officer"))
            (await scope.ServiceProvider.GetRequiredService<CheckAccount>().Run(connected.Value.Id, default)).ShouldBeTrue();
        using var officer = await App.Client("officer");
        var page = await officer.GetStringAsync("/desk/channels");
        page.ShouldContain("Perlu dihubungkan lagi");
        page.ShouldContain("Bot bukan lagi admin kanal");
        using var head = await App.Client("head");
        (await head.GetAsync("/desk/channels/telegram")).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_question_to_the_bot_stands_in_the_inbox_and_the_answer_reaches_the_person_once()
    {
        var channel = (await Connect(TelegramStandIn.Token, "melati_sehat")).Value.Id;
        telegram.Happens(new JsonObject
        {
            ["message_id"] = 4, ["date"] = App.Clock.GetUtcNow().ToUnixTimeSeconds(), ["text"] = "Puskesmas buka hari Minggu?",
            ["chat"] = new JsonObject { ["id"] = 9, ["type"] = "private" }, ["from"] = new JsonObject { ["id"] = 9, ["first_name"] = "Siti" },
        });
        for (var look = 0; look < 2; look++)
        {
            await using var scope = await App.ScopeOf("officer");
            scope.ServiceProvider.GetRequiredService<JobBoard>().Add(new HearChannel(channel));
            await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
            await App.RunJobs();
        }
        Id<Conversation> asked;
        await using (var scope = await App.ScopeOf("officer"))
            asked = (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Conversation>().SingleAsync(row => row.Network == "telegram")).Id;
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync($"/desk/inbox/{asked}")).ShouldContain("Puskesmas buka hari Minggu?");
        (await officer.PostAsJsonAsync($"/api/v1/conversations/{asked}/answers", new { text = "Tutup pada hari Minggu. Gawat darurat: 119." })).EnsureSuccessStatusCode();
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await App.RunJobs();
        await App.RunJobs();

        var ((chat, _), message) = telegram.Messages.ShouldHaveSingleItem();
        chat.ShouldBe(9);
        message["text"]!.GetValue<string>().ShouldBe("Tutup pada hari Minggu. Gawat darurat: 119.");
        message["reply_parameters"]!["message_id"]!.GetValue<long>().ShouldBe(4);
    }

    private async Task<Result<Channel>> Connect(string token, string chat)
    {
        await using var scope = await App.ScopeOf("officer");
        return await scope.ServiceProvider.GetRequiredService<ConnectTelegram>().Run(scope.ServiceProvider.GetRequiredService<Here>().Centre, new(token, chat, telegram.Url), default);
    }

    private static async Task<Channel> Only(AsyncServiceScope scope) => (await All(scope)).ShouldHaveSingleItem();

    private static Task<List<Channel>> All(AsyncServiceScope scope) =>
        scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Channel>().Where(channel => channel.Network == TelegramConnector.NetworkName).ToListAsync();
}

[Collection("channels on sqlite")]
public sealed class ConnectTelegramOnSqliteTests(SqliteApp app) : ConnectTelegramTests(app);

[Collection("channels on postgres")]
public sealed class ConnectTelegramOnPostgresTests(PostgresApp app) : ConnectTelegramTests(app);
