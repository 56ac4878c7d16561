using Microsoft.AspNetCore.Identity;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.People;

/// <summary>Someone the house knows: with or without an account (a child, a caller at the desk, a guardian).</summary>
public sealed class Person : IVersioned
{
    private Person()
    {
    }

    public Id<Person> Id { get; private set; }
    /// <summary>The name as the person gives it, in one field: many people have one name.</summary>
    public string Name { get; private set; } = "";
    /// <summary>What they are to others at work (`Bidan`, `Promkes officer`), or empty.</summary>
    public string Title { get; private set; } = "";
    /// <summary>The chosen language of the pages, `id` or `en`, or null for the browser's.</summary>
    public string? Language { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public int Version { get; set; }

    public static Person Named(string name, string title, DateTimeOffset now) =>
        new() { Id = Id<Person>.New(), Name = name, Title = title, CreatedAt = now };

    public void Rename(string name, string title) => (Name, Title) = (name, title);

    /// <summary>Nobody knows any more who this was; what they wrote at work stays.</summary>
    public void Forget() => (Name, Title, Language) = ("–", "", null);

    public void Speak(string? language) => Language = language;
}

/// <summary>The sign-in of a person.</summary>
public sealed class Account : IdentityUser<Id<Account>>, IEntity
{
    public Account() => (Id, SecurityStamp) = (Id<Account>.New(), Guid.CreateVersion7().ToString());

    public Id<Person> PersonId { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? DisabledAt { get; set; }
}
