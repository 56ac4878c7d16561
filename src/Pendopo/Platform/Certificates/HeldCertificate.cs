using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Certificates;

/// <summary>The certificate of this installation, for every node: its chain readable, its key sealed.</summary>
public sealed class HeldCertificate : IEntity
{
    /// <summary>There is one.</summary>
    public const string Current = "current";

    public string Name { get; init; } = Current;
    public string Names { get; set; } = "";
    public string Chain { get; set; } = "";
    public string SealedKey { get; set; } = "";
    public DateTimeOffset ValidFrom { get; set; }
    public DateTimeOffset ValidUntil { get; set; }

    /// <summary>Two thirds of its life, when a new one is got: a third is left to notice that it fails.</summary>
    public DateTimeOffset RenewAt => ValidFrom + ((ValidUntil - ValidFrom) * 2 / 3);

    internal static void Map(ModelBuilder builder) => builder.Entity<HeldCertificate>(held =>
    {
        held.ToTable("platform_certificate").HasKey(row => row.Name);
        held.Property(row => row.Name).HasMaxLength(20);
        held.Property(row => row.Names).HasMaxLength(4000);
        held.Ignore(row => row.RenewAt);
    });
}

[Migration("202611220840_platform_certificate")]
internal sealed class CertificateSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable("platform_certificate", table => new
    {
        name = table.Column<string>(maxLength: 20),
        names = table.Column<string>(maxLength: 4000),
        chain = table.Column<string>(),
        sealed_key = table.Column<string>(),
        valid_from = Instant(table),
        valid_until = Instant(table),
    }, constraints: table => table.PrimaryKey("pk_platform_certificate", row => row.name));
}
