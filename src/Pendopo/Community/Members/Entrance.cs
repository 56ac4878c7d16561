using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Community.Members;

/// <summary>How a member gets in without an e-mail address of their own: a phone number, an address or the number of a card, and a PIN or password.
/// A family may share one phone, so several members may bear one contact.</summary>
public sealed class Entrance : IVersioned
{
    public const int ContactLength = 254, SealLength = 1_000;

    /// <summary>Wrong tries after the last right one that shut the PIN: a guesser would else have years. The recovery card opens it again.</summary>
    public const int MostWrong = 30;

    /// <summary>How many members may share one contact.</summary>
    public const int MostSharing = 4;

    private Entrance()
    {
    }

    public Id<Entrance> Id { get; private set; }
    public Id<Person> PersonId { get; private set; }
    public Id<Account> AccountId { get; private set; }
    /// <summary>`+62812…`, an address in lower case, or the number of a card.</summary>
    public string Contact { get; private set; } = "";
    /// <summary>Since when somebody knows that it is theirs: the desk, which saw the person, or they themselves by a link sent there. Nothing waits for it.</summary>
    public DateTimeOffset? VerifiedAt { get; private set; }
    /// <summary>The hash of PIN or password, sealed: a PIN is short, and whoever reads the database alone must not try a million.</summary>
    public string SecretSealed { get; private set; } = "";
    public bool IsPin { get; private set; }
    /// <summary>SHA-256 of the code on the recovery card.</summary>
    public string RecoveryHash { get; private set; } = "";
    public int WrongInRow { get; private set; }
    public int Version { get; set; }

    public bool IsShut => WrongInRow >= MostWrong;

    public static Entrance Of(Account account, string contact, DateTimeOffset? verified) =>
        new() { Id = Id<Entrance>.New(), PersonId = account.PersonId, AccountId = account.Id, Contact = contact, VerifiedAt = verified };

    public void Lock(string secretSealed, bool isPin) => (SecretSealed, IsPin, WrongInRow) = (secretSealed, isPin, 0);

    public void Recover(string recoveryHash) => RecoveryHash = recoveryHash;

    public void Verify(DateTimeOffset now) => VerifiedAt ??= now;

    public void MoveTo(string contact) => (Contact, VerifiedAt) = (contact, contact == Contact ? VerifiedAt : null);
}
