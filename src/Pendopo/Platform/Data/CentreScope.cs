using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;

namespace Pendopo.Platform.Data;

/// <summary>Which centre the present request or job works for. Set once by the middleware or the job runner.</summary>
public sealed class CentreScope
{
    /// <summary>The centre in scope; empty before it is known, when no centre's rows are seen.</summary>
    public Id<Centre> Centre { get; private set; }

    /// <summary>True for work of the installation itself, which may write rows of any centre.</summary>
    public bool Installation { get; private set; }

    public void Enter(Id<Centre> centre) => (Centre, Installation) = (centre, false);

    public void EnterInstallation() => Installation = true;
}

public static class CentreFilter
{
    internal const string Name = "centre";

    /// <summary>Leaves the centre in scope: for the district view, delivery and other work that is about many centres.
    /// The caller states its own bound instead.</summary>
    public static IQueryable<T> AcrossCentres<T>(this IQueryable<T> rows) where T : class, IBelongsToCentre =>
        rows.IgnoreQueryFilters([Name]);
}
