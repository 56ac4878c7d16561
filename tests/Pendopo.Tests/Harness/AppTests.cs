namespace Pendopo.Tests.Harness;

/// <summary>Tests that use the whole program. A class is written once, abstract, and run on both databases by two sealed
/// subclasses, marked `[Collection("sqlite")]` and `[Collection("postgres")]`. Every test begins with a fresh sample world.</summary>
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
