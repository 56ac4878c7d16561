using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Care.Appointments;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Care.Classes;

/// <summary>Registers somebody for a class, answers who asked, and gives places back: by the person's link, or at the desk.</summary>
internal sealed class JoinClass(PendopoDb db, Here here, ClassKeys keys, TellClass tell, JobBoard jobs, AuditBook audit, TimeProvider time, IStringLocalizer<ClassText> words)
{
    // A telephone is shared by a family; more at once is somebody who fills the class for others.
    public const int MostOfAPhone = 6;

    // Each try that is lost says that somebody else took a place.
    private const int Tries = 60;

    /// <summary>A person registers themselves; where it is full they wait, where it is by request they ask.</summary>
    public async Task<Result<ClassPerson>> Run(CareClass of, ClassGuest typed, CancellationToken cancel)
    {
        var guest = Trimmed(typed);
        guest = guest with { Post = guest.Post is { } post && await db.Set<Post>().AnyAsync(row => row.Id == post, cancel) ? post : null };
        return await Join(of, guest, (BookedBy.Web, null, here.Person?.Id), cancel);
    }

    /// <summary>For somebody who calls or stands at the desk.</summary>
    public async Task<Result<ClassPerson>> AtDesk(Id<CareClass> id, ClassGuest typed, BookedBy how, CancellationToken cancel) =>
        here.May(CareRoom.MayBook) && how != BookedBy.Web && await db.Set<CareClass>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is { } of
            ? await Join(of, Trimmed(typed) with { Post = null }, (how, here.Actor, null), cancel) : Problem.NotFound;

    /// <summary>The desk says yes to who asked; where it is full they wait.</summary>
    public Task<Result<ClassPerson>> Accept(Id<ClassPerson> id, CancellationToken cancel) => Desk(id, async known =>
    {
        if (known.State != ClassState.Asked)
            return known;
        var of = await db.Set<CareClass>().AsNoTracking().FirstAsync(row => row.Id == known.ClassId, cancel);
        return await Place(of, () =>
        {
            audit.Note("care.class-accepted", $"class-person:{known.Id}");
            return db.Set<ClassPerson>().FirstAsync(row => row.Id == known.Id, cancel);
        }, person => tell.Accepted(person, cancel), cancel);
    }, cancel);

    public Task<Result<ClassPerson>> Refuse(Id<ClassPerson> id, CancellationToken cancel) => Desk(id, known =>
        known.State == ClassState.Asked ? Change(known, person => person.Refuse(time.Now()), "care.class-refused", cancel) : Task.FromResult<Result<ClassPerson>>(known), cancel);

    public Task<Result<ClassPerson>> Leave(Id<ClassPerson> id, CancellationToken cancel) => Desk(id, known => Leave(known, cancel), cancel);

    public async Task<Result<ClassPerson>> Leave(string secret, CancellationToken cancel) => await keys.Follow(secret, cancel) is { } known ? await Leave(known, cancel) : Problem.NotFound;

    /// <summary>Takes the place that is offered; where nobody answered in time it is gone.</summary>
    public async Task<Result<ClassPerson>> Take(string secret, CancellationToken cancel)
    {
        if (await keys.Follow(secret, cancel) is not { } known)
            return Problem.NotFound;
        if (!known.IsOffered(time.Now()))
            return known.HasPlace ? known : words.Problem("OfferGone");
        return await Change(known, person => person.Join(person.Number, time.Now()), "care.class-joined", cancel);
    }

    /// <summary>Not this place; they stay in the line, and the next gets it.</summary>
    public async Task<Result<ClassPerson>> Decline(string secret, CancellationToken cancel) =>
        await keys.Follow(secret, cancel) is not { } known ? Problem.NotFound : known.State != ClassState.Offered ? known : await Change(known, person => person.Pass(time.Now()), "care.class-passed", cancel);

    private async Task<Result<ClassPerson>> Join(CareClass of, ClassGuest guest, (BookedBy How, Id<Pendopo.Platform.People.Person>? Staff, Id<Pendopo.Platform.People.Person>? Member) by, CancellationToken cancel)
    {
        var (problems, now) = (new List<Problem>(), time.Now());
        if (!BookAppointment.IsName(guest.Name))
            problems.Add(words.Problem("NameUnclear", "Name", Appointment.NameLength));
        if ((guest.Phone.Length > 0 || by.How == BookedBy.Web) && BookAppointment.PhoneOf(guest.Phone) is null)
            problems.Add(words.Problem("PhoneUnclear", "Phone"));
        if (problems.Count > 0)
            return problems;
        if (of.EndedAt is not null || !await db.Set<ClassMeeting>().AnyAsync(row => row.ClassId == of.Id && row.CancelledAt == null && row.StartsAt > now, cancel))
            return words.Problem("ClassOver");
        var family = guest.Phone.Length == 0 ? [] : await db.Set<ClassPerson>().Where(row => row.ClassId == of.Id && row.Phone == guest.Phone && row.State != ClassState.Left && row.State != ClassState.Refused).Select(row => row.Name).ToListAsync(cancel);
        if (family.Contains(guest.Name, StringComparer.OrdinalIgnoreCase))
            return words.Problem("AlreadyIn", null, here.Centre.Phone);
        if (family.Count >= MostOfAPhone)
            return words.Problem("TooManyOfPhone", null, MostOfAPhone, here.Centre.Phone);
        if (of.ByRequest && by.How == BookedBy.Web)
        {
            var asks = Make();
            asks.Ask(now);
            return await db.TrySave(cancel) ? asks : words.Problem("Stale");
        }
        return await Place(of, () => Task.FromResult(Make()), _ => Task.CompletedTask, cancel);

        ClassPerson Make()
        {
            var person = db.Add(ClassPerson.Of(of, guest, keys.Make(), by, now)).Entity;
            audit.Note("care.class-joined", $"class-person:{person.Id}", by.How.ToString());
            return person;
        }
    }

    /// <summary>Gives somebody the first free place; where there is none, or somebody waits for it already, they wait.</summary>
    /// <param name="who">Called anew for each try, on an empty context.</param>
    private async Task<Result<ClassPerson>> Place(CareClass of, Func<Task<ClassPerson>> who, Func<ClassPerson, Task> also, CancellationToken cancel)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var (number, now, person) = (await FreePlace(of, cancel), time.Now(), await who());
            // Somebody else said yes, or they left, in this very moment.
            if (db.Entry(person).State != EntityState.Added && person.State != ClassState.Asked)
                return person;
            var waits = of.Places is not null && (number is null || await db.Set<ClassPerson>().AnyAsync(row => row.ClassId == of.Id && row.State == ClassState.Waiting && row.Offers < ClassPerson.MostOffers, cancel));
            if (waits)
                person.Wait(now);
            else
                person.Join(number, now);
            if (!waits)
                await also(person);
            else if (number is not null)
                jobs.Add(new WatchClassesAt());
            if (await db.TrySave(cancel))
                return person;
        }
        return words.Problem("Stale");
    }

    /// <summary>The lowest number that nobody has; null where all are taken, and where places have no number. Who came while there was no bound, or a higher one, counts as well.</summary>
    internal static async Task<int?> FreePlace(PendopoDb db, CareClass of, CancellationToken cancel)
    {
        if (of.Places is not { } most)
            return null;
        if (await db.Set<ClassPerson>().CountAsync(row => row.ClassId == of.Id && (row.State == ClassState.Joined || row.State == ClassState.Offered), cancel) >= most)
            return null;
        var taken = (await db.Set<ClassPerson>().Where(row => row.ClassId == of.Id && row.Number != null).Select(row => row.Number!.Value).ToListAsync(cancel)).ToHashSet();
        return Enumerable.Range(1, most).Cast<int?>().FirstOrDefault(number => !taken.Contains(number!.Value));
    }

    private Task<int?> FreePlace(CareClass of, CancellationToken cancel) => FreePlace(db, of, cancel);

    private Task<Result<ClassPerson>> Leave(ClassPerson known, CancellationToken cancel) =>
        known.IsOpen ? Change(known, person => person.Leave(time.Now()), "care.class-left", cancel) : Task.FromResult<Result<ClassPerson>>(known);

    private async Task<Result<ClassPerson>> Desk(Id<ClassPerson> id, Func<ClassPerson, Task<Result<ClassPerson>>> act, CancellationToken cancel) =>
        here.May(CareRoom.MayBook) && await db.Set<ClassPerson>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is { } known ? await act(known) : Problem.NotFound;

    /// <summary>Changes somebody as they were when they were read; who waits is offered what becomes free.</summary>
    private async Task<Result<ClassPerson>> Change(ClassPerson known, Action<ClassPerson> act, string said, CancellationToken cancel)
    {
        if (await db.Set<ClassPerson>().FirstOrDefaultAsync(row => row.Id == known.Id && row.Version == known.Version, cancel) is not { } person)
            return words.Problem("Stale");
        act(person);
        audit.Note(said, $"class-person:{known.Id}");
        if (known.Number is not null && person.Number is null)
            jobs.Add(new WatchClassesAt());
        return await db.TrySave(cancel) ? person : words.Problem("Stale");
    }

    private static ClassGuest Trimmed(ClassGuest typed) => typed with { Name = typed.Name.ReplaceLineEndings(" ").Trim(), Phone = BookAppointment.PhoneOf(typed.Phone) ?? typed.Phone.Trim() };
}
