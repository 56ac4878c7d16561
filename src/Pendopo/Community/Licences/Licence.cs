using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Community.Members;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Community.Licences;

/// <summary>What paper a profession stands on.</summary>
public enum LicenceKind
{
    /// <summary>The registration (STR): for life since UU 17/2023, article 260.</summary>
    Registration,
    /// <summary>The licence to practise (SIP), which always has a last day (UU 17/2023, article 264).</summary>
    Practice,
    /// <summary>The letter by which a volunteer was appointed.</summary>
    Appointment,
}

public enum LicenceState { Asked, Holds, Lapsed, Refused, TakenBack, Replaced }

/// <summary>That a member says they are a professional, and that somebody saw their licence. The badge stands beside the name they bear everywhere, never
/// beside another one: it would tell whose that is.</summary>
public sealed class Licence : IBelongsToCentre, IVersioned
{
    public const int NumberLength = 60, IssuerLength = 120, ReasonLength = 500;

    private Licence()
    {
    }

    public Id<Licence> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Member> MemberId { get; private set; }
    public Id<Face> FaceId { get; private set; }
    public Profession Profession { get; private set; }
    public LicenceKind Kind { get; private set; }
    public string Number { get; private set; } = "";
    public string Issuer { get; private set; } = "";
    /// <summary>Its last day; null for one without an end.</summary>
    public DateOnly? Until { get; private set; }
    public DateTimeOffset AskedAt { get; private set; }
    /// <summary>Who of the staff wrote it down; null when the member asked.</summary>
    public Id<Person>? EnteredById { get; private set; }
    public Id<Person>? CheckedById { get; private set; }
    public DateTimeOffset? CheckedAt { get; private set; }
    /// <summary>What they were called when it was checked: under any other name nothing was checked.</summary>
    public string CheckedName { get; private set; } = "";
    /// <summary>Whether what they say is said for the centre; else they speak for themselves.</summary>
    public bool ForCentre { get; private set; }
    public Id<Person>? EndedById { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    /// <summary>Why it was refused or taken back; empty for one that a newer one replaced.</summary>
    public string Reason { get; private set; } = "";
    public int Version { get; set; }

    internal static Licence Of(Face face, LicenceWords words, Id<Person>? enteredBy, DateTimeOffset now) => new()
    {
        Id = Id<Licence>.New(),
        CentreId = face.CentreId,
        MemberId = face.MemberId,
        FaceId = face.Id,
        Profession = words.Profession,
        Kind = words.Kind,
        Number = words.Number,
        Issuer = words.Issuer,
        Until = words.Until,
        AskedAt = now,
        EnteredById = enteredBy,
    };

    /// <summary>How it stands on a day of the centre.</summary>
    public LicenceState StateOn(DateOnly day) => (EndedAt, CheckedAt) switch
    {
        (not null, _) when Reason.Length == 0 => LicenceState.Replaced,
        (not null, null) => LicenceState.Refused,
        (not null, _) => LicenceState.TakenBack,
        (null, null) => LicenceState.Asked,
        _ => LicenceDays.Hold(Until, day) ? LicenceState.Holds : LicenceState.Lapsed,
    };

    /// <summary>Somebody saw the paper, and that it bears this name.</summary>
    public void Check(Face face, bool forCentre, Id<Person> by, DateTimeOffset now) => (CheckedName, ForCentre, CheckedById, CheckedAt) = (face.Name, forCentre, by, now);

    /// <param name="reason">Empty when a newer one stands in its place.</param>
    public void End(string reason, Id<Person> by, DateTimeOffset now) => (Reason, EndedById, EndedAt) = (reason, by, now);

    public static void Map(ModelBuilder builder) => builder.Entity<Licence>(licence =>
    {
        licence.ToTable("community_licence");
        licence.Property(row => row.Number).HasMaxLength(NumberLength);
        licence.Property(row => row.Issuer).HasMaxLength(IssuerLength);
        licence.Property(row => row.CheckedName).HasMaxLength(Face.NameLength);
        licence.Property(row => row.Reason).HasMaxLength(ReasonLength);
        licence.HasIndex(row => row.FaceId);
        licence.HasIndex(row => row.MemberId);
        licence.HasIndex(row => new { row.CentreId, row.Id });
    });
}

/// <summary>What is written down of a licence.</summary>
internal sealed record LicenceWords(Profession Profession, LicenceKind Kind, string Number, string Issuer, DateOnly? Until);

[Migration("202611231131_community_licence")]
internal sealed class LicenceSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("community_licence", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            member_id = table.Column<Guid>(),
            face_id = table.Column<Guid>(),
            profession = table.Column<string>(maxLength: 40),
            kind = table.Column<string>(maxLength: 40),
            number = table.Column<string>(maxLength: Licence.NumberLength),
            issuer = table.Column<string>(maxLength: Licence.IssuerLength),
            until = table.Column<DateOnly>(nullable: true),
            asked_at = Instant(table),
            entered_by_id = table.Column<Guid>(nullable: true),
            checked_by_id = table.Column<Guid>(nullable: true),
            checked_at = Instant(table, nullable: true),
            checked_name = table.Column<string>(maxLength: Face.NameLength),
            for_centre = table.Column<bool>(),
            ended_by_id = table.Column<Guid>(nullable: true),
            ended_at = Instant(table, nullable: true),
            reason = table.Column<string>(maxLength: Licence.ReasonLength),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_community_licence", row => row.id));
        migrationBuilder.CreateIndex("ix_community_licence_face_id", "community_licence", "face_id");
        migrationBuilder.CreateIndex("ix_community_licence_member_id", "community_licence", "member_id");
        migrationBuilder.CreateIndex("ix_community_licence_centre_id_id", "community_licence", ["centre_id", "id"]);
    }
}
