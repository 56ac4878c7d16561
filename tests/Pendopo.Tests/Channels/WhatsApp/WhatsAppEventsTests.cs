using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.WhatsApp;
using Pendopo.Inbox.Conversations;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels.WhatsApp;

/// <summary>What the network tells, ten times over, in any order and a week late.</summary>
[Collection("rooms on sqlite")]
public sealed class WhatsAppEventsTests(SqliteApp app) : WhatsAppTests(app)
{
    // Of each person: sent, delivered, read or not, and what they wrote.
    private const int Times = 10, OfEach = 4;

    [Fact, Trait(Series.Form, Series.Long)]
    public async Task Ten_times_shuffled_and_a_week_late_each_event_has_one_effect_and_no_state_goes_back()
    {
        var people = Math.Min(Series.Of("WHATSAPP_EVENTS", 240, 10_000) / (Times * OfEach), 250);
        var channel = await Connected();
        await CarriesPosts(channel);
        for (var person = 0; person < people; person++)
            await Agrees(channel, Phone(person));
        var post = await Stage.Approved(Pendopo.Tests.Publishing.PublishingStage.Words("Jadwal imunisasi"));
        await Stage.Schedule(post.Id, null, "whatsapp");
        for (var minute = 0; minute < 12 && WhatsApp.Accepted.Count < people; minute++)
        {
            App.Clock.Advance(TimeSpan.FromMinutes(1));
            await App.RunJobs();
        }
        WhatsApp.Accepted.Count.ShouldBe(people);
        foreach (var (message, number) in WhatsApp.Accepted.Select((message, number) => (message, number)).ToList())
        {
            WhatsApp.Delivers(message.Id);
            if (number % 2 == 0)
                WhatsApp.Reads(message.Id);
            WhatsApp.Says(message.To, $"Pertanyaan {number}");
        }
        App.Clock.Advance(TimeSpan.FromDays(7));
        (WhatsApp.Webhooks.Times, WhatsApp.Webhooks.Shuffle) = (Times, 13);
        await Deliver(channel);

        var lines = await Lines();
        lines.Count(line => line.State == SendingState.Read).ShouldBe((people + 1) / 2);
        lines.Count(line => line.State == SendingState.Delivered).ShouldBe(people / 2);
        (await Read(db => db.Set<Conversation>().CountAsync(row => row.Network == "whatsapp"))).ShouldBe(people);
        (await Read(db => db.Set<Message>().Where(row => row.ChannelId == channel.Id).Select(row => row.Text).ToListAsync())).Order().ShouldBe(Enumerable.Range(0, people).Select(number => $"Pertanyaan {number}").Order());
    }

    private static string Phone(int person) => $"6281200{person + 1:000000}";
}
