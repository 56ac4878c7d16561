using System.Reflection;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Pendopo.Platform.Centres;
using Pendopo.Platform.People;

namespace Pendopo.Platform.Data;

/// <summary>The one database context. Rooms bring their tables (<see cref="Room.MapTables"/>) and migrations.</summary>
public sealed class PendopoDb : IdentityUserContext<Account, Id<Account>>
{
    private readonly IReadOnlyList<Room> rooms;
    private CentreScope scope = new();

    public PendopoDb(DbContextOptions<PendopoDb> options, IReadOnlyList<Room> rooms) : base(options)
    {
        this.rooms = rooms;
        // Every save is a transaction of its own, so that on SQLite it queues at the write gate too.
        Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
    }

    private Id<Centre> CentreInScope => scope.Centre;

    /// <summary>Says for whom the context works now: it is used again and again, each time for one request or job.</summary>
    internal PendopoDb For(CentreScope work)
    {
        scope = work;
        return this;
    }

    protected override Version SchemaVersion => Microsoft.AspNetCore.Identity.IdentitySchemaVersions.Version3;

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        foreach (var room in rooms)
            room.MapTables(builder);
        foreach (var type in builder.Model.GetEntityTypes().Select(entity => entity.ClrType).Where(typeof(IBelongsToCentre).IsAssignableFrom).ToList())
            FilterMethod.MakeGenericMethod(type).Invoke(this, [builder]);
        foreach (var entity in builder.Model.GetEntityTypes().Where(entity => typeof(IVersioned).IsAssignableFrom(entity.ClrType)))
            entity.FindProperty(nameof(IVersioned.Version))!.IsConcurrencyToken = true;
        SnakeCase.Apply(builder.Model);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        base.ConfigureConventions(conventions);
        conventions.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        if (Database.IsSqlite())
            conventions.Properties<DateTimeOffset>().HaveConversion<TicksConverter>();
        else
            conventions.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        GuardAndStamp();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        GuardAndStamp();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    private void GuardAndStamp()
    {
        foreach (var entry in ChangeTracker.Entries())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached)
                continue;
            if (!scope.Installation && entry.Entity is IBelongsToCentre row && row.CentreId != scope.Centre)
                throw new InvalidOperationException($"A {entry.Metadata.ShortName()} of another centre would be written.");
            if (entry is { State: EntityState.Modified, Entity: IVersioned versioned })
                versioned.Version++;
        }
    }

    private void FilterByCentre<T>(ModelBuilder builder) where T : class, IBelongsToCentre =>
        builder.Entity<T>().HasQueryFilter(CentreFilter.Name, row => row.CentreId == CentreInScope);

    private static readonly MethodInfo FilterMethod =
        typeof(PendopoDb).GetMethod(nameof(FilterByCentre), BindingFlags.Instance | BindingFlags.NonPublic)!;

    // SQLite has no instant type: ticks of UTC sort and compare as numbers. Both providers cut to PostgreSQL's microseconds.
    private sealed class TicksConverter() : ValueConverter<DateTimeOffset, long>(
        instant => Instants.Cut(instant).UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    private sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(
        instant => Instants.Cut(instant), instant => instant.ToUniversalTime());
}
