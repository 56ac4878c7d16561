using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.WhatsApp;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Testing;
using Pendopo.Tests.Harness;
using Pendopo.Tests.StandIns.WhatsApp;

namespace Pendopo.Tests.Channels.WhatsApp;

/// <summary>Every trouble of the network after every other, on a post's messages and on an answer, with the program killed in a call or not.</summary>
[Collection("rooms on sqlite")]
public sealed class WhatsAppFaultsTests(SqliteApp app) : WhatsAppTests(app)
{
    private static readonly CloudTrouble?[] Troubles = [null, .. Enum.GetValues<CloudTrouble>().Select(one => (CloudTrouble?)one)];

    private sealed record Case(CloudTrouble? First, CloudTrouble? Second, bool Killed, bool Inside, bool Answers);

    [Fact, Trait(Series.Form, Series.Long)]
    public async Task Whatever_goes_wrong_each_gets_it_once_or_it_is_told_why_not()
    {
        var channel = await Connected();
        await CarriesPosts(channel);
        await Agrees(channel, Siti);
        await Agrees(channel, Rina);
        var cases = (from first in Troubles from second in Troubles from killed in new[] { false, true } from inside in new[] { false, true } from answers in new[] { false, true } select new Case(first, second, killed, inside, answers)).ToArray();
        new Random(11).Shuffle(cases);
        foreach (var one in cases.Take(Series.Of("WHATSAPP_FAULTS", 120, cases.Length)))
            await Run(channel, one);
    }

    private async Task Run(Channel channel, Case one)
    {
        // What a case left unused must not meet the next one.
        WhatsApp.Behave();
        var key = Guid.CreateVersion7();
        if (one.Answers)
        {
            WhatsApp.Says(Siti, "Halo");
            await Deliver(channel);
        }
        WhatsApp.ErrorsWithOk = one.Inside;
        foreach (var trouble in new[] { one.First, one.Second }.OfType<CloudTrouble>())
            WhatsApp.Next("/messages", trouble);
        await (one.Answers ? Answer(channel, key, one.Killed) : Post(channel, key, one.Killed));
        foreach (var line in await Read(db => db.Set<Sending>().AsNoTracking().Where(row => row.Key == key).ToListAsync()))
        {
            var out_ = WhatsApp.Accepted.Count(message => message.CallbackData == line.Mark);
            (line.State switch
            {
                SendingState.Accepted => out_ == 1,
                // Nobody could be asked: a person looks, and it may be there.
                SendingState.Unknown => out_ <= 1,
                SendingState.Failed => out_ == 0 && line.Code is not null,
                // An answer that the network holds back is told to who wrote it, and waits for them.
                SendingState.Waiting => one.Answers && out_ == 0 && line.Code is not null,
                _ => false,
            }).ShouldBeTrue($"{one}: {line.State} {line.Code}, {out_} out");
        }
    }

    private async Task Post(Channel channel, Guid key, bool killed)
    {
        var post = new OutgoingPost { Key = key, IntendedAt = App.Clock.GetUtcNow(), Revision = 1, Title = "Kabar", Text = $"Kabar {key}", Html = "", Url = "https://melati.example/posts/kabar", Language = "id" };
        (await Speak(channel, (connector, account) => connector.Publish(account, post, default))).ShouldBeOfType<SendOutcome.Sent>();
        if (killed)
            await Stage.As("officer", async scope =>
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
            await Mend(channel);
            if (broadcast is { State: BroadcastState.Held, HeldUntil: null })
                await Stage.As("officer", scope => scope.GetRequiredService<KeepSendings>().GoOn(broadcast.Id, default));
            await Stage.As("officer", scope => scope.GetRequiredService<IJobHandler<SendBroadcast>>().Run(new(broadcast.Id), default));
            App.Clock.Advance(TimeSpan.FromMinutes(10));
        }
        throw new InvalidOperationException("The post never came to its end.");
    }

    private async Task Answer(Channel channel, Guid key, bool killed)
    {
        var reply = new OutgoingReply(key, App.Clock.GetUtcNow(), new("m", null), new("m", null), new(Siti, "+" + Siti, "", null), $"Jawaban {key}", "id", Private: true);
        if (killed)
            await Stage.As("officer", async scope =>
            {
                var db = scope.GetRequiredService<PendopoDb>();
                var line = Sending.To(await db.Set<Contact>().SingleAsync(row => row.Phone == Siti), SendingKind.Answer, key, App.Clock.GetUtcNow());
                line.Call(opens: false, App.Clock.GetUtcNow());
                db.Add(line);
                return await db.SaveChangesAsync();
            });
        for (var round = 0; round < 8; round++)
        {
            await Mend(channel);
            if (await Speak(channel, (connector, account) => connector.Reply(account, reply, default)) is not (SendOutcome.RetryAt or SendOutcome.Reconnect))
                break;
            App.Clock.Advance(TimeSpan.FromMinutes(10));
        }
    }

    private Task<SendOutcome> Speak(Channel channel, Func<IConnector, ConnectedAccount, Task<SendOutcome>> act) => Stage.As("officer", async scope =>
    {
        var accounts = scope.GetRequiredService<Accounts>();
        return await act(accounts.Connector("whatsapp"), await accounts.Open((await accounts.Find(channel.Id, default))!, default));
    });

    // A person gives the number a token again.
    private async Task Mend(Channel channel)
    {
        WhatsApp.Tokens[WhatsAppStandIn.Token] = "system user";
        if ((await Read(db => db.Set<Channel>().AsNoTracking().SingleAsync(row => row.Id == channel.Id))).State == ChannelState.Reconnect)
            (await Stage.As("officer", scope => scope.GetRequiredService<CheckAccount>().Run(channel.Id, default))).ShouldBeTrue();
    }
}
