using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;

namespace Pendopo.Publishing.Polls;

/// <summary>How a poll stands on a channel whose network counts for itself: numbers alone, no voters.</summary>
internal sealed class ChannelTally : IBelongsToCentre, IVersioned
{
    public const int VotesLength = 120;

    private ChannelTally()
    {
    }

    public Id<Post> PostId { get; private set; }
    public Id<Channel> ChannelId { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public string Network { get; private set; } = "";
    /// <summary>By answer, in the order of the ballot's, divided by spaces.</summary>
    public string VoteText { get; private set; } = "";
    public int Voters { get; private set; }
    /// <summary>The network's own order of its counts.</summary>
    public long Place { get; private set; }
    public int Version { get; set; }

    public IReadOnlyList<int> Votes => [.. VoteText.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(vote => int.Parse(vote, CultureInfo.InvariantCulture))];

    public static ChannelTally Of(Ballot ballot, Publication publication) =>
        new() { PostId = ballot.PostId, CentreId = ballot.CentreId, ChannelId = publication.ChannelId, Network = publication.Network, Place = -1 };

    /// <summary>Takes a later count.</summary>
    /// <returns>Whether it tells other numbers.</returns>
    public bool Take(IEnumerable<int> votes, int voters, long place)
    {
        if (place <= Place)
            return false;
        var before = (VoteText, Voters);
        (VoteText, Voters, Place) = (string.Join(' ', votes.Select(vote => vote.ToString(CultureInfo.InvariantCulture))), voters, place);
        return before != (VoteText, Voters);
    }

    public static void Map(ModelBuilder builder) => builder.Entity<ChannelTally>(tally =>
    {
        tally.ToTable("publishing_channel_tally");
        tally.HasKey(row => new { row.PostId, row.ChannelId });
        tally.Ignore(row => row.Votes);
        tally.Property(row => row.Network).HasMaxLength(40);
        tally.Property(row => row.VoteText).HasMaxLength(VotesLength);
    });
}

/// <summary>A count that a network told: of two the later stands, and told twice it changes nothing.</summary>
internal sealed class TakeCount(PendopoDb db, OpenBallot open) : IEventHandler<PollCounted>
{
    public async Task Handle(PollCounted happened, CancellationToken cancel)
    {
        var mark = PollMark.Of(happened.Count.Poll);
        if (await db.Set<Publication>().AsNoTracking().FirstOrDefaultAsync(row => row.ChannelId == happened.Channel && row.State == PublicationState.Sent && row.RemoteVersion != null && row.RemoteVersion.StartsWith(mark), cancel) is not { } sent)
            return;
        var words = (await db.Set<Revision>().AsNoTracking().FirstAsync(row => row.PostId == sent.PostId && row.Number == sent.SentRevision, cancel)).Words;
        if (await open.Of(sent.PostId, words, cancel) is not { } ballot)
            return;
        var tally = await db.Set<ChannelTally>().FirstOrDefaultAsync(row => row.PostId == sent.PostId && row.ChannelId == sent.ChannelId, cancel);
        if (tally is null)
            db.Add(tally = ChannelTally.Of(ballot, sent));
        if (tally.Take(ballot.Answers.Select((answer, index) => Chosen(happened.Count, answer, index)), happened.Count.Voters, happened.Count.Order))
            ballot.Counted(happened.HeardAt);
        // Not caught: another count at the same moment makes the event come again, and then the later of the two stands.
        await db.SaveChangesAsync(cancel);
    }

    // By its words; where the network changed these, by its place.
    private static int Chosen(PollCount count, string answer, int index) =>
        (count.Answers.FirstOrDefault(told => told.Text == answer.Trim()) ?? count.Answers.ElementAtOrDefault(index))?.Votes ?? 0;
}

[Migration("202611222327_publishing_channel_tallies")]
internal sealed class ChannelTallySchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable("publishing_channel_tally", table => new
    {
        post_id = table.Column<Guid>(),
        channel_id = table.Column<Guid>(),
        centre_id = table.Column<Guid>(),
        network = table.Column<string>(maxLength: 40),
        vote_text = table.Column<string>(maxLength: ChannelTally.VotesLength),
        voters = table.Column<int>(),
        place = table.Column<long>(),
        version = table.Column<int>(),
    }, constraints: table => table.PrimaryKey("pk_publishing_channel_tally", row => new { row.post_id, row.channel_id }));
}
