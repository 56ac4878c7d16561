using Npgsql;

namespace Pendopo.Platform.Data;

/// <summary>How PostgreSQL is reached. What the administrator wrote into the connection string stands; the rest is set so that a server that is
/// away is noticed while people still wait.</summary>
internal static class PostgresConnection
{
    // Npgsql waits 15 s for a connection, also for the one by which it cancels a command, and then 2 s for the command's end
    // (npgsql.org/doc/connection-string-parameters.html).
    private const int OpenSeconds = 3, CancelMilliseconds = 500;

    public static string Of(string given)
    {
        var settings = new NpgsqlConnectionStringBuilder(given);
        if (!Names(given, "Timeout"))
            settings.Timeout = OpenSeconds;
        if (!Names(given, "Cancellation Timeout"))
            settings.CancellationTimeout = CancelMilliseconds;
        return settings.ConnectionString;
    }

    /// <summary>For one connection of its own, which is asked short questions.</summary>
    public static string Alone(string given) => new NpgsqlConnectionStringBuilder(Of(given)) { Pooling = false, Timeout = OpenSeconds, CommandTimeout = OpenSeconds }.ConnectionString;

    private static bool Names(string given, string setting) => given.Split(';').Any(part => part.Split('=')[0].Trim().Equals(setting, StringComparison.OrdinalIgnoreCase));
}
