using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Platform.Centres;

/// <summary>Where this request stands: which centre, which person, what they may do there. Filled once by the middleware.</summary>
public sealed class Here
{
    private Centre? centre;

    /// <summary>The centre of this request; throws before set-up is done.</summary>
    public Centre Centre => centre ?? throw new InvalidOperationException("No centre is set up yet.");

    public bool HasCentre => centre is not null;

    /// <summary>The person who is signed in, or null for a visitor.</summary>
    public Person? Person { get; private set; }

    /// <summary>What the person may do at <see cref="Centre"/>; empty for a visitor.</summary>
    public IReadOnlySet<string> Permissions { get; private set; } = new HashSet<string>(StringComparer.Ordinal);

    public bool May(string permission) => Permissions.Contains(permission);

    /// <summary>The id of the person who acts; throws for a visitor.</summary>
    public Id<Person> Actor => Person?.Id ?? throw new InvalidOperationException("Nobody is signed in.");

    public void At(Centre where) => centre = where;

    public void As(Person? who, IReadOnlySet<string> permissions) => (Person, Permissions) = (who, permissions);
}
