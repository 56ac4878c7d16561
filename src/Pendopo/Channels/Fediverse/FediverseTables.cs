using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Fediverse.Blocks;
using Pendopo.Channels.Fediverse.Followed;
using Pendopo.Channels.Fediverse.Reported;

namespace Pendopo.Channels.Fediverse;

internal static class FediverseTables
{
    private const int Address = RemoteActor.MaxAddress;

    public static void Map(ModelBuilder builder)
    {
        Actors(builder);
        Posts(builder);
        Sending(builder);
        DomainBlockTable.Map(builder);
        FollowedTables.Map(builder);
        FetchMinuteTable.Map(builder);
    }

    private static void Actors(ModelBuilder builder)
    {
        builder.Entity<LocalActor>(actor =>
        {
            actor.ToTable("channels_fediverse_actor");
            actor.Property(row => row.Handle).HasMaxLength(30);
            actor.Property(row => row.PublicKey).HasMaxLength(1000);
            actor.HasIndex(row => row.Handle).IsUnique();
        });
        builder.Entity<RemoteActor>(actor =>
        {
            actor.ToTable("channels_fediverse_person");
            actor.Property(row => row.Uri).HasMaxLength(Address);
            actor.Property(row => row.Username).HasMaxLength(255);
            actor.Property(row => row.Name).HasMaxLength(300);
            actor.Property(row => row.Page).HasMaxLength(Address);
            actor.Property(row => row.Inbox).HasMaxLength(Address);
            actor.Property(row => row.SharedInbox).HasMaxLength(Address);
            actor.Property(row => row.Followers).HasMaxLength(Address);
            actor.Property(row => row.KeyId).HasMaxLength(Address);
            actor.Property(row => row.PublicKey).HasMaxLength(4096);
            actor.Property(row => row.Robot).HasDefaultValue(false);
            actor.HasIndex(row => row.Uri).IsUnique();
            actor.HasIndex(row => row.KeyId);
        });
        builder.Entity<Follower>(follower =>
        {
            follower.ToTable("channels_fediverse_follower");
            follower.Property(row => row.FollowUri).HasMaxLength(Address);
            follower.HasIndex(row => new { row.CentreId, row.ActorId }).IsUnique();
            follower.HasIndex(row => row.ActorId);
            follower.HasIndex(row => row.FollowUri);
        });
    }

    private static void Posts(ModelBuilder builder)
    {
        builder.Entity<FediversePost>(post =>
        {
            post.ToTable("channels_fediverse_post");
            post.Property(row => row.Uri).HasMaxLength(Address);
            post.Property(row => row.Url).HasMaxLength(Address);
            post.HasIndex(row => row.Key).IsUnique();
            post.HasIndex(row => row.Uri).IsUnique();
            post.HasIndex(row => row.Url);
            post.HasIndex(row => new { row.CentreId, row.PublishedAt });
        });
        builder.Entity<Reaction>(reaction =>
        {
            reaction.ToTable("channels_fediverse_reaction");
            reaction.Property(row => row.Uri).HasMaxLength(Address);
            reaction.HasIndex(row => new { row.PostId, row.Kind, row.ActorId }).IsUnique();
            reaction.HasIndex(row => row.Uri);
            reaction.HasIndex(row => row.ActorId);
        });
        builder.Entity<ReceivedPost>(received =>
        {
            received.ToTable("channels_fediverse_received");
            received.Property(row => row.Uri).HasMaxLength(Address);
            received.Property(row => row.InReplyTo).HasMaxLength(Address);
            received.Property(row => row.Root).HasMaxLength(Address);
            received.HasIndex(row => new { row.Uri, row.CentreId }).IsUnique();
            received.HasIndex(row => row.InReplyTo);
            received.HasIndex(row => row.ActorId);
        });
        builder.Entity<FediverseReport>(report =>
        {
            report.ToTable("channels_fediverse_report");
            report.Property(row => row.From).HasMaxLength(Address);
            report.Property(row => row.Comment).HasMaxLength(FediverseReport.MaxComment);
            report.Property(row => row.Note).HasMaxLength(FediverseReport.MaxNote);
            report.HasIndex(row => new { row.CentreId, row.At });
            report.HasIndex(row => new { row.CentreId, row.ClosedAt });
        });
    }

    private static void Sending(ModelBuilder builder)
    {
        builder.Entity<Outgoing>(outgoing =>
        {
            outgoing.ToTable("channels_fediverse_outgoing");
            outgoing.Property(row => row.About).HasMaxLength(Address);
            outgoing.HasIndex(row => new { row.About, row.CreatedAt });
            outgoing.HasIndex(row => row.CreatedAt);
        });
        builder.Entity<PeerHost>(host =>
        {
            host.ToTable("channels_fediverse_host");
            host.HasKey(row => row.Authority);
            host.Property(row => row.Authority).HasMaxLength(260);
            host.HasIndex(row => row.SeenAt);
        });
        builder.Entity<Memory>(memory =>
        {
            memory.ToTable("channels_fediverse_memory");
            memory.HasKey(row => row.Key);
            memory.Property(row => row.Key).HasMaxLength(100);
            memory.HasIndex(row => row.Until);
        });
    }
}
