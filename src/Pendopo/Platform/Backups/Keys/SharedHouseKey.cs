using Npgsql;

namespace Pendopo.Platform.Backups.Keys;

/// <summary>The wrapped house key where every node on one PostgreSQL finds it. Asked for before any context is at hand, so by SQL of its own.</summary>
internal static class SharedHouseKey
{
    public const string Setting = "keys:house";

    /// <summary>The wrapped key, or null before a node left one (or before the schema stands).</summary>
    public static byte[]? Read(string connectionString)
    {
        using var connection = Open(connectionString);
        using var exists = new NpgsqlCommand("SELECT to_regclass('platform_setting') IS NOT NULL", connection);
        if (exists.ExecuteScalar() is not true)
            return null;
        using var read = new NpgsqlCommand("SELECT value FROM platform_setting WHERE key = $1", connection) { Parameters = { new() { Value = Setting } } };
        return read.ExecuteScalar() is string text ? Convert.FromBase64String(text) : null;
    }

    /// <summary>Leaves a wrapped key there and returns the one that stands: the first, unless it is to be replaced. Null before the schema stands.</summary>
    public static byte[]? Keep(string connectionString, byte[] wrapped, bool replace)
    {
        using (var connection = Open(connectionString))
        {
            using var exists = new NpgsqlCommand("SELECT to_regclass('platform_setting') IS NOT NULL", connection);
            if (exists.ExecuteScalar() is not true)
                return null;
            using var write = new NpgsqlCommand($"INSERT INTO platform_setting (key, value, updated_at) VALUES ($1, $2, now()) ON CONFLICT (key) DO {(replace ? "UPDATE SET value = excluded.value" : "NOTHING")}", connection)
            {
                Parameters = { new() { Value = Setting }, new() { Value = Convert.ToBase64String(wrapped) } },
            };
            write.ExecuteNonQuery();
        }
        return Read(connectionString);
    }

    private static NpgsqlConnection Open(string connectionString)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }
}
