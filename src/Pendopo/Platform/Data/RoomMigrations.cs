using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Pendopo.Platform.Data;

/// <summary>Gathers the migrations that stand in the rooms' folders, in the order of their names.</summary>
internal sealed class RoomMigrations : IMigrationsAssembly
{
    public RoomMigrations()
    {
        Assembly = typeof(RoomMigrations).Assembly;
        Migrations = Assembly.GetTypes()
            .Select(type => (Type: type.GetTypeInfo(), Step: type.GetCustomAttribute<MigrationAttribute>()))
            .Where(pair => pair.Step is not null)
            .OrderBy(pair => pair.Step!.Id, StringComparer.Ordinal)
            .ToDictionary(pair => pair.Step!.Id, pair => pair.Type, StringComparer.Ordinal);
    }

    public IReadOnlyDictionary<string, TypeInfo> Migrations { get; }

    public ModelSnapshot? ModelSnapshot => null;

    public Assembly Assembly { get; }

    public Migration CreateMigration(TypeInfo migrationClass, string activeProvider)
    {
        var migration = (Migration)Activator.CreateInstance(migrationClass.AsType())!;
        migration.ActiveProvider = activeProvider;
        return migration;
    }

    public string? FindMigrationId(string nameOrId) =>
        Migrations.Keys.FirstOrDefault(id => string.Equals(id, nameOrId, StringComparison.OrdinalIgnoreCase));
}
