using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Inbox.Privately;

/// <summary>A way out of the public: a link that says nothing of the matter, opened once, and the talk behind it. Whoever opens it first is bound to it by
/// their device; nobody else gets in.</summary>
public sealed class PrivateTalk : IBelongsToCentre, IVersioned
{
    /// <summary>How long a link waits to be opened.</summary>
    public static readonly TimeSpan Waits = TimeSpan.FromDays(7);

    /// <summary>How long the talk stays open after the last word. Both spans are our own choice.</summary>
    public static readonly TimeSpan Stays = TimeSpan.FromDays(30);

    // Letters alone: digits in an address may look like somebody's number. 32 of 24 letters are 146 bits.
    private const string Letters = "abcdefghijkmnpqrstuvwxyz";
    private const int SecretLength = 32;

    private PrivateTalk()
    {
    }

    public Id<PrivateTalk> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    /// <summary>Where it was offered.</summary>
    public Id<Conversation> FromId { get; private set; }
    /// <summary>What was said in private; null before the first word.</summary>
    public Id<Conversation>? ContinuedId { get; private set; }
    /// <summary>SHA-256 of the secret in the link; the secret itself is kept nowhere but in the message that carries it.</summary>
    public string SecretHash { get; private set; } = "";
    /// <summary>SHA-256 of the secret in the cookie of the device that opened it; empty before.</summary>
    public string DeviceHash { get; private set; } = "";
    public Id<Person> OfferedById { get; private set; }
    public DateTimeOffset OfferedAt { get; private set; }
    public DateTimeOffset? OpenedAt { get; private set; }
    public DateTimeOffset EndsAt { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public int Version { get; set; }

    /// <summary>Who writes in it, as the inbox names them: by the talk alone.</summary>
    public string Author => $"{Conversation.Own}:{Id}";

    /// <summary>A talk that was just offered, and the secret of its link.</summary>
    public static (PrivateTalk Talk, string Secret) Offer(Conversation from, Id<Person> by, DateTimeOffset now)
    {
        var secret = NewSecret();
        return (new() { Id = Id<PrivateTalk>.New(), CentreId = from.CentreId, FromId = from.Id, SecretHash = SecretLink.HashOf(secret), OfferedById = by, OfferedAt = now, EndsAt = now + Waits }, secret);
    }

    /// <summary>A talk that somebody began by themselves from another room, bound to their device from the first word.</summary>
    public static (Conversation Conversation, PrivateTalk Talk, string Secret, string Device) BeginOwn(Id<Centre> centre, string name, DateTimeOffset now)
    {
        var (secret, device, id) = (NewSecret(), NewSecret(), Id<PrivateTalk>.New());
        var conversation = Conversation.BeginOwn(centre, $"{Conversation.Own}:{id}", name, now);
        var talk = new PrivateTalk
        {
            Id = id,
            CentreId = centre,
            FromId = conversation.Id,
            ContinuedId = conversation.Id,
            SecretHash = SecretLink.HashOf(secret),
            DeviceHash = SecretLink.HashOf(device),
            OfferedAt = now,
            OpenedAt = now,
            EndsAt = now + Stays,
        };
        return (conversation, talk, secret, device);
    }

    public bool IsLive(DateTimeOffset now) => ClosedAt is null && now < EndsAt;

    /// <summary>Binds it to a device, once.</summary>
    /// <returns>The secret for the device's cookie; null when another opened it before, or it is at its end.</returns>
    public string? Open(DateTimeOffset now)
    {
        if (!IsLive(now) || OpenedAt is not null)
            return null;
        var device = NewSecret();
        (DeviceHash, OpenedAt, EndsAt) = (SecretLink.HashOf(device), now, now + Stays);
        return device;
    }

    /// <summary>Whether this is the device that opened it.</summary>
    public bool IsOf(string? device) =>
        device is { Length: SecretLength } && OpenedAt is not null && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(SecretLink.HashOf(device)), Encoding.ASCII.GetBytes(DeviceHash));

    /// <summary>Something was said: it stays open from now on.</summary>
    public void Said(Id<Conversation> conversation, DateTimeOffset now) => (ContinuedId, EndsAt) = (conversation, now + Stays);

    public void Close(DateTimeOffset now) => ClosedAt = now;

    public static void Map(ModelBuilder builder) => builder.Entity<PrivateTalk>(talk =>
    {
        talk.ToTable("inbox_private_talk");
        talk.Ignore(row => row.Author);
        talk.Property(row => row.SecretHash).HasMaxLength(64);
        talk.Property(row => row.DeviceHash).HasMaxLength(64);
        talk.HasIndex(row => row.SecretHash).IsUnique();
        talk.HasIndex(row => row.FromId);
        talk.HasIndex(row => row.ContinuedId);
    });

    private static string NewSecret() => RandomNumberGenerator.GetString(Letters, SecretLength);
}

[Migration("202611221500_inbox_private_talk")]
internal sealed class PrivateTalkSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("inbox_private_talk", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            from_id = table.Column<Guid>(),
            continued_id = table.Column<Guid>(nullable: true),
            secret_hash = table.Column<string>(maxLength: 64),
            device_hash = table.Column<string>(maxLength: 64),
            offered_by_id = table.Column<Guid>(),
            offered_at = Instant(table),
            opened_at = Instant(table, nullable: true),
            ends_at = Instant(table),
            closed_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_inbox_private_talk", row => row.id));
        migrationBuilder.CreateIndex("ix_inbox_private_talk_secret_hash", "inbox_private_talk", "secret_hash", unique: true);
        migrationBuilder.CreateIndex("ix_inbox_private_talk_from_id", "inbox_private_talk", "from_id");
        migrationBuilder.CreateIndex("ix_inbox_private_talk_continued_id", "inbox_private_talk", "continued_id");
        migrationBuilder.AddColumn<bool>("alone", "inbox_message", defaultValue: false);
    }
}

[Migration("202611221521_inbox_restriction")]
internal sealed class RestrictionSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) => AddInstant(migrationBuilder, "inbox_conversation", "restricted_at");
}
