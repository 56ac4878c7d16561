using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Platform.Access;

/// <summary>A condition under which alone a permission holds, whatever roles a person has; a later room registers it.</summary>
public interface IRightsGate
{
    /// <summary>The permission it stands before.</summary>
    string Permission { get; }

    /// <summary>Whether it holds for this person at this centre now. Asked at every request of somebody with the permission.</summary>
    ValueTask<bool> Holds(Id<Person> person, Centre centre, CancellationToken cancel);
}
