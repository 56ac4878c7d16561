using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.People.SignIn;

namespace Pendopo.Community.Members;

/// <summary>What somebody says who joins.</summary>
/// <param name="Grown">Whether they say that they are of age.</param>
/// <param name="Shared">Whether others use this phone too.</param>
internal sealed record JoinWords(string? Name, string? Contact, string? Secret, bool Grown, IReadOnlyCollection<string> Topics, string? Village, bool Shared);

/// <summary>Somebody joined and is signed in.</summary>
/// <param name="RecoveryCode">What their recovery card says. It is shown this once.</param>
/// <param name="Contact">What they get in with later.</param>
public sealed record Joined(string RecoveryCode, string Contact);

/// <summary>Makes a person, an account without any role, and a member. Nothing waits for a proof of the phone or address.</summary>
internal sealed class JoinSquare(PendopoDb db, Here here, UserManager<Account> accounts, EntranceKeys keys, Villages villages, MemberDesk desk)
{
    public async Task<Result<Joined>> Alone(JoinWords said, CancellationToken cancel)
    {
        var problems = NameProblems(said.Name);
        var contact = Contacts.Read(said.Contact);
        if (contact is null || CardNumber.Read(contact) is not null)
            problems.Add(desk.Problem("ContactWrong", "Contact"));
        else if (await db.Set<Entrance>().CountAsync(row => row.Contact == contact, cancel) >= Entrance.MostSharing)
            problems.Add(desk.Problem("ContactFull", "Contact"));
        problems.AddRange(await keys.Check(said.Secret));
        if (!said.Grown)
            problems.Add(desk.Problem("TooYoung", "Grown", await desk.AdultAge(cancel), here.Centre.Name));
        if (problems.Count > 0)
            return problems;
        return await Make(said, new(contact!, null, "", null), null, cancel);
    }

    /// <summary>By a card of the desk: it knows the name, the phone and who stands for a child.</summary>
    public async Task<Result<Joined>> ByCard(JoinCard card, JoinWords said, CancellationToken cancel)
    {
        var problems = NameProblems(said.Name);
        problems.AddRange(await keys.Check(said.Secret));
        return problems.Count > 0 ? problems : await Make(said, new(card.Contact, card.MadeAt, card.Guardian, card.VillageId), card, cancel);
    }

    /// <summary>Who is signed in already, as a colleague or a member of another centre, joins by one step.</summary>
    public async Task<Result<Done>> AsMyself(JoinWords said, CancellationToken cancel)
    {
        var problems = NameProblems(said.Name);
        if (!said.Grown)
            problems.Add(desk.Problem("TooYoung", "Grown", await desk.AdultAge(cancel), here.Centre.Name));
        if (problems.Count > 0)
            return problems;
        var village = await villages.Read(said.Village, cancel);
        var person = here.Actor;
        if (!await db.Set<Member>().AnyAsync(row => row.PersonId == person, cancel))
        {
            Begin(person, said, "", village);
            // Who presses twice joins once.
            await db.TrySave(cancel);
        }
        return default(Done);
    }

    private async Task<Result<Joined>> Make(JoinWords said, Known known, JoinCard? card, CancellationToken cancel)
    {
        var now = desk.Now;
        var village = await villages.Read(said.Village, cancel) ?? known.Village;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var person = Person.Named(said.Name!.Trim(), "", now);
        person.Speak(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);
        db.Add(person);
        var account = new Account { PersonId = person.Id, CreatedAt = now };
        account.UserName = $"member-{account.Id}";
        if (!(await accounts.CreateAsync(account)).Succeeded)
            throw new InvalidOperationException("An account without an address was refused.");
        var entrance = Entrance.Of(account, known.Contact, known.VerifiedAt);
        keys.Lock(entrance, said.Secret!);
        var code = EntranceKeys.NewCode(entrance);
        db.Add(entrance);
        Begin(person.Id, said, known.Guardian, village);
        // Of two who use a card at the same moment one joins: the card's row says so.
        if ((card is not null && !await Use(card.Id, person.Id, cancel)) || !await db.TrySave(cancel))
            return desk.Problem("CardUsed");
        await transaction.CommitAsync(cancel);
        await desk.LetIn(account, said.Shared, cancel);
        return new Joined(code, known.Contact);
    }

    private async Task<bool> Use(Id<JoinCard> id, Id<Person> by, CancellationToken cancel)
    {
        if (await db.Set<JoinCard>().FirstAsync(row => row.Id == id, cancel) is not { } card || !card.IsLive(desk.Now))
            return false;
        card.Use(by, desk.Now);
        return true;
    }

    private void Begin(Id<Person> person, JoinWords said, string guardian, Id<Area>? village)
    {
        var member = Member.Of(here.Centre.Id, person, guardian, desk.Now);
        member.Settle(village, said.Topics.Where(SquareTopics.Knows).Distinct(StringComparer.Ordinal));
        db.Add(member);
        db.Add(Face.Of(member, null, said.Name!.Trim()));
    }

    private List<Problem> NameProblems(string? name) =>
        string.IsNullOrWhiteSpace(name) || name.Trim().Length > Face.NameLength ? [desk.Problem("NameWrong", "Name", Face.NameLength)] : [];

    private sealed record Known(string Contact, DateTimeOffset? VerifiedAt, string Guardian, Id<Area>? Village);
}

/// <summary>What joining and getting in begin and end with.</summary>
internal sealed class MemberDesk(SignInDoor door, SquareRulesBook rules, TimeProvider time, IStringLocalizer<CommunityText> words)
{
    public DateTimeOffset Now { get; } = time.Now();

    public Problem Problem(string code, string? field = null, params object[] arguments) => words.Problem(code, field, arguments);

    public async Task<int> AdultAge(CancellationToken cancel) => (await rules.Read(cancel)).AdultAge;

    /// <summary>Lets them in: on a phone of others for an hour and until the browser is closed.</summary>
    public Task LetIn(Account account, bool shared, CancellationToken cancel) =>
        door.LetIn(account, "member", remember: !shared, cancel, shared ? Session.OnSharedPhone : null);
}

/// <summary>The villages of the centre in scope.</summary>
internal sealed class Villages(PendopoDb db, Here here)
{
    public async Task<IReadOnlyList<Area>> All(CancellationToken cancel)
    {
        var path = await db.Set<Area>().Where(area => area.Id == here.Centre.AreaId).Select(area => area.Path).FirstOrDefaultAsync(cancel) ?? "/";
        return await db.Set<Area>().AsNoTracking().Where(area => area.Level == AreaLevel.Village && area.Path.StartsWith(path)).OrderBy(area => area.Name).ToListAsync(cancel);
    }

    /// <summary>The village that was chosen, or null for none and for one of another centre.</summary>
    public async Task<Id<Area>?> Read(string? typed, CancellationToken cancel) =>
        Id<Area>.TryParse(typed, null, out var id) && (await All(cancel)).Any(area => area.Id == id) ? id : null;
}
