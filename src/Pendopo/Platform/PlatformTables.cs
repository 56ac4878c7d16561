using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Videos;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Keys;
using Pendopo.Platform.People;
using Pendopo.Platform.People.Links;
using Pendopo.Platform.People.SignIn;
using Pendopo.Platform.Settings;

namespace Pendopo.Platform;

internal static class PlatformTables
{
    public static void Map(ModelBuilder builder)
    {
        Places(builder);
        People(builder);
        SignIn(builder);
        Work(builder);
        FileTable.Map(builder);
        VideoTable.Map(builder);
        Backups.Kept.BackupTables.Map(builder);
        Certificates.HeldCertificate.Map(builder);
    }

    private static void Places(ModelBuilder builder)
    {
        builder.Entity<Area>(area =>
        {
            area.ToTable("platform_area");
            area.Property(row => row.Name).HasMaxLength(120);
            area.Property(row => row.Code).HasMaxLength(20);
            area.Property(row => row.Path).HasMaxLength(400);
            area.HasIndex(row => row.Path);
        });
        builder.Entity<Centre>(centre =>
        {
            centre.ToTable("platform_centre");
            centre.Property(row => row.Handle).HasMaxLength(30);
            centre.Property(row => row.Name).HasMaxLength(120);
            centre.Property(row => row.Host).HasMaxLength(253);
            centre.Property(row => row.TimeZone).HasMaxLength(60);
            centre.Property(row => row.Language).HasMaxLength(10);
            centre.Property(row => row.Address).HasMaxLength(300);
            centre.Property(row => row.Phone).HasMaxLength(40);
            centre.Property(row => row.Email).HasMaxLength(254);
            centre.Property(row => row.About).HasMaxLength(600);
            centre.Property(row => row.Teak).HasMaxLength(7);
            centre.Property(row => row.Leaf).HasMaxLength(7);
            centre.HasIndex(row => row.Handle).IsUnique();
            centre.HasIndex(row => row.Host).IsUnique();
        });
    }

    private static void People(ModelBuilder builder)
    {
        builder.Entity<Person>(person =>
        {
            person.ToTable("platform_person");
            person.Property(row => row.Name).HasMaxLength(120);
            person.Property(row => row.Title).HasMaxLength(120);
            person.Property(row => row.Language).HasMaxLength(10);
        });
        builder.Entity<Account>(account =>
        {
            account.ToTable("platform_account");
            account.HasIndex(row => row.PersonId).IsUnique();
        });
        builder.Entity<IdentityUserClaim<Id<Account>>>().ToTable("platform_account_claim");
        builder.Entity<IdentityUserLogin<Id<Account>>>().ToTable("platform_account_login");
        builder.Entity<IdentityUserToken<Id<Account>>>().ToTable("platform_account_token");
        builder.Entity<IdentityUserPasskey<Id<Account>>>().ToTable("platform_account_passkey");
        builder.Entity<Role>(role =>
        {
            role.ToTable("platform_role");
            role.Property(row => row.Key).HasMaxLength(40);
            role.Property(row => row.Name).HasMaxLength(80);
        });
        builder.Entity<Membership>(held =>
        {
            held.ToTable("platform_membership");
            held.HasIndex(row => row.PersonId);
        });
    }

    private static void SignIn(ModelBuilder builder)
    {
        builder.Entity<Setting>(setting =>
        {
            setting.ToTable("platform_setting").HasKey(row => row.Key);
            setting.Property(row => row.Key).HasMaxLength(80);
            setting.Property(row => row.Value).HasMaxLength(4000);
        });
        builder.Entity<Session>(session =>
        {
            session.ToTable("platform_session");
            session.Property(row => row.Method).HasMaxLength(40);
            session.Property(row => row.Device).HasMaxLength(120);
            session.HasIndex(row => row.AccountId);
            session.HasIndex(row => row.ExpiresAt);
        });
        builder.Entity<SignInFailure>(failure =>
        {
            failure.ToTable("platform_sign_in_failure").HasKey(row => row.Key);
            failure.Property(row => row.Key).HasMaxLength(80);
        });
        builder.Entity<AccountLink>(link =>
        {
            link.ToTable("platform_account_link");
            link.Property(row => row.SecretHash).HasMaxLength(64);
            link.HasIndex(row => row.SecretHash).IsUnique();
            link.HasIndex(row => row.AccountId);
        });
        builder.Entity<AuditEntry>(entry =>
        {
            entry.ToTable("platform_audit");
            entry.Property(row => row.Act).HasMaxLength(60);
            entry.Property(row => row.Subject).HasMaxLength(120);
            entry.Property(row => row.Detail).HasMaxLength(400);
            entry.Property(row => row.Mark).HasMaxLength(32).HasDefaultValue("");
            // Each way of looking has its own order by time (AuditWalks).
            entry.HasIndex(row => new { row.CentreId, row.At });
            entry.HasIndex(row => new { row.CentreId, row.Act, row.At });
            entry.HasIndex(row => new { row.ActorId, row.At });
            entry.HasIndex(row => new { row.Subject, row.At });
            entry.HasIndex(row => row.Sequence);
            entry.HasIndex(row => new { row.CentreId, row.Sequence });
        });
        builder.Entity<AuditSeal>(seal =>
        {
            seal.ToTable("platform_audit_seal");
            foreach (var hash in new[] { nameof(AuditSeal.Previous), nameof(AuditSeal.Hash), nameof(AuditSeal.Proof) })
                seal.Property(hash).HasMaxLength(64);
            seal.Property(row => row.KeyName).HasMaxLength(16);
            seal.HasIndex(row => new { row.Chain, row.Number }).IsUnique();
        });
    }

    private static void Work(ModelBuilder builder)
    {
        builder.Entity<Job>(job =>
        {
            job.ToTable("platform_job");
            job.Property(row => row.Queue).HasMaxLength(40);
            job.Property(row => row.Lane).HasMaxLength(Job.LaneLength).HasDefaultValue("");
            job.Property(row => row.Kind).HasMaxLength(80);
            job.Property(row => row.UniqueKey).HasMaxLength(200);
            job.Property(row => row.LastError).HasMaxLength(Job.ErrorLength);
            // The state first: what is done stays for days and is many times more than what is to be done.
            job.HasIndex(row => new { row.State, row.Queue, row.RunAt });
            job.HasIndex(row => row.UniqueKey).IsUnique();
        });
        builder.Entity<StoredKey>(key =>
        {
            key.ToTable("platform_key").HasKey(row => row.Name);
            key.Property(row => row.Name).HasMaxLength(80);
        });
        builder.Entity<NodeSign>().ToTable("platform_node");
    }
}
