using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Community.Members;
using Pendopo.Community.Talk;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Community.Polls;

public enum PollShows
{
    /// <summary>Whoever voted sees how it stands, and everybody once it is over.</summary>
    AfterVote,
    /// <summary>Nobody sees how it stands before it is over.</summary>
    AtEnd,
}

/// <summary>That a post asks its readers to choose.</summary>
public sealed class SquarePoll : IBelongsToCentre
{
    private SquarePoll()
    {
    }

    public Id<SquarePoll> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Said> SaidId { get; private set; }
    /// <summary>Whether one may choose several.</summary>
    public bool IsSeveral { get; private set; }
    public PollShows Shows { get; private set; }
    public DateTimeOffset EndsAt { get; private set; }

    internal static SquarePoll Of(Said said, bool several, PollShows shows, DateTimeOffset ends) =>
        new() { Id = Id<SquarePoll>.New(), CentreId = said.CentreId, SaidId = said.Id, IsSeveral = several, Shows = shows, EndsAt = ends };
}

/// <summary>One of the answers of a poll.</summary>
public sealed class SquareChoice : IBelongsToCentre
{
    public const int TextLength = 80;

    private SquareChoice()
    {
    }

    public Id<SquareChoice> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<SquarePoll> PollId { get; private set; }
    public int Place { get; private set; }
    public string Text { get; private set; } = "";

    internal static SquareChoice Of(SquarePoll poll, int place, string text) => new() { Id = Id<SquareChoice>.New(), CentreId = poll.CentreId, PollId = poll.Id, Place = place, Text = text };
}

/// <summary>What a member chose. Its key is the promise: of a poll in which one is chosen a member has the one slot 0, however often and from how many phones at once they press.</summary>
public sealed class SquareVote : IBelongsToCentre
{
    private SquareVote()
    {
    }

    public Id<Centre> CentreId { get; private set; }
    public Id<SquarePoll> PollId { get; private set; }
    public Id<Member> MemberId { get; private set; }
    public int Slot { get; private set; }
    public Id<SquareChoice> ChoiceId { get; private set; }

    internal static SquareVote Of(SquarePoll poll, Id<Member> member, SquareChoice choice) =>
        new() { CentreId = poll.CentreId, PollId = poll.Id, MemberId = member, Slot = poll.IsSeveral ? choice.Place : 0, ChoiceId = choice.Id };

    internal void Choose(Id<SquareChoice> choice) => ChoiceId = choice;
}

/// <summary>The tables of polls.</summary>
[Migration("202611231610_community_polls")]
internal sealed class SquarePollSchema : RoomMigration
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<SquarePoll>(poll =>
        {
            poll.ToTable("community_poll");
            poll.HasIndex(row => row.SaidId).IsUnique();
        });
        builder.Entity<SquareChoice>(choice =>
        {
            choice.ToTable("community_choice");
            choice.Property(row => row.Text).HasMaxLength(SquareChoice.TextLength);
            choice.HasIndex(row => new { row.PollId, row.Place }).IsUnique();
        });
        builder.Entity<SquareVote>(vote =>
        {
            vote.ToTable("community_vote");
            vote.HasKey(row => new { row.PollId, row.MemberId, row.Slot });
            vote.HasIndex(row => row.MemberId);
        });
    }

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("community_poll", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            said_id = table.Column<Guid>(),
            is_several = table.Column<bool>(),
            shows = table.Column<string>(maxLength: 40),
            ends_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_community_poll", row => row.id));
        migrationBuilder.CreateIndex("ix_community_poll_said_id", "community_poll", "said_id", unique: true);
        migrationBuilder.CreateTable("community_choice", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            poll_id = table.Column<Guid>(),
            place = table.Column<int>(),
            text = table.Column<string>(maxLength: SquareChoice.TextLength),
        }, constraints: table => table.PrimaryKey("pk_community_choice", row => row.id));
        migrationBuilder.CreateIndex("ix_community_choice_poll_id_place", "community_choice", ["poll_id", "place"], unique: true);
        migrationBuilder.CreateTable("community_vote", table => new
        {
            centre_id = table.Column<Guid>(),
            poll_id = table.Column<Guid>(),
            member_id = table.Column<Guid>(),
            slot = table.Column<int>(),
            choice_id = table.Column<Guid>(),
        }, constraints: table => table.PrimaryKey("pk_community_vote", row => new { row.poll_id, row.member_id, row.slot }));
        migrationBuilder.CreateIndex("ix_community_vote_member_id", "community_vote", "member_id");
    }
}
