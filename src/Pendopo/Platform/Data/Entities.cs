using Pendopo.Platform.Centres;

namespace Pendopo.Platform.Data;

/// <summary>Marks a class that is a row of the database, so that its ids are mapped.</summary>
public interface IEntity;

/// <summary>A row that belongs to one centre. Every query sees only the rows of the centre in scope
/// unless it says <see cref="CentreFilter.AcrossCentres{T}"/>; a write outside the scope throws.</summary>
public interface IBelongsToCentre : IEntity
{
    Id<Centre> CentreId { get; }
}

/// <summary>A row that two people may edit at once: a save of a stale copy throws
/// <see cref="Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException"/>.</summary>
public interface IVersioned : IEntity
{
    int Version { get; set; }
}
