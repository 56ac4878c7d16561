using Pendopo.Platform.Data;

namespace Pendopo.Platform.Storage;

/// <summary>While data cannot be kept, reading goes on and writing is refused in words, with what was typed. While not even reading can, a calm page
/// stands in for all others. An error of the storage that a request meets first is answered likewise.</summary>
internal sealed class StorageMiddleware(RequestDelegate next, StorageState state, Installation installation, IDialect dialect)
{
    // Leaving, and coming in to see what is wrong, need little room or none: they are tried.
    private static readonly string[] Tried = ["/sign-in", "/sign-out", "/health", "/metrics", "/admin/backups", "/api/v1/safety/advice"];

    public async Task InvokeAsync(HttpContext context)
    {
        if (state.Trouble is { } trouble && IsRefused(context.Request, trouble))
        {
            await StorageAnswer.Write(context, trouble.Fault);
            return;
        }
        // Who waits for a database that has stopped answering is told so, instead of waiting for a command's time to run out.
        using var waits = installation.OnPostgres && !IsStream(context.Request) ? CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted) : null;
        using var lost = waits is null ? default : state.Reading.UnsafeRegister(static source => LetGo((CancellationTokenSource)source!), waits);
        var asked = context.RequestAborted;
        if (waits is not null)
            context.RequestAborted = waits.Token;
        try
        {
            await next(context);
        }
        catch (Exception error) when (!context.Response.HasStarted && !asked.IsCancellationRequested && Fault(error, waits) is { } fault)
        {
            context.RequestAborted = asked;
            await StorageAnswer.Write(context, fault);
        }
        finally
        {
            context.RequestAborted = asked;
        }
    }

    /// <summary>Each in a thread of its own: cancelling makes Npgsql ask the server that does not answer, and wait.</summary>
    private static void LetGo(CancellationTokenSource waits) => _ = Task.Factory.StartNew(() =>
    {
        try
        {
            waits.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The request ended meanwhile.
        }
    }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private StorageFault? Fault(Exception error, CancellationTokenSource? waits) =>
        error is OperationCanceledException && waits?.IsCancellationRequested == true ? StorageFault.Away : StorageFaults.Of(error, dialect);

    private static bool IsRefused(HttpRequest request, StorageTrouble trouble)
    {
        if (Array.Exists(Tried, path => request.Path.StartsWithSegments(path, StringComparison.Ordinal)))
            return trouble.Fault == StorageFault.Away && !request.Path.StartsWithSegments("/health", StringComparison.Ordinal) && !request.Path.StartsWithSegments("/metrics", StringComparison.Ordinal);
        return trouble.Fault == StorageFault.Away || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method));
    }

    // It waits for news in memory, not for the database.
    private static bool IsStream(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.Ordinal);
}
