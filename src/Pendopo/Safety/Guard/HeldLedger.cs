using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;

namespace Pendopo.Safety.Guard;

/// <summary>
/// Writes down what was held, beside the caller and not in its transaction: the guard may be asked in the middle of one, and a second writer
/// would wait for the first for ever. What a crash loses here is noted again when the exit asks again.
/// </summary>
internal sealed class HeldLedger(IServiceScopeFactory scopes, IDialect dialect, TimeProvider time) : IDisposable
{
    private readonly Channel<HeldNote> notes = Channel.CreateBounded<HeldNote>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly SemaphoreSlim writing = new(1, 1);

    public void Note(HeldNote note) => notes.Writer.TryWrite(note);

    public ValueTask<bool> Wait(CancellationToken cancel) => notes.Reader.WaitToReadAsync(cancel);

    /// <summary>Writes all that was noted so far.</summary>
    public async Task WriteAll(CancellationToken cancel)
    {
        await writing.WaitAsync(cancel);
        try
        {
            while (notes.Reader.TryRead(out var note))
                await Write(note, cancel);
        }
        finally
        {
            writing.Release();
        }
    }

    public void Dispose() => writing.Dispose();

    private async Task Write(HeldNote note, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().Enter(note.Leaving.Centre);
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        if (await db.Set<HeldContent>().AnyAsync(held => held.Hash == note.Hash, cancel))
            return;
        // Older words of the same thing that were held are no longer what would leave.
        db.RemoveRange(await db.Set<HeldContent>().Where(held => held.Subject == note.Leaving.Subject && held.Exit == note.Leaving.Exit).ToListAsync(cancel));
        db.Add(HeldContent.Of(note, time.Now()));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException error) when (dialect.IsDuplicate(error))
        {
            // Another node, or another exit, wrote the same words down first.
        }
    }
}

/// <summary>Keeps the ledger written.</summary>
internal sealed class HeldWriter(HeldLedger ledger, Readiness readiness, ILogger<HeldWriter> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Ready.WaitAsync(stoppingToken);
        while (await ledger.Wait(stoppingToken))
        {
            try
            {
                await ledger.WriteAll(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogError(error, "What the guard held could not be written down; it is noted again when it is asked for again");
            }
        }
    }
}
