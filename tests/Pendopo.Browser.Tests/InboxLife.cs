using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Heeded;
using Pendopo.Inbox.Listening;
using Pendopo.Inbox.Reputation;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Browser.Tests;

/// <summary>A card of a surge and a line of what was heeded, both shown, and a find with its watched word.</summary>
internal static class InboxLife
{
    /// <summary>Adds them and the addresses that show them. A conversation stands already.</summary>
    public static async Task AddAsync(IServiceProvider services, Dictionary<string, string> samples)
    {
        var (db, centre, now) = (services.GetRequiredService<PendopoDb>(), services.GetRequiredService<CentreScope>().Centre, services.GetRequiredService<TimeProvider>().Now());
        var card = SurgeCard.Raise(centre, SurgeKind.Negative, 0, now);
        card.Take(7, 1.5, "Antre tiga jam, loketnya hanya satu.", now);
        var line = HeededLine.Of(centre, null);
        line.Say(new("Antrean terlalu panjang.", "The queue is too long.", "Ada loket kedua setiap Senin.", "A second counter is open every Monday."), shown: true, Id<Person>.New(), now);
        var word = WatchedWord.Of(centre, Id<Person>.New(), now);
        word.Say("kelas ibu", "film", ["site", "fediverse", "bluesky"]);
        var home = await services.GetRequiredService<CentreDirectory>().ById(centre, default) ?? throw new InvalidOperationException("The walked house has no centre.");
        var find = Find.Of(home, "bluesky", null, new(new("at://did:plc:w/app.bsky.feed.post/1", "https://bsky.example/1"), IncomingKind.Mention, new("did:plc:w", "wati.example", "Wati", null), null, null, "Posyandu pindah ke mana?", null, "id", now), now);
        db.AddRange(card, line, word, find, FindWord.Of(find, word));
        await db.SaveChangesAsync();
        samples["/desk/inbox/{Number:guid}/history"] = samples["/desk/inbox/{Number:guid}"] + "/history";
        samples["/desk/inbox/surges/{Number:guid}"] = $"/desk/inbox/surges/{card.Id}";
        samples["/desk/listening/words/{Number}"] = $"/desk/listening/words/{word.Id}";
        samples["/desk/inbox/heeded/{Number}"] = $"/desk/inbox/heeded/{line.Id}";
    }
}
