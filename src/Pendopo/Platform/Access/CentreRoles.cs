using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Access;

/// <summary>The roles that a new centre, and a new installation, begin with: the sample set, each with the permissions that the rooms
/// name it for. From then on they are the centre's own data.</summary>
public sealed class CentreRoles(PendopoDb db, IReadOnlyList<Room> rooms)
{
    /// <summary>Roles that reach beyond one centre exist once for the installation as well.</summary>
    private static readonly IReadOnlyList<string> Wide = [SampleRoles.Administrator, SampleRoles.DistrictOfficer];

    /// <summary>Every permission of the house, in the order of the rooms.</summary>
    public IReadOnlyList<Permission> Declared => [.. rooms.SelectMany(room => room.Permissions)];

    /// <summary>Adds the sample roles of one centre to the context.</summary>
    public IReadOnlyDictionary<string, Role> AddFor(Id<Centre> centre) => Add(SampleRoles.All, centre);

    /// <summary>Adds the installation's own roles to the context.</summary>
    public IReadOnlyDictionary<string, Role> AddForInstallation() => Add(Wide, null);

    /// <summary>The permissions a sample role starts with; an administrator's are all.</summary>
    public IEnumerable<string> StartOf(string role) =>
        Declared.Where(permission => role == SampleRoles.Administrator || permission.Roles.Contains(role, StringComparer.Ordinal)).Select(permission => permission.Name);

    private Dictionary<string, Role> Add(IReadOnlyList<string> keys, Id<Centre>? centre)
    {
        var roles = keys.ToDictionary(key => key, key => Role.Of(key, "", StartOf(key), centre), StringComparer.Ordinal);
        db.AddRange(roles.Values);
        return roles;
    }
}
