using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Tests.Platform.Nodes;

/// <summary>The schema of tomorrow's program: today's, and a step more that only adds.</summary>
internal sealed class NewerMigrations : IMigrationsAssembly
{
    public const string Step = "299901010001_platform_tomorrow";
    private readonly RoomMigrations today = new();

    public IReadOnlyDictionary<string, TypeInfo> Migrations => today.Migrations.Append(new(Step, typeof(Tomorrow).GetTypeInfo())).ToDictionary(StringComparer.Ordinal);

    public ModelSnapshot? ModelSnapshot => null;

    public Assembly Assembly => today.Assembly;

    public Migration CreateMigration(TypeInfo migrationClass, string activeProvider) => today.CreateMigration(migrationClass, activeProvider);

    public string? FindMigrationId(string nameOrId) => nameOrId == Step ? Step : today.FindMigrationId(nameOrId);
}

[Migration(NewerMigrations.Step)]
internal sealed class Tomorrow : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("tomorrow", "platform_area", nullable: true);
        migrationBuilder.CreateTable("platform_tomorrow", table => new { id = table.Column<Guid>() }, constraints: table => table.PrimaryKey("pk_platform_tomorrow", row => row.id));
    }
}
