using Pendopo.Community.Members;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Community.Groups;

public enum GroupDoor
{
    /// <summary>Every member comes in by one step.</summary>
    Open,
    /// <summary>Every member sees that it is there; who leads it lets them in.</summary>
    OnRequest,
    /// <summary>Only who has its link knows of it.</summary>
    Hidden,
}

/// <summary>A group of the square. What is said in it stays in it.</summary>
public sealed class Group : IBelongsToCentre, IVersioned
{
    public const int NameLength = 80, AboutLength = 400, RulesLength = 2_000, TopicLength = 40, SealLength = 1_000;

    private Group()
    {
    }

    public Id<Group> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public string Name { get; private set; } = "";
    public string About { get; private set; } = "";
    public string Rules { get; private set; } = "";
    /// <summary>One of <see cref="SquareTopics"/>, or empty.</summary>
    public string Topic { get; private set; } = "";
    public GroupDoor Door { get; private set; }
    /// <summary>Whether somebody under the age stays outside.</summary>
    public bool AdultsOnly { get; private set; }
    /// <summary>Whether the first thing somebody says in it waits until one of those who lead it looked.</summary>
    public bool HoldsFirst { get; private set; }
    public string InviteHash { get; private set; } = "";
    public string InviteSealed { get; private set; } = "";
    public DateTimeOffset FoundedAt { get; private set; }
    public int Version { get; set; }

    public static Group Found(Id<Centre> centre, DateTimeOffset now) => new() { Id = Id<Group>.New(), CentreId = centre, FoundedAt = now };

    internal void Settle(GroupWords words) => (Name, About, Rules, Topic, Door, AdultsOnly, HoldsFirst) = (words.Name, words.About, words.Rules, words.Topic, words.Door, words.AdultsOnly, words.HoldsFirst);

    internal void Invite(Platform.Access.SecretLink link) => (InviteHash, InviteSealed) = (link.Hash, link.Sealed);
}

/// <summary>What who leads a group says of it.</summary>
internal sealed record GroupWords(string Name, string About, string Rules, string Topic, GroupDoor Door, bool AdultsOnly, bool HoldsFirst = false);

public enum BelongingState { Asked, In, Left, Out }

/// <summary>That a member is in a group, by which face. Who comes back bears the same one.</summary>
public sealed class Belonging : IBelongsToCentre, IVersioned
{
    private Belonging()
    {
    }

    public Id<Belonging> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Group> GroupId { get; private set; }
    public Id<Member> MemberId { get; private set; }
    public Id<Face> FaceId { get; private set; }
    public BelongingState State { get; private set; }
    /// <summary>Whether they lead it: let people in, pin, take posts out of sight.</summary>
    public bool Leads { get; private set; }
    public DateTimeOffset Since { get; private set; }
    /// <summary>Whether they are told nothing of what goes on in it.</summary>
    public bool IsQuiet { get; private set; }
    /// <summary>Whether phones of theirs say nothing of it.</summary>
    public bool IsSilent { get; private set; }
    public int Version { get; set; }

    public static Belonging Of(Group group, Face face, DateTimeOffset now) =>
        new() { Id = Id<Belonging>.New(), CentreId = group.CentreId, GroupId = group.Id, MemberId = face.MemberId, FaceId = face.Id, State = BelongingState.Asked, Since = now };

    public void Become(BelongingState state, DateTimeOffset now) => (State, Leads, Since) = (state, state == BelongingState.In && Leads, now);

    public void Lead(bool leads) => Leads = leads;

    public void Hush(bool quiet) => IsQuiet = quiet;

    public void Silence(bool silent) => IsSilent = silent;
}
