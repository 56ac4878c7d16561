using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Team;

/// <summary>What became of an idea.</summary>
public enum IdeaState
{
    /// <summary>Nobody has taken it up.</summary>
    Open,

    /// <summary>Somebody writes the post, or wrote it.</summary>
    TakenUp,

    /// <summary>Not now; it can be fetched back.</summary>
    SetAside,
}

/// <summary>Something worth telling people, before anybody writes it.</summary>
public sealed class Idea : IBelongsToCentre, IVersioned
{
    public const int TitleLength = PostWords.TitleLength, NoteLength = 1_000;

    private Idea()
    {
    }

    public Id<Idea> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public string Title { get; private set; } = "";
    public string Note { get; private set; } = "";
    public IdeaState State { get; private set; }
    public Id<Person> ProposerId { get; private set; }
    /// <summary>The post that it became, or null.</summary>
    public Id<Post>? PostId { get; private set; }
    public DateTimeOffset ProposedAt { get; private set; }
    public int Version { get; set; }

    public static Idea Of(Id<Centre> centre, string title, string note, Id<Person> proposer, DateTimeOffset now) =>
        new() { Id = Id<Idea>.New(), CentreId = centre, Title = title, Note = note, ProposerId = proposer, ProposedAt = now };

    internal bool BecomePost(Id<Post> post)
    {
        if (State == IdeaState.TakenUp)
            return false;
        (State, PostId) = (IdeaState.TakenUp, post);
        return true;
    }

    /// <summary>Sets it aside, or fetches it back.</summary>
    internal bool Shelve(bool aside)
    {
        if (State == IdeaState.TakenUp)
            return false;
        State = aside ? IdeaState.SetAside : IdeaState.Open;
        return true;
    }
}
