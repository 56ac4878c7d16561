using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Publishing.Handles;

/// <summary>A person or an organisation that posts speak of, by one short name here and by their own on each network.</summary>
internal sealed class Handle : IBelongsToCentre, IVersioned
{
    public const int TagLength = 30, NameLength = 120, AddressLength = 200;

    private Handle()
    {
    }

    public Id<Handle> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    /// <summary>What is written behind the @, in small letters.</summary>
    public string Tag { get; private set; } = "";
    /// <summary>What stands where they have no name on the network.</summary>
    public string Name { get; private set; } = "";
    /// <summary>Their names by network, as JSON; without the first @.</summary>
    public string AddressText { get; private set; } = "{}";
    public int Version { get; set; }

    public IReadOnlyDictionary<string, string> Addresses => JsonSerializer.Deserialize<Dictionary<string, string>>(AddressText)!;

    public static Handle Of(Id<Centre> centre, string tag) => new() { Id = Id<Handle>.New(), CentreId = centre, Tag = tag };

    public void Say(string name, IReadOnlyDictionary<string, string> addresses) =>
        (Name, AddressText) = (name, JsonSerializer.Serialize(addresses.Where(pair => pair.Value.Length > 0).OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal)));

    public static void Map(ModelBuilder builder) => builder.Entity<Handle>(handle =>
    {
        handle.ToTable("publishing_handle");
        handle.Ignore(row => row.Addresses);
        handle.Property(row => row.Tag).HasMaxLength(TagLength);
        handle.Property(row => row.Name).HasMaxLength(NameLength);
        handle.HasIndex(row => new { row.CentreId, row.Tag }).IsUnique();
    });
}

/// <summary>The address book.</summary>
[Migration("202611221533_publishing_handles")]
internal sealed class HandleSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("publishing_handle", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            tag = table.Column<string>(maxLength: Handle.TagLength),
            name = table.Column<string>(maxLength: Handle.NameLength),
            address_text = table.Column<string>(),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_handle", row => row.id));
        migrationBuilder.CreateIndex("ix_publishing_handle_centre_id_tag", "publishing_handle", ["centre_id", "tag"], unique: true);
    }
}
