using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Fediverse;
using Pendopo.Channels.Fediverse.Blocks;
using Pendopo.Channels.Fediverse.Followed;
using Pendopo.Channels.Fediverse.Reported;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Browser.Tests;

/// <summary>What other servers brought to the sample centre: accounts it follows and their posts, a report, a block.</summary>
internal static class FediverseLife
{
    /// <summary>Adds it all and returns the report's id.</summary>
    public static async Task<Id<FediverseReport>> AddAsync(IServiceProvider services)
    {
        var db = services.GetRequiredService<PendopoDb>();
        var centre = services.GetRequiredService<CentreScope>().Centre;
        var now = services.GetRequiredService<TimeProvider>().Now();
        var officer = await db.Set<Person>().Select(person => person.Id).FirstAsync();
        var (ministry, district) = (Account("kemenkes", "Kementerian Kesehatan", now), Account("dinkes_kabupaten_gunung_kidul", "Dinas Kesehatan", now));
        db.AddRange(ministry, district);
        var accepted = FollowedAccount.Of(centre, ministry, "https://melati.example/ap/users/melati/activities/1", officer, now);
        accepted.Accept(now);
        db.AddRange(accepted, FollowedAccount.Of(centre, district, "https://melati.example/ap/users/melati/activities/2", officer, now));
        db.AddRange(Written(centre, ministry, "Vaksin campak tersedia di semua puskesmas mulai Senin.", null, now), Written(centre, ministry, "Foto luka bakar ringan dan cara merawatnya.", "Gambar luka", now));
        db.Add(DomainBlock.Of(centre, "spam.example", "Mengirim iklan obat kepada warga setiap hari.", officer, now));
        var melati = services.GetRequiredService<Addresses>().Actor((await db.Set<Centre>().SingleAsync(found => found.Id == centre)).Handle);
        var report = FediverseReport.Of(centre, "https://sosial.example/actor", [melati, melati + "/posts/0"], "Dosis yang disebut keliru, lihat pedoman terbaru.", now);
        db.Add(report);
        await db.SaveChangesAsync();
        return report.Id;
    }

    private static RemoteActor Account(string name, string title, DateTimeOffset now)
    {
        var id = "https://sosial.example/users/" + name;
        var actor = new Actor { Id = id, Kind = ActorKind.Organization, PreferredUsername = name, Name = title, Inbox = id + "/inbox", Url = "https://sosial.example/@" + name };
        return RemoteActor.Of(actor, new ActorKey(id + "#main-key", id, "-"), now);
    }

    private static FollowedPost Written(Id<Centre> centre, RemoteActor author, string words, string? warning, DateTimeOffset now)
    {
        var id = $"{author.Uri}/posts/{Guid.CreateVersion7():N}";
        return FollowedPost.Of(centre, author, new Post { Id = id, Kind = PostKind.Note, AttributedTo = author.Uri, Content = $"<p>{words}</p>", Summary = warning, Published = now, Language = "id" }, isPublic: warning is null, now);
    }
}
