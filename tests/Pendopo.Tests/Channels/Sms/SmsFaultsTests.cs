using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Sms;
using Pendopo.Channels.WhatsApp;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Outbound;
using Pendopo.Testing;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Publishing;
using Pendopo.Tests.StandIns.Sms;

namespace Pendopo.Tests.Channels.Sms;

/// <summary>Every trouble of a gateway after every other, on a post's messages and on an answer, by each shape of gateway, with the program killed in a call or not.</summary>
[Collection("rooms on sqlite")]
public sealed class SmsFaultsTests(SqliteApp app) : AppTests(app)
{
    private const string Siti = "6281200000001", Rina = "6281200000002";

    private static readonly GatewayTrouble?[] Troubles = [null, .. Enum.GetValues<GatewayTrouble>().Select(one => (GatewayTrouble?)one)];

    private PublishingStage stage = null!;

    private sealed record Case(GatewayTrouble? First, GatewayTrouble? Second, bool Killed, bool Answers);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        App.Replace = services => services.AddSingleton(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] });
        stage = new(App);
    }

    [Theory, Trait(Series.Form, Series.Long)]
    [InlineData((int)GatewayShape.Address)]
    [InlineData((int)GatewayShape.Form)]
    [InlineData((int)GatewayShape.Json)]
    public async Task Whatever_goes_wrong_each_gets_it_once_or_it_is_told_why_not(int shape)
    {
        await using var gateway = await GatewayStandIn.StartAsync((GatewayShape)shape);
        var channel = await Connect(gateway);
        foreach (var phone in new[] { Siti, Rina })
            (await stage.As("officer", scope => scope.GetRequiredService<KeepAgreement>().Note(channel, new(phone, "", "News", "Paper", "", true), default))).Problems.ShouldBeEmpty();
        var cases = (from first in Troubles from second in Troubles from killed in new[] { false, true } from answers in new[] { false, true } select new Case(first, second, killed, answers)).ToArray();
        new Random(13).Shuffle(cases);
        foreach (var one in cases.Take(Series.Of("SMS_FAULTS", 120, 3 * cases.Length) / 3))
            await Run(gateway, channel, one);
    }

    private async Task Run(GatewayStandIn gateway, Channel channel, Case one)
    {
        // What a case left unused must not meet the next one.
        gateway.Behave();
        gateway.Next(one.First, one.Second);
        var key = Guid.CreateVersion7();
        await (one.Answers ? Answer(gateway, channel, key, one.Killed) : Post(gateway, channel, key, one.Killed));
        var lines = await Read(db => db.Set<Sending>().AsNoTracking().Where(row => row.Key == key).ToListAsync());
        lines.Count.ShouldBe(one.Answers ? 1 : 2, $"{one}");
        foreach (var line in lines)
        {
            var taken = gateway.Taken.Count(sms => sms.Reference == line.Mark);
            (line.State switch
            {
                SendingState.Accepted => taken == 1,
                // Nobody could be asked: a person looks, and it may be there.
                SendingState.Unknown => taken <= 1,
                SendingState.Failed => taken == 0 && line.Code is { Length: > 0 },
                // An answer that the gateway puts off is told to who wrote it, and waits for them.
                SendingState.Waiting => one.Answers && taken == 0 && line.Code is { Length: > 0 },
                _ => false,
            }).ShouldBeTrue($"{gateway.Shape} {one}: {line.State} {line.Code}, {taken} taken");
        }
    }

    private async Task Post(GatewayStandIn gateway, Channel channel, Guid key, bool killed)
    {
        var post = new OutgoingPost { Key = key, IntendedAt = App.Clock.GetUtcNow(), Revision = 1, Title = "Kabar", Text = $"Kabar {key}", Html = "", Url = "https://melati.example/posts/kabar", Language = "id" };
        (await Speak(channel, (connector, account) => connector.Publish(account, post, default))).ShouldBeOfType<SendOutcome.Sent>();
        if (killed)
            await stage.As("officer", async scope =>
            {
                var db = scope.GetRequiredService<PendopoDb>();
                (await db.Set<Sending>().Where(row => row.Key == key).OrderBy(row => row.Id).FirstAsync()).Call(opens: true, App.Clock.GetUtcNow());
                return await db.SaveChangesAsync();
            });
        for (var round = 0; round < 20; round++)
        {
            var broadcast = await Read(db => db.Set<Broadcast>().AsNoTracking().SingleAsync(row => row.Key == key));
            if (broadcast.State == BroadcastState.Done)
                return;
            await Mend(gateway, channel);
            if (broadcast is { State: BroadcastState.Held, HeldUntil: null })
                await stage.As("officer", scope => scope.GetRequiredService<KeepSendings>().GoOn(broadcast.Id, default));
            await stage.As("officer", scope => scope.GetRequiredService<IJobHandler<SendBroadcast>>().Run(new(broadcast.Id), default));
            App.Clock.Advance(TimeSpan.FromMinutes(10));
        }
        throw new InvalidOperationException("The post never came to its end.");
    }

    private async Task Answer(GatewayStandIn gateway, Channel channel, Guid key, bool killed)
    {
        var reply = new OutgoingReply(key, App.Clock.GetUtcNow(), new("m", null), new("m", null), new(Siti, "+" + Siti, "", null), $"Jawaban {key}", "id", Private: true);
        if (killed)
            await stage.As("officer", async scope =>
            {
                var db = scope.GetRequiredService<PendopoDb>();
                var line = Sending.To(await db.Set<Contact>().SingleAsync(row => row.Phone == Siti), SendingKind.Answer, key, App.Clock.GetUtcNow());
                line.Call(opens: false, App.Clock.GetUtcNow());
                db.Add(line);
                return await db.SaveChangesAsync();
            });
        for (var round = 0; round < 8; round++)
        {
            await Mend(gateway, channel);
            if (await Speak(channel, (connector, account) => connector.Reply(account, reply, default)) is not (SendOutcome.RetryAt or SendOutcome.Reconnect))
                break;
            App.Clock.Advance(TimeSpan.FromMinutes(10));
        }
    }

    private Task<SendOutcome> Speak(Channel channel, Func<IConnector, ConnectedAccount, Task<SendOutcome>> act) => stage.As("officer", async scope =>
    {
        var accounts = scope.GetRequiredService<Accounts>();
        return await act(accounts.Connector(SmsConnector.NetworkName), await accounts.Open((await accounts.Find(channel.Id, default))!, default));
    });

    // A person types the key again.
    private async Task Mend(GatewayStandIn gateway, Channel channel)
    {
        if ((await Read(db => db.Set<Channel>().AsNoTracking().SingleAsync(row => row.Id == channel.Id))).State == ChannelState.Reconnect)
            (await Connect(gateway)).Id.ShouldBe(channel.Id);
    }

    private async Task<Channel> Connect(GatewayStandIn gateway)
    {
        var request = new ConnectSms.Request { Name = "MELATI", Country = "+62", Key = GatewayStandIn.Key, PerMinute = "600" };
        request = gateway.Shape switch
        {
            GatewayShape.Address => request with { Method = "GET", Url = gateway.Url + "/sendsms?password={key}&destination={to}&message={text}&ref={id}", Accepted = "1701|*:{id}" },
            GatewayShape.Form => request with
            {
                Method = "POST", Url = gateway.Url + "/sms/json", ContentType = "application/x-www-form-urlencoded", Body = "api_secret={key}&to={to}&text={text}&client-ref={id}",
                Accepted = "messages.0.status=0", IdAt = "messages.0.message-id",
            },
            _ => request with { Method = "POST", Url = gateway.Url + "/messages", ContentType = "application/json", Headers = "Authorization: Bearer {key}", Body = "{\"to\":\"{to}\",\"body\":\"{text}\",\"ref\":\"{id}\"}", IdAt = "sid" },
        };
        var connected = await stage.As("officer", scope => scope.GetRequiredService<ConnectSms>().Run(request, default));
        connected.Problems.ShouldBeEmpty();
        return connected.Value;
    }

    private Task<T> Read<T>(Func<PendopoDb, Task<T>> read) => stage.As("officer", scope => read(scope.GetRequiredService<PendopoDb>()));
}
