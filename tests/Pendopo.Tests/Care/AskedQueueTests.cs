using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Care;
using Pendopo.Care.Queue;
using Pendopo.Care.Services;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Telegram;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Outbound;
using Pendopo.Tests.Channels.Telegram;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Care;

/// <summary>The queue of today, asked of the centre's bot with `/antre`.</summary>
[Collection("rooms on sqlite")]
public sealed class AskedQueueTests(SqliteApp app) : AppTests(app)
{
    private TelegramStandIn telegram = null!;
    private Id<Channel> channel;
    private long last = 10;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        App.Replace = services => services.AddSingleton(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] });
        telegram = await TelegramStandIn.StartAsync();
        channel = await As("officer", async scope => (await scope.GetRequiredService<ConnectTelegram>().Run(scope.GetRequiredService<Here>().Centre, new(TelegramStandIn.Token, "melati_sehat", telegram.Url), default)).Value.Id);
    }

    public override async Task DisposeAsync()
    {
        await telegram.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Who_asks_gets_the_numbers_of_today_in_their_language_and_nothing_of_a_person()
    {
        await Hears(Asked("/antre", "id"));
        Said().ShouldStartWith("Hari ini belum ada antrean di Puskesmas Melati. Layanan dan jamnya: http");
        Said().ShouldEndWith("/@melati/services");

        var line = await Give(3);
        await Hears(Asked("/antre", "id"));
        Said().ShouldContain($"{CareSample.General} (Ruang 1): belum ada yang dipanggil, 3 menunggu");
        await As("desk", scope => scope.GetRequiredService<CallNumbers>().Next(line, default));
        await Hears(Asked("/antre", "id"), Asked("/antre", "en-GB", person: 10), Asked("/antre", "fr", person: 11));

        var now = App.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(7));
        Said(9).ShouldBe($"Antrean hari ini di Puskesmas Melati, pukul {now:HH.mm}\n\n{CareSample.General} (Ruang 1): sedang dilayani A-1, 2 menunggu\n\nAngkanya berubah setiap ada yang dipanggil. Ikuti di sini: {await Home()}/queue");
        Said(10).ShouldBe($"Queue today at Puskesmas Melati, {now:HH:mm}\n\n{CareSample.General} (Ruang 1): now serving A-1, 2 waiting\n\nIt changes as people are called. Follow it here: {await Home()}/queue");
        Said(11).ShouldStartWith("Antrean hari ini");

        await As("desk", scope => scope.GetRequiredService<CallNumbers>().Pause(line, on: true, default));
        await Hears(Asked("/antre", null));
        Said().ShouldContain($"{CareSample.General} (Ruang 1): jeda sebentar, 2 menunggu");
        // Nothing of it is a conversation, and where it stands is answered.
        (await As("officer", scope => scope.GetRequiredService<PendopoDb>().Set<Conversation>().CountAsync(row => row.Network == "telegram"))).ShouldBe(0);
        telegram.Messages.Values.ShouldAllBe(message => message["reply_parameters"]!["message_id"]!.GetValue<long>() > 10);
    }

    [Fact]
    public async Task A_question_is_answered_at_most_once_waits_as_long_as_told_and_is_left_when_it_is_old()
    {
        await Give(1);
        telegram.FailNext("sendMessage", 429, "Too Many Requests: retry after 40", new JsonObject { ["retry_after"] = 40 });
        await Hears(Asked("/antre", "id"));
        telegram.Messages.ShouldBeEmpty();
        App.Clock.Advance(TimeSpan.FromSeconds(41));
        await App.RunJobs();
        telegram.Messages.Count.ShouldBe(1);

        // It was taken, and the line broke before the answer: nobody is told twice.
        telegram.BreakAnswerOfNext("sendMessage");
        await Hears(Asked("/antre", "id"));
        App.Clock.Advance(TimeSpan.FromMinutes(5));
        await App.RunJobs();
        telegram.Messages.Count.ShouldBe(2);

        var old = Asked("/antre", "id");
        App.Clock.Advance(TimeSpan.FromMinutes(20));
        await Hears(old, Asked("/start", "id"));
        telegram.Messages.Count.ShouldBe(2);
    }

    /// <summary>What the bot said last, to this person.</summary>
    private string Said(long person = 9) => telegram.Messages.Where(pair => pair.Key.Chat == person).MaxBy(pair => pair.Key.Number).Value["text"]!.GetValue<string>();

    private Task<string> Home() => As("officer", scope => Task.FromResult(scope.GetRequiredService<Pendopo.Platform.Settings.PublicAddress>().Home(scope.GetRequiredService<Here>().Centre)));

    private JsonObject Asked(string text, string? language, long person = 9) => new()
    {
        ["message_id"] = ++last, ["date"] = App.Clock.GetUtcNow().ToUnixTimeSeconds(), ["text"] = text,
        ["chat"] = new JsonObject { ["id"] = person, ["type"] = "private" }, ["from"] = new JsonObject { ["id"] = person, ["first_name"] = "Siti", ["language_code"] = language },
    };

    private async Task Hears(params JsonObject[] said)
    {
        foreach (var one in said)
            telegram.Happens(one);
        // Twice: what was answered is not answered again.
        for (var look = 0; look < 2; look++)
        {
            await As("officer", scope =>
            {
                scope.GetRequiredService<JobBoard>().Add(new HearChannel(channel));
                return scope.GetRequiredService<PendopoDb>().SaveChangesAsync();
            });
            await App.RunJobs();
        }
    }

    private Task<Id<QueueLine>> Give(int numbers) => As("desk", async scope =>
    {
        var db = scope.GetRequiredService<PendopoDb>();
        var session = await db.Set<ClinicSession>().Where(row => row.Weekday == DayOfWeek.Monday && db.Set<HealthService>().Any(one => one.Id == row.ServiceId && one.Name == CareSample.General)).Select(row => row.Id).SingleAsync();
        var line = default(Id<QueueLine>);
        for (var number = 0; number < numbers; number++)
            line = (await scope.GetRequiredService<IssueNumber>().Run(new(session, PriorityClass.Usual, ReasonGroup.NotAsked, null), default)).Value.LineId;
        return line;
    });

    private async Task<T> As<T>(string role, Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = await App.ScopeOf(role);
        return await act(scope.ServiceProvider);
    }
}
