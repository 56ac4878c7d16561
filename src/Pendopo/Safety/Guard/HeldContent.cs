using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.People;

namespace Pendopo.Safety.Guard;

/// <summary>Words that were stopped at an exit and wait for a person. The row goes when they are released or changed, and so does its copy of the words.</summary>
public sealed class HeldContent : IBelongsToCentre
{
    private HeldContent()
    {
    }

    public Id<HeldContent> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    /// <summary>Of the words, see <see cref="ContentHash"/>.</summary>
    public string Hash { get; private set; } = "";
    /// <summary>The exit that asked first.</summary>
    public string Exit { get; private set; } = "";
    /// <summary>What it is, such as `post:ID`.</summary>
    public string Subject { get; private set; } = "";
    public string Texts { get; private set; } = "";
    public string Reasons { get; private set; } = "";
    public DateTimeOffset AskedAt { get; private set; }

    internal static HeldContent Of(HeldNote note, DateTimeOffset now) => new()
    {
        Id = Id<HeldContent>.New(),
        CentreId = note.Leaving.Centre,
        Hash = note.Hash,
        Exit = note.Leaving.Exit,
        Subject = note.Leaving.Subject,
        Texts = JsonSerializer.Serialize(note.Leaving.Texts),
        Reasons = JsonSerializer.Serialize(note.Reasons),
        AskedAt = now,
    };

    public IReadOnlyList<LeavingText> Words => JsonSerializer.Deserialize<List<LeavingText>>(Texts)!;

    public IReadOnlyList<HeldReason> Why => JsonSerializer.Deserialize<List<HeldReason>>(Reasons)!;
}

/// <summary>A named person's word that this content may leave, and why. Kept for good; it holds none of the words.</summary>
public sealed class Release : IBelongsToCentre
{
    private Release()
    {
    }

    public Id<Release> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public string Hash { get; private set; } = "";
    public string Subject { get; private set; } = "";
    /// <summary>The kinds that were found, separated by spaces.</summary>
    public string Kinds { get; private set; } = "";
    public Id<Person> PersonId { get; private set; }
    public string Reason { get; private set; } = "";
    public DateTimeOffset At { get; private set; }

    /// <summary>SHA-256 of the reason, hexadecimal.</summary>
    internal string ReasonMark => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Reason)));

    internal static Release Of(HeldContent held, Id<Person> person, string reason, DateTimeOffset now) => new()
    {
        Id = Id<Release>.New(),
        CentreId = held.CentreId,
        Hash = held.Hash,
        Subject = held.Subject,
        Kinds = string.Join(' ', held.Why.Select(why => why.Kind).Distinct().Order(StringComparer.Ordinal)),
        PersonId = person,
        Reason = reason,
        At = now,
    };
}

/// <summary>What the guard hands over to be noted.</summary>
internal sealed record HeldNote(Leaving Leaving, string Hash, IReadOnlyList<HeldReason> Reasons);
