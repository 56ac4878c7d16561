using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Team;

/// <summary>Somebody does something for a post until a day.</summary>
public sealed class Assignment : IBelongsToCentre, IVersioned
{
    public const int WhatLength = 200;

    private Assignment()
    {
    }

    public Id<Assignment> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Post> PostId { get; private set; }
    public Id<Person> PersonId { get; private set; }
    public Id<Person> GivenById { get; private set; }
    public string What { get; private set; } = "";
    /// <summary>The last day, by the centre's calendar.</summary>
    public DateOnly DueDay { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }
    public int Version { get; set; }

    public static Assignment Of(Post post, Id<Person> person, Id<Person> givenBy, string what, DateOnly due) =>
        new() { Id = Id<Assignment>.New(), CentreId = post.CentreId, PostId = post.Id, PersonId = person, GivenById = givenBy, What = what, DueDay = due };

    /// <summary>Marks it done, or open again.</summary>
    internal void Finish(DateTimeOffset? at) => DoneAt = at;
}

/// <summary>A colleague was named in a comment and has not reacted yet.</summary>
internal sealed class Mention : IBelongsToCentre, IVersioned
{
    private Mention()
    {
    }

    public Id<Mention> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Post> PostId { get; private set; }
    /// <summary>The line of the history that holds the comment.</summary>
    public Id<Reviews.Deed> DeedId { get; private set; }
    public Id<Person> PersonId { get; private set; }
    /// <summary>When they answered, or said that they saw it; null before.</summary>
    public DateTimeOffset? SeenAt { get; private set; }
    public int Version { get; set; }

    public static Mention Of(Reviews.Deed deed, Id<Person> person) =>
        new() { Id = Id<Mention>.New(), CentreId = deed.CentreId, PostId = deed.PostId, DeedId = deed.Id, PersonId = person };

    public void See(DateTimeOffset now) => SeenAt ??= now;
}

/// <summary>Time that somebody spent on a post.</summary>
internal sealed class Effort : IBelongsToCentre
{
    private Effort()
    {
    }

    public Id<Effort> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Post> PostId { get; private set; }
    public Id<Person> PersonId { get; private set; }
    public int Minutes { get; private set; }
    public DateTimeOffset NotedAt { get; private set; }

    public static Effort Of(Post post, Id<Person> person, int minutes, DateTimeOffset now) =>
        new() { Id = Id<Effort>.New(), CentreId = post.CentreId, PostId = post.Id, PersonId = person, Minutes = minutes, NotedAt = now };
}
