using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Publishing.Calendar;

/// <summary>An hour of the week on the centre's clock.</summary>
public sealed record WeekSlot(DayOfWeek Day, TimeOnly Time);

/// <summary>Hours that come every week for some channels: a post that joins gets the next free one.</summary>
internal sealed class PostingQueue : IBelongsToCentre, IVersioned
{
    public const int NameLength = 60;

    /// <summary>Most hours in a week.</summary>
    public const int MostSlots = 50;

    private PostingQueue()
    {
    }

    public Id<PostingQueue> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public string Name { get; private set; } = "";
    /// <summary>The hours as JSON, in the order of the week.</summary>
    public string SlotText { get; private set; } = "[]";
    /// <summary>The ids of the channels as JSON; the own site goes along by itself.</summary>
    public string ChannelText { get; private set; } = "[]";
    public int Version { get; set; }

    public IReadOnlyList<WeekSlot> Slots => JsonSerializer.Deserialize<List<WeekSlot>>(SlotText)!;

    public IReadOnlyList<Id<Channel>> Channels => [.. JsonSerializer.Deserialize<List<Guid>>(ChannelText)!.Select(id => new Id<Channel>(id))];

    public static PostingQueue Of(Id<Centre> centre) => new() { Id = Id<PostingQueue>.New(), CentreId = centre };

    /// <summary>Takes its name, hours and channels; the same hour twice is one.</summary>
    public void Say(string name, IEnumerable<WeekSlot> slots, IEnumerable<Id<Channel>> channels) => (Name, SlotText, ChannelText) =
        (name, JsonSerializer.Serialize(slots.Distinct().OrderBy(slot => ((int)slot.Day + 6) % 7).ThenBy(slot => slot.Time)), JsonSerializer.Serialize(channels.Select(id => id.Value)));

    public static void Map(ModelBuilder builder) => builder.Entity<PostingQueue>(queue =>
    {
        queue.ToTable("publishing_queue");
        queue.Ignore(row => row.Slots);
        queue.Ignore(row => row.Channels);
        queue.Property(row => row.Name).HasMaxLength(NameLength);
        queue.HasIndex(row => new { row.CentreId, row.Name }).IsUnique();
    });
}

[Migration("202611220831_publishing_queues")]
internal sealed class PostingQueueSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("publishing_queue", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            name = table.Column<string>(maxLength: PostingQueue.NameLength),
            slot_text = table.Column<string>(),
            channel_text = table.Column<string>(),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_queue", row => row.id));
        migrationBuilder.CreateIndex("ix_publishing_queue_centre_id_name", "publishing_queue", ["centre_id", "name"], unique: true);
    }
}
