using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.People;

namespace Pendopo.Sample;

/// <summary>The one sample world that the demonstration, the tests and the wizard's sample content share: two centres in one
/// regency, people in every role, and what each room adds.</summary>
internal sealed class SampleWorld(IServiceProvider services)
{
    public const string MelatiHandle = "melati", KenangaHandle = "kenanga";

    private readonly PendopoDb db = services.GetRequiredService<PendopoDb>();
    private readonly DateTimeOffset now = services.GetRequiredService<TimeProvider>().Now();

    /// <summary>Loads the world into an empty installation, whose administrator is then the sample one.</summary>
    /// <param name="password">What each person signs in with.</param>
    public Task Load(Func<SamplePerson, string> password, CancellationToken cancel) => Load(password, alone: true, cancel);

    /// <summary>Loads the world beside an installation's own centre. Nobody knows its people's passwords, and none of them reaches further than
    /// the sample centres; nothing happens where a sample centre stands already.</summary>
    public async Task LoadBeside(CancellationToken cancel)
    {
        if (!await db.Set<Centre>().AnyAsync(centre => centre.Handle == MelatiHandle || centre.Handle == KenangaHandle, cancel))
            await AddLife(await Load(_ => RandomNumberGenerator.GetHexString(32), alone: false, cancel), cancel);
    }

    /// <summary>Loads the world as a demonstration shows it, with what its people are at.</summary>
    public async Task LoadAlive(Func<SamplePerson, string> password, CancellationToken cancel) => await AddLife(await Load(password, alone: true, cancel), cancel);

    private async Task AddLife(SampleScene scene, CancellationToken cancel)
    {
        foreach (var room in services.GetRequiredService<IReadOnlyList<Room>>())
            await room.AddSampleLife(scene, cancel);
    }

    private async Task<SampleScene> Load(Func<SamplePerson, string> password, bool alone, CancellationToken cancel)
    {
        services.GetRequiredService<CentreScope>().EnterInstallation();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var (melati, kenanga, regency) = AddPlaces();
        SampleTraces.Leave(db, now, melati, kenanga);
        await db.SaveChangesAsync(cancel);
        var people = await AddPeople(melati, kenanga, regency, new(password, alone));
        await db.SaveChangesAsync(cancel);
        services.GetRequiredService<CentreDirectory>().Forget();
        await transaction.CommitAsync(cancel);
        var scene = new SampleScene(services, melati, kenanga, people);
        await AddRooms(scene, cancel);
        // The sample's past is no news: nobody is told of it.
        await db.Set<Job>().Where(job => job.Kind == EventBoard.JobKind && (job.CentreId == melati.Id || job.CentreId == kenanga.Id)).ExecuteDeleteAsync(cancel);
        return scene;
    }

    private async Task AddRooms(SampleScene scene, CancellationToken cancel)
    {
        foreach (var room in services.GetRequiredService<IReadOnlyList<Room>>())
        {
            await room.AddSample(scene, cancel);
            await db.SaveChangesAsync(cancel);
        }
    }

    private (Centre Melati, Centre Kenanga, Area Regency) AddPlaces()
    {
        var province = Area.Of(AreaLevel.Province, "Jawa Tengah", "33", null);
        var regency = Area.Of(AreaLevel.Regency, "Kabupaten Sukaharum", "", province);
        var melatiDistrict = Area.Of(AreaLevel.District, "Kecamatan Melati", "", regency);
        var kenangaDistrict = Area.Of(AreaLevel.District, "Kecamatan Kenanga", "", regency);
        db.AddRange(province, regency, melatiDistrict, kenangaDistrict,
            Area.Of(AreaLevel.Village, "Desa Sumberejo", "", melatiDistrict), Area.Of(AreaLevel.Village, "Desa Karanganyar", "", melatiDistrict),
            Area.Of(AreaLevel.Village, "Desa Wonosari", "", kenangaDistrict));
        // The older centre is the one that a visitor of the bare address sees.
        var melati = Centre.Open(MelatiHandle, "Puskesmas Melati", melatiDistrict.Id, "Asia/Jakarta", "id", now.AddMilliseconds(1));
        melati.Rename("Puskesmas Melati", "Puskesmas untuk warga Kecamatan Melati. Datang, bertanya, dan sehat bersama.");
        melati.Reach("Jl. Melati No. 1, Kecamatan Melati", "+62 271 555 0101", "halo@melati.example");
        var kenanga = Centre.Open(KenangaHandle, "Puskesmas Kenanga", kenangaDistrict.Id, "Asia/Jakarta", "id", now.AddMilliseconds(2));
        kenanga.Rename("Puskesmas Kenanga", "Puskesmas untuk warga Kecamatan Kenanga.");
        kenanga.Reach("Jl. Kenanga No. 8, Kecamatan Kenanga", "+62 271 555 0202", "halo@kenanga.example");
        db.AddRange(melati, kenanga);
        return (melati, kenanga, regency);
    }

    private async Task<Dictionary<string, Person>> AddPeople(Centre melati, Centre kenanga, Area regency, Casting casting)
    {
        var roles = services.GetRequiredService<CentreRoles>();
        var (atMelati, atKenanga) = (roles.AddFor(melati.Id), roles.AddFor(kenanga.Id));
        var wide = casting.Alone ? roles.AddForInstallation() : await db.Set<Role>().Where(role => role.CentreId == null).ToDictionaryAsync(role => role.Key, StringComparer.Ordinal);
        var people = new Dictionary<string, Person>(StringComparer.Ordinal);
        foreach (var sample in SamplePeople.All)
        {
            var person = await AddPerson(sample, casting.Password(sample));
            people.Add(sample.Key, person);
            db.Add(sample switch
            {
                { Key: SampleRoles.Administrator } when casting.Alone => Membership.Everywhere(person.Id, wide[sample.Role].Id, now),
                { Key: SampleRoles.DistrictOfficer } => Membership.InArea(person.Id, wide[sample.Role].Id, regency.Id, now),
                { AtKenanga: true } => Membership.AtCentre(person.Id, atKenanga[sample.Role].Id, kenanga.Id, now),
                _ => Membership.AtCentre(person.Id, atMelati[sample.Role].Id, melati.Id, now),
            });
        }
        return people;
    }

    private sealed record Casting(Func<SamplePerson, string> Password, bool Alone);

    private async Task<Person> AddPerson(SamplePerson sample, string password)
    {
        var person = Person.Named(sample.Name, sample.Title, now);
        db.Add(person);
        var account = new Account { PersonId = person.Id, UserName = sample.Email, Email = sample.Email, EmailConfirmed = true, LockoutEnabled = true, CreatedAt = now };
        var made = await services.GetRequiredService<UserManager<Account>>().CreateAsync(account, password);
        return made.Succeeded ? person : throw new InvalidOperationException($"The sample account of the {sample.Key} was refused: {made}.");
    }

    /// <summary>Whether anything stands in this installation that loading would mix with.</summary>
    public static async Task<bool> IsFresh(PendopoDb db, CancellationToken cancel) =>
        !await db.Set<Centre>().AnyAsync(cancel) && !await db.Set<Person>().AnyAsync(cancel);
}
