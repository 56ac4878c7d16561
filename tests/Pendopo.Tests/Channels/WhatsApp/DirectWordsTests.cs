using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.WhatsApp;
using Pendopo.Platform.Data;
using Pendopo.Tests.Harness;
using Pendopo.Tests.StandIns.WhatsApp;

namespace Pendopo.Tests.Channels.WhatsApp;

/// <summary>Words to one person keep to the network's pause and to its people a day, as posts do.</summary>
[Collection("rooms on sqlite")]
public sealed class DirectWordsTests(SqliteApp app) : WhatsAppTests(app)
{
    [Fact]
    public async Task Two_words_to_one_person_begin_as_far_apart_as_the_network_wants_and_each_goes_once()
    {
        await Reminds(Siti);
        var (first, second) = (Word(Siti), Word(Siti));
        (await Send(first)).ShouldBeOfType<SendOutcome.Sent>();
        (await Send(second)).ShouldBeOfType<SendOutcome.RetryAt>().When.ShouldBe(App.Clock.GetUtcNow() + Verdict.Pair);
        WhatsApp.Count("/messages").ShouldBe(1, "the network never had to say that it was too soon");
        App.Clock.Advance(Verdict.Pair);
        (await Send(second)).ShouldBeOfType<SendOutcome.Sent>();
        (await Send(first)).ShouldBeOfType<SendOutcome.Sent>();
        WhatsApp.Accepted.Count.ShouldBe(2);
        WhatsApp.Accepted[1].Body["template"]!["components"]![0]!["parameters"]![0]!["text"]!.GetValue<string>().ShouldBe("Besok jam sepuluh.");
    }

    [Fact]
    public async Task The_people_of_a_day_are_kept_and_the_next_one_waits_for_theirs()
    {
        var channel = await Reminds(Siti, Rina);
        await Stage.As("officer", scope => scope.GetRequiredService<KeepNumber>().Told(channel, "GREEN", 1, default));
        var free = App.Clock.GetUtcNow().AddHours(24);
        (await Send(Word(Siti))).ShouldBeOfType<SendOutcome.Sent>();
        var word = Word(Rina);
        (await Send(word)).ShouldBeOfType<SendOutcome.RetryAt>().When.ShouldBe(free);
        // Who wrote herself is answered all the same, in free words.
        WhatsApp.Says(Rina, "Jam buka?");
        await Deliver(channel);
        (await Send(word)).ShouldBeOfType<SendOutcome.Sent>();
        WhatsApp.Accepted[^1].Type.ShouldBe("text");
        WhatsApp.Accepted.Select(one => one.To).ShouldBe([Siti, Rina]);
    }

    private static DirectWord Word(string phone) => new(Guid.CreateVersion7(), DirectWay.WhatsApp, phone, "Besok jam sepuluh.", "https://melati.example/a/1", "pengingat", "id");

    private Task<SendOutcome> Send(DirectWord word) => Stage.As("officer", scope => scope.GetRequiredService<DirectWords>().Send(word, default));

    /// <summary>A number with approved words for reminders, and people who asked for them.</summary>
    private async Task<Channel> Reminds(params string[] phones)
    {
        var channel = await Connected();
        WhatsApp.HasTemplate("pengingat", "Pengingat: {{1}} Lihat atau batalkan: {{2}} Terima kasih.", category: "UTILITY");
        await Stage.As("officer", async scope =>
        {
            (await scope.GetRequiredService<Pendopo.Channels.Connected.CheckAccount>().Run(channel.Id, default)).ShouldBeTrue();
            var direct = scope.GetRequiredService<DirectWords>();
            (await direct.Ways(default)).ShouldBe([DirectWay.WhatsApp]);
            foreach (var phone in phones)
                (await direct.Agree(DirectWay.WhatsApp, phone, "", (true, null), default)).ShouldBeTrue();
            return await scope.GetRequiredService<PendopoDb>().SaveChangesAsync();
        });
        return channel;
    }
}
