using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Platform.Access;

/// <summary>A named set of permissions, kept as data. Without a centre it is one of the installation's own.</summary>
public sealed class Role : IVersioned
{
    private Role()
    {
    }

    public Id<Role> Id { get; private set; }
    public Id<Centre>? CentreId { get; private set; }
    /// <summary>Stable key; a sample role's is one of <see cref="SampleRoles"/>, whose name the pages translate.</summary>
    public string Key { get; private set; } = "";
    /// <summary>The name given by the centre, or empty for a sample role.</summary>
    public string Name { get; private set; } = "";
    /// <summary>The permissions, separated by spaces.</summary>
    public string Permissions { get; private set; } = "";
    public int Version { get; set; }

    public static Role Of(string key, string name, IEnumerable<string> permissions, Id<Centre>? centre = null) => new()
    {
        Id = Id<Role>.New(),
        CentreId = centre,
        Key = key,
        Name = name,
        Permissions = string.Join(' ', permissions.Order(StringComparer.Ordinal)),
    };

    public IEnumerable<string> Allowed => Permissions.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public void Allow(IEnumerable<string> permissions) => Permissions = string.Join(' ', permissions.Order(StringComparer.Ordinal));

    public void Rename(string name) => Name = name;
}

/// <summary>That a person holds a role: at one centre, at every centre of an area, or (with neither) in the whole installation.</summary>
public sealed class Membership : IEntity
{
    private Membership()
    {
    }

    public Id<Membership> Id { get; private set; }
    public Id<Person> PersonId { get; private set; }
    public Id<Role> RoleId { get; private set; }
    public Id<Centre>? CentreId { get; private set; }
    public Id<Area>? AreaId { get; private set; }
    public DateTimeOffset Since { get; private set; }
    public DateTimeOffset? Until { get; private set; }

    public static Membership AtCentre(Id<Person> person, Id<Role> role, Id<Centre> centre, DateTimeOffset now) =>
        new() { Id = Id<Membership>.New(), PersonId = person, RoleId = role, CentreId = centre, Since = now };

    public static Membership InArea(Id<Person> person, Id<Role> role, Id<Area> area, DateTimeOffset now) =>
        new() { Id = Id<Membership>.New(), PersonId = person, RoleId = role, AreaId = area, Since = now };

    public static Membership Everywhere(Id<Person> person, Id<Role> role, DateTimeOffset now) =>
        new() { Id = Id<Membership>.New(), PersonId = person, RoleId = role, Since = now };

    public void End(DateTimeOffset when) => Until = when;
}
