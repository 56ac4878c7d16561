using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Community.Talk;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Community.Rumours;

public enum RumourState
{
    /// <summary>Words speak of a claim, or somebody asked. Nothing of it is shown.</summary>
    Waits,
    /// <summary>A person looks into it: people are asked to wait before they pass it on.</summary>
    Looking,
    /// <summary>A person saw that the claim's answer belongs beside it.</summary>
    Confirmed,
    /// <summary>A person saw that it says nothing of the kind.</summary>
    Dismissed,
}

/// <summary>That what somebody said may not be true. Words are never judged by themselves: what is shown was decided by a person.</summary>
public sealed class Rumour : IBelongsToCentre, IVersioned
{
    private Rumour()
    {
    }

    public Id<Rumour> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Said> SaidId { get; private set; }
    /// <summary>The claim of Safety's registry that it speaks of; null while nobody knows which.</summary>
    public Guid? ClaimId { get; private set; }
    /// <summary>How many asked whether it is true.</summary>
    public int Asked { get; private set; }
    public RumourState State { get; private set; }
    public DateTimeOffset At { get; private set; }
    public Id<Person>? DecidedById { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public int Version { get; set; }

    public static Rumour Of(Said said, Guid? claim, DateTimeOffset now) => new() { Id = Id<Rumour>.New(), CentreId = said.CentreId, SaidId = said.Id, ClaimId = claim, At = now };

    /// <summary>Somebody asks; what was dismissed is looked at once more.</summary>
    public void Ask() => (Asked, State) = (Asked + 1, State == RumourState.Dismissed ? RumourState.Waits : State);

    /// <summary>The words are others now: what a person decided was about the earlier ones. Where they still speak of the claim whose answer stood beside them, people
    /// are asked to wait until somebody looked; what nobody asked about and what speaks of nothing is let go.</summary>
    public void Change(Guid? claim)
    {
        var state = State switch
        {
            RumourState.Confirmed or RumourState.Looking => claim is not null && claim == ClaimId ? RumourState.Looking : RumourState.Waits,
            RumourState.Waits when Asked > 0 => RumourState.Waits,
            _ => claim is null ? RumourState.Dismissed : RumourState.Waits,
        };
        (ClaimId, State, DecidedById, DecidedAt) = (claim, state, null, null);
    }

    public void Decide(RumourState state, Guid? claim, Id<Person> by, DateTimeOffset now) => (State, ClaimId, DecidedById, DecidedAt) = (state, claim, by, now);

    public static void Map(ModelBuilder builder) => builder.Entity<Rumour>(rumour =>
    {
        rumour.ToTable("community_rumour");
        rumour.HasIndex(row => row.SaidId).IsUnique();
        rumour.HasIndex(row => new { row.CentreId, row.State, row.Id });
    });
}

[Migration("202611231526_community_rumours")]
internal sealed class RumoursSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("community_rumour", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            said_id = table.Column<Guid>(),
            claim_id = table.Column<Guid>(nullable: true),
            asked = table.Column<int>(),
            state = table.Column<string>(maxLength: 40),
            at = Instant(table),
            decided_by_id = table.Column<Guid>(nullable: true),
            decided_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_community_rumour", row => row.id));
        migrationBuilder.CreateIndex("ix_community_rumour_said_id", "community_rumour", "said_id", unique: true);
        migrationBuilder.CreateIndex("ix_community_rumour_centre_id_state_id", "community_rumour", ["centre_id", "state", "id"]);
    }
}
