using Pendopo.Testing;

namespace Pendopo.Browser.Tests.Harness;

/// <summary>Where the program under test keeps its rows.</summary>
public enum Database
{
    Sqlite,
    Postgres,
}

internal static class Databases
{
    /// <summary>The settings that choose a fresh database of this kind; empty for the embedded one.</summary>
    public static async Task<string[]> FreshAsync(this Database database)
    {
        if (database == Database.Sqlite)
            return [];
        var server = await PostgresServer.SharedAsync();
        return ["--database", server.ConnectionString(await server.CreateDatabaseAsync())];
    }
}
