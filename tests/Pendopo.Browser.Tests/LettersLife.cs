using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Letters;
using Pendopo.Platform.Data;

namespace Pendopo.Browser.Tests;

/// <summary>Readers of letters: one who has not said yes, one who gets them, and one whose copy nobody is certain of.</summary>
internal static class LettersLife
{
    public static async Task AddAsync(IServiceProvider services, Dictionary<string, string> samples)
    {
        var (db, centre, now) = (services.GetRequiredService<PendopoDb>(), services.GetRequiredService<CentreScope>().Centre, services.GetRequiredService<TimeProvider>().Now());
        var links = services.GetRequiredService<LetterLinks>();
        var list = Channel.Connect(centre, LettersConnector.NetworkName, "Kabar untuk keluarga, kader dan semua warga desa", "walk", null, now);
        var (asked, gets) = (links.Make(), links.Make());
        var waits = Subscriber.Ask(centre, "keluarga.besar.kusumaningtyas.wulandari@surel.warga.example", new("Ibu Sari Lestari Wulandari Kusumaningtyas", "id", null), asked, now);
        var reader = Subscriber.Ask(centre, "budi@warga.example", new("Budi", "id", "id"), links.Make(), now);
        reader.Confirm(gets, now);
        db.AddRange(list, waits, reader, Subscription.Of(waits, list.Id), Subscription.Of(reader, list.Id));
        await db.SaveChangesAsync();
        samples["/letters/{Secret}"] = "/letters/" + links.Unseal(gets.Sealed);
        samples["/{At}/letters/{Secret}"] = "/@melati/letters/" + links.Unseal(asked.Sealed);
        samples["/{At}/letters"] = "/@melati/letters";
    }
}
