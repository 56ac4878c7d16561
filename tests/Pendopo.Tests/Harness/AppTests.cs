namespace Pendopo.Tests.Harness;

/// <summary>Tests that use the whole program. A class is written once, abstract, and run on both databases by two sealed
/// subclasses, marked `[Collection("sqlite")]` and `[Collection("postgres")]` or those of its room. Every test begins with a fresh sample world.
/// Collections run side by side: those of publishing, of the channels and of the other rooms are their own for that, so that none is the last by
/// minutes, and those of classes that start the built program, kill it and wait for it, which hardly need a processor.</summary>
public abstract class AppTests(TestApp app) : IAsyncLifetime
{
    protected TestApp App { get; } = app;

    public virtual Task InitializeAsync() => App.Begin();

    public virtual Task DisposeAsync() => Task.CompletedTask;
}

[CollectionDefinition("sqlite")]
public sealed class SqliteCollection : ICollectionFixture<SqliteApp>;

[CollectionDefinition("postgres")]
public sealed class PostgresCollection : ICollectionFixture<PostgresApp>;

[CollectionDefinition("processes on sqlite")]
public sealed class SqliteProcesses : ICollectionFixture<SqliteApp>;

[CollectionDefinition("processes on postgres")]
public sealed class PostgresProcesses : ICollectionFixture<PostgresApp>;

[CollectionDefinition("publishing on sqlite")]
public sealed class SqlitePublishing : ICollectionFixture<SqliteApp>;

[CollectionDefinition("publishing on postgres")]
public sealed class PostgresPublishing : ICollectionFixture<PostgresApp>;

[CollectionDefinition("channels on sqlite")]
public sealed class SqliteChannels : ICollectionFixture<SqliteApp>;

[CollectionDefinition("channels on postgres")]
public sealed class PostgresChannels : ICollectionFixture<PostgresApp>;

[CollectionDefinition("rooms on sqlite")]
public sealed class SqliteRooms : ICollectionFixture<SqliteApp>;

[CollectionDefinition("rooms on postgres")]
public sealed class PostgresRooms : ICollectionFixture<PostgresApp>;
