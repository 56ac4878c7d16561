using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Publishing.Calendar;

/// <summary>What a day asks of a centre that plans for it.</summary>
public enum HealthDayKind
{
    /// <summary>A day to speak about something.</summary>
    Observance,

    /// <summary>A public holiday: few people read, and the centre is closed.</summary>
    Holiday,

    /// <summary>A day of mourning: nothing cheerful goes out.</summary>
    Mourning,
}

/// <summary>A day that a centre added, changed or took off its calendar. The days that nobody touched come from the list the program brings.</summary>
internal sealed class HealthDay : IBelongsToCentre, IVersioned
{
    public const int NameLength = 120, SourceLength = 300, KeyLength = 40;

    private HealthDay()
    {
    }

    public Id<HealthDay> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    /// <summary>Which day of the program's list it stands for, or null when the centre added it.</summary>
    public string? Key { get; private set; }
    public HealthDayKind Kind { get; private set; }
    /// <summary>As <see cref="HealthDayRule"/> reads it.</summary>
    public string Rule { get; private set; } = "";
    public string NameId { get; private set; } = "";
    public string NameEn { get; private set; } = "";
    /// <summary>Who says so: a law, an organisation, an address; may be empty for the centre's own days.</summary>
    public string Source { get; private set; } = "";
    /// <summary>Not shown on the calendar.</summary>
    public bool Hidden { get; private set; }
    public int Version { get; set; }

    public static HealthDay Of(Id<Centre> centre, string? key) => new() { Id = Id<HealthDay>.New(), CentreId = centre, Key = key };

    public void Say(HealthDayWords words) => (Kind, Rule, NameId, NameEn, Source) = (words.Kind, words.Rule, words.NameId, words.NameEn, words.Source);

    public void Show(bool shown) => Hidden = !shown;

    public static void Map(ModelBuilder builder) => builder.Entity<HealthDay>(day =>
    {
        day.ToTable("publishing_health_day");
        day.Property(row => row.Key).HasMaxLength(KeyLength);
        day.Property(row => row.Rule).HasMaxLength(HealthDayRule.Length);
        day.Property(row => row.NameId).HasMaxLength(NameLength);
        day.Property(row => row.NameEn).HasMaxLength(NameLength);
        day.Property(row => row.Source).HasMaxLength(SourceLength);
        day.HasIndex(row => new { row.CentreId, row.Key }).IsUnique();
    });
}

/// <summary>The words of a day.</summary>
public sealed record HealthDayWords(HealthDayKind Kind, string Rule, string NameId, string NameEn, string Source);

[Migration("202611220830_publishing_health_days")]
internal sealed class HealthDaySchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("publishing_health_day", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            key = table.Column<string>(maxLength: HealthDay.KeyLength, nullable: true),
            kind = table.Column<string>(maxLength: 40),
            rule = table.Column<string>(maxLength: HealthDayRule.Length),
            name_id = table.Column<string>(maxLength: HealthDay.NameLength),
            name_en = table.Column<string>(maxLength: HealthDay.NameLength),
            source = table.Column<string>(maxLength: HealthDay.SourceLength),
            hidden = table.Column<bool>(),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_health_day", row => row.id));
        migrationBuilder.CreateIndex("ix_publishing_health_day_centre_id_key", "publishing_health_day", ["centre_id", "key"], unique: true);
    }
}
