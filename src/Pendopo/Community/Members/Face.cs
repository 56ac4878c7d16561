using System.Security.Cryptography;
using Pendopo.Community.Groups;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Community.Members;

/// <summary>How a member is known to others: by their own name everywhere, or by another name in one group. What others see of a person is a face and
/// nothing behind it, so that two faces of one person lead to each other nowhere.</summary>
public sealed class Face : IBelongsToCentre, IVersioned
{
    public const int NameLength = 60, HandleLength = 16;

    // Letters alone: digits in an address may look like somebody's number. 16 of 24 letters are 73 bits, and say nothing of when it was made.
    private const string Letters = "abcdefghijkmnpqrstuvwxyz";

    private Face()
    {
    }

    public Id<Face> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Member> MemberId { get; private set; }
    /// <summary>The one group in which it is known; null for the name they bear everywhere.</summary>
    public Id<Group>? GroupId { get; private set; }
    /// <summary>Names it in addresses and in the API.</summary>
    public string Handle { get; private set; } = "";
    public string Name { get; private set; } = "";
    public int Version { get; set; }

    public static Face Of(Member member, Id<Group>? group, string name) => new()
    {
        Id = Id<Face>.New(),
        CentreId = member.CentreId,
        MemberId = member.Id,
        GroupId = group,
        Handle = RandomNumberGenerator.GetString(Letters, HandleLength),
        Name = name,
    };

    public void Rename(string name) => Name = name;
}
