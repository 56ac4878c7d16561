using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.People;

namespace Pendopo.Safety.Consents;

/// <summary>Who answers.</summary>
public enum ConsentDecider { Self, Guardian }

/// <summary>How the answer was given.</summary>
public enum ConsentWay { Phone, Tablet, Paper }

/// <summary>Whom a sheet is about and who answers for them.</summary>
/// <param name="ChildAge">Years, for a child; null for everybody else.</param>
public sealed record ConsentPerson(string Name, ConsentDecider Decides, string Guardian, string Relation, int? ChildAge);

/// <summary>How the answer was proven: a drawn signature, a PIN, a photographed sheet; and who heard it read aloud.</summary>
/// <param name="ChildAgrees">The child's own word, from <see cref="ConsentSheet.OwnVoiceFrom"/> on; null when nobody asked.</param>
internal sealed record ConsentProof(string Signature, string Pin, Id<StoredFile>? Paper, bool ReadAloud, string Witness, bool? ChildAgrees);

/// <summary>One asking of one person: several purposes may stand on it, each with an answer of its own.</summary>
public sealed partial class ConsentSheet : IBelongsToCentre, IVersioned
{
    public const int NameLength = 120, RelationLength = 60, MaxSignature = 20_000, MinSignature = 40, AdultFrom = 18;

    /// <summary>From this age on a child is asked as well. This is a rule of our own: UU 27/2022 article 25 asks the guardian alone.</summary>
    public const int OwnVoiceFrom = 12;

    private ConsentSheet()
    {
    }

    public Id<ConsentSheet> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    /// <summary>Eight letters and digits that a person can write into a letter.</summary>
    public string Code { get; private set; } = "";
    /// <summary>SHA-256 of the secret in the person's own link.</summary>
    public string SecretHash { get; private set; } = "";
    /// <summary>The secret, sealed, so that the desk can show the QR code again.</summary>
    public string SecretSealed { get; private set; } = "";
    public string Name { get; private set; } = "";
    public ConsentDecider Decides { get; private set; }
    public string Guardian { get; private set; } = "";
    public string Relation { get; private set; } = "";
    public int? ChildAge { get; private set; }
    public bool? ChildAgrees { get; private set; }
    /// <summary>The language in which the text was shown.</summary>
    public string Language { get; private set; } = "";
    public Id<Person> AskedById { get; private set; }
    public DateTimeOffset AskedAt { get; private set; }
    public ConsentWay? Way { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }
    /// <summary>Who held the tablet or wrote the paper in; null when the person answered alone.</summary>
    public Id<Person>? AnsweredWithId { get; private set; }
    /// <summary>The drawn signature as the path of an SVG of 600 by 200, or empty.</summary>
    public string Signature { get; private set; } = "";
    public string PinHash { get; private set; } = "";
    public bool ReadAloud { get; private set; }
    public string Witness { get; private set; } = "";
    /// <summary>The photograph of the signed paper, or null.</summary>
    public Id<StoredFile>? PaperId { get; private set; }
    public int Version { get; set; }

    public bool AsksChild => ChildAge >= OwnVoiceFrom;

    internal static ConsentSheet Ask(Id<Centre> centre, ConsentPerson person, string language, SecretLink link, Id<Person> by, DateTimeOffset now) => new()
    {
        Id = Id<ConsentSheet>.New(),
        CentreId = centre,
        Code = SpokenCode.New(),
        SecretHash = link.Hash,
        SecretSealed = link.Sealed,
        Name = person.Name,
        Decides = person.Decides,
        Guardian = person.Guardian,
        Relation = person.Relation,
        ChildAge = person.ChildAge,
        Language = language,
        AskedById = by,
        AskedAt = now,
    };

    internal void Answer(ConsentWay way, ConsentProof proof, Id<Person>? with, DateTimeOffset now)
    {
        (Way, AnsweredAt, AnsweredWithId) = (way, now, with);
        (Signature, PinHash, PaperId) = (proof.Signature, proof.Pin.Length == 0 ? "" : HashOf(proof.Pin), proof.Paper);
        (ReadAloud, Witness, ChildAgrees) = (proof.ReadAloud, proof.Witness, proof.ChildAgrees);
    }

    /// <summary>Sets right what somebody is called; what was agreed to stays as it was.</summary>
    internal void Correct(string name, string guardian, string relation) => (Name, Guardian, Relation) = (name, guardian, relation);

    /// <summary>Takes away who it was about; that a consent was given and ended stays, without a name.</summary>
    internal void Forget() =>
        (Name, Guardian, Relation, Signature, PinHash, Witness, PaperId, SecretHash, SecretSealed) = ("", "", "", "", "", "", null, Id.ToString(), "");

    /// <summary>Whether this is a path of lines as our own script draws it, within the drawing.</summary>
    internal static bool IsSignature(string path) => path.Length is >= MinSignature and <= MaxSignature && Path().IsMatch(path);

    // 600,000 rounds, as OWASP's password storage sheet has it for PBKDF2 with SHA-256; six digits are weak all the same, so nothing opens by them.
    private static string HashOf(string pin)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return $"{Convert.ToBase64String(salt)}.{Convert.ToBase64String(Rfc2898DeriveBytes.Pbkdf2(pin, salt, 600_000, HashAlgorithmName.SHA256, 32))}";
    }

    [GeneratedRegex(@"^(M\d{1,3} \d{1,3}(L\d{1,3} \d{1,3})*)+$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Path();
}
