using System.Net.Sockets;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Keys;

namespace Pendopo.Platform.Observing;

/// <summary>All logging, ours and the framework's, with one difference: of a fault the log gets its kind and its place, and its words only where they
/// cannot be somebody's. An exception's message may quote what a person wrote, a network said or a database refused.</summary>
internal sealed class QuietLogs(IEnumerable<ILoggerProvider> providers, IOptionsMonitor<LoggerFilterOptions> filters, IOptions<LoggerFactoryOptions> options) : ILoggerFactory
{
    private readonly LoggerFactory loud = new(providers, filters, options);

    public ILogger CreateLogger(string categoryName) => new QuietLogger(loud.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => loud.AddProvider(provider);

    public void Dispose() => loud.Dispose();

    private sealed class QuietLogger(ILogger loud) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => loud.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => loud.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            loud.Log(logLevel, eventId, state, exception is null or QuietFault ? exception : new QuietFault(exception), formatter);
    }
}

/// <summary>A fault as the log may tell it.</summary>
internal sealed class QuietFault(Exception fault) : Exception(Told(fault))
{
    public override string? StackTrace => fault.StackTrace;

    public override string ToString()
    {
        var text = new StringBuilder();
        for (Exception? one = fault; one is not null; one = one.InnerException)
            text.Append(text.Length > 0 ? "\n ---> " : "").Append(Told(one)).Append('\n').Append(one.StackTrace);
        return text.ToString();
    }

    private static string Told(Exception fault) => Words(fault) is { } words ? $"{fault.GetType().FullName}: {words}" : fault.GetType().FullName!;

    // Words that tell an operator what to do, written by the runtime or by us about the house itself.
    private static string? Words(Exception fault) => fault switch
    {
        PostgresException refused => string.Join(' ', new[] { refused.SqlState, refused.TableName, refused.ConstraintName }.Where(part => !string.IsNullOrEmpty(part))),
        SocketException or SqliteException or NpgsqlException or InstallationKeyException or BackupException or TimeoutException or OperationCanceledException or UnauthorizedAccessException => fault.Message,
        // What derives from it may quote a request.
        IOException when fault.GetType() == typeof(IOException) || fault is FileNotFoundException or DirectoryNotFoundException => fault.Message,
        _ => null,
    };
}
