using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using Pendopo.Platform;

namespace Pendopo.Tests.Crash;

internal sealed record KeptPost(string Id, string Title, string Text, string Review, int Revision, int Publications);

internal sealed record KeptMessage(string Conversation, string Kind, string State, string Text, string RemoteId);

internal sealed record KeptAppointment(string Name, int Seats);

internal sealed record KeptTicket(string Line, int Number, string Reason, int Calls);

internal sealed record KeptJob(string Kind, string State, int Attempt, int MaxAttempts);

/// <summary>What stands in the database of a program that does not run, read past the program.</summary>
internal sealed class Kept
{
    public required List<KeptPost> Posts { get; init; }

    /// <summary>The post of each revision.</summary>
    public required List<string> Revisions { get; init; }

    public required List<KeptMessage> Messages { get; init; }

    /// <summary>What other servers sent: in the jobs that take it in, which forget it when they are done, or among the messages.</summary>
    public required List<string> Taken { get; init; }

    /// <summary>The address of each session's person.</summary>
    public required List<string> Sessions { get; init; }

    public required List<KeptAppointment> Appointments { get; init; }

    public required List<KeptTicket> Tickets { get; init; }

    public required List<KeptJob> Jobs { get; init; }

    public static DbConnection Open(Installation place)
    {
        DbConnection connection = place.OnPostgres
            ? new NpgsqlConnection(place.ConnectionString + ";Pooling=false")
            : new SqliteConnection($"Data Source={place.DatabaseFile};Pooling=False");
        connection.Open();
        return connection;
    }

    public static Kept Read(DbConnection connection) => new()
    {
        Posts = Rows(connection, "SELECT id, title, text, review, revision, (SELECT COUNT(*) FROM publishing_publication WHERE post_id = publishing_post.id) FROM publishing_post",
            row => new KeptPost(row(0), row(1), row(2), row(3), Number(row(4)), Number(row(5)))),
        Revisions = Rows(connection, "SELECT post_id FROM publishing_revision", row => row(0)),
        Messages = Rows(connection, "SELECT conversation_id, kind, state, text, remote_id FROM inbox_message", row => new KeptMessage(row(0), row(1), row(2), row(3), row(4))),
        Taken = Rows(connection, "SELECT arguments FROM platform_job UNION ALL SELECT remote_id FROM inbox_message", row => row(0)),
        Sessions = Rows(connection, "SELECT email FROM platform_session INNER JOIN platform_account ON platform_account.id = platform_session.account_id", row => row(0)),
        Appointments = Rows(connection, "SELECT name, (SELECT COUNT(*) FROM care_seat WHERE appointment_id = care_appointment.id) FROM care_appointment", row => new KeptAppointment(row(0), Number(row(1)))),
        Tickets = Rows(connection, "SELECT line_id, number, reason, calls FROM care_ticket", row => new KeptTicket(row(0), Number(row(1)), row(2), Number(row(3)))),
        Jobs = Rows(connection, "SELECT kind, state, attempt, max_attempts FROM platform_job", row => new KeptJob(row(0), row(1), Number(row(2)), Number(row(3)))),
    };

    public static List<T> Rows<T>(DbConnection connection, string sql, Func<Func<int, string>, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var result = new List<T>();
        while (reader.Read())
            result.Add(read(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture)!));
        return result;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
