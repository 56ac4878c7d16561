namespace Pendopo.Community.Contracts;

/// <summary>A service of the centre, to which a question may lead.</summary>
/// <param name="Key">Its lasting name, kept in rows; letters, digits and hyphens.</param>
/// <param name="Path">Its public page, below the centre's front page.</param>
public sealed record OfferedService(string Key, string Name, string Path);

/// <summary>The services people can be led to. A later room offers them; without one there are none.</summary>
public interface IServicePages
{
    /// <summary>All that stand open at the centre in scope, by name.</summary>
    Task<IReadOnlyList<OfferedService>> All(CancellationToken cancel);
}
