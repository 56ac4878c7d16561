using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Pendopo.Platform.Data;

/// <summary>Gathers the migrations that stand in the rooms' folders, in the order of their names.</summary>
internal sealed class RoomMigrations : IMigrationsAssembly
{
    // A context asks anew at every look at the schema, and the steps of a program never change.
    private static readonly Lazy<IReadOnlyDictionary<string, TypeInfo>> Steps = new(() => MarkedTypes.With<MigrationAttribute>()
        .Select(type => (Type: type.GetTypeInfo(), Step: type.GetCustomAttribute<MigrationAttribute>()!))
        .OrderBy(pair => pair.Step.Id, StringComparer.Ordinal)
        .ToDictionary(pair => pair.Step.Id, pair => pair.Type, StringComparer.Ordinal));

    public IReadOnlyDictionary<string, TypeInfo> Migrations => Steps.Value;

    public ModelSnapshot? ModelSnapshot => null;

    public Assembly Assembly => typeof(RoomMigrations).Assembly;

    public Migration CreateMigration(TypeInfo migrationClass, string activeProvider)
    {
        var migration = (Migration)Activator.CreateInstance(migrationClass.AsType())!;
        migration.ActiveProvider = activeProvider;
        return migration;
    }

    public string? FindMigrationId(string nameOrId) =>
        Migrations.Keys.FirstOrDefault(id => string.Equals(id, nameOrId, StringComparison.OrdinalIgnoreCase));
}
