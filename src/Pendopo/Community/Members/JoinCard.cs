using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Community.Members;

/// <summary>A card that the desk prints for somebody: a link that lets them join once.</summary>
public sealed class JoinCard : IBelongsToCentre, IVersioned
{
    public const int NameLength = 60, SealLength = 1_000;

    /// <summary>How long a card waits in a drawer. Our own choice.</summary>
    public static readonly TimeSpan Waits = TimeSpan.FromDays(30);

    private JoinCard()
    {
    }

    public Id<JoinCard> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public string Name { get; private set; } = "";
    /// <summary>The phone that the desk saw, or the number of the card: by it they get in later.</summary>
    public string Contact { get; private set; } = "";
    /// <summary>Who brings somebody under the age; empty for everybody else.</summary>
    public string Guardian { get; private set; } = "";
    public Id<Area>? VillageId { get; private set; }
    public string SecretHash { get; private set; } = "";
    public string SecretSealed { get; private set; } = "";
    public Id<Person> MadeById { get; private set; }
    public DateTimeOffset MadeAt { get; private set; }
    public DateTimeOffset EndsAt { get; private set; }
    public DateTimeOffset? UsedAt { get; private set; }
    /// <summary>Who joined with it; null before.</summary>
    public Id<Person>? UsedById { get; private set; }
    public int Version { get; set; }

    internal static JoinCard Of(Id<Centre> centre, CardWords words, SecretLink link, Id<Person> by, DateTimeOffset now) => new()
    {
        Id = Id<JoinCard>.New(),
        CentreId = centre,
        Name = words.Name,
        Contact = words.Contact,
        Guardian = words.Guardian,
        VillageId = words.Village,
        SecretHash = link.Hash,
        SecretSealed = link.Sealed,
        MadeById = by,
        MadeAt = now,
        EndsAt = now + Waits,
    };

    public bool IsLive(DateTimeOffset now) => UsedAt is null && now < EndsAt;

    public void Use(Id<Person> by, DateTimeOffset now) => (UsedAt, UsedById, SecretSealed) = (now, by, "");
}

/// <summary>What the desk writes on a card.</summary>
internal sealed record CardWords(string Name, string Contact, string Guardian, Id<Area>? Village);
