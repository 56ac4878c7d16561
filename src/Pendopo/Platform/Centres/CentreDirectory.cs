using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Nodes;

namespace Pendopo.Platform.Centres;

/// <summary>The centres of this installation, read once and again after a change: every request asks for one.</summary>
public sealed class CentreDirectory
{
    private const string Kind = "centres";
    // Another node tells when it changed a centre; should that be lost, its change is seen within this time.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);
    private volatile Snapshot? snapshot;

    private readonly IServiceScopeFactory scopes;
    private readonly NodeWire wire;
    private readonly TimeProvider time;

    public CentreDirectory(IServiceScopeFactory scopes, NodeWire wire, TimeProvider time)
    {
        (this.scopes, this.wire, this.time) = (scopes, wire, time);
        wire.Hear(Kind, _ => snapshot = null, () => snapshot = null);
    }

    private sealed record Snapshot(IReadOnlyList<Centre> Centres, long ReadAt);

    /// <summary>All centres, oldest first; empty before set-up.</summary>
    public async ValueTask<IReadOnlyList<Centre>> All(CancellationToken cancel)
    {
        if (snapshot is { } known && time.GetElapsedTime(known.ReadAt) < Fresh)
            return known.Centres;
        await using var scope = scopes.CreateAsyncScope();
        var centres = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Centre>().AsNoTracking().OrderBy(centre => centre.CreatedAt).ThenBy(centre => centre.Id).ToListAsync(cancel);
        snapshot = new(centres, time.GetTimestamp());
        return centres;
    }

    public async ValueTask<Centre?> ByHandle(string handle, CancellationToken cancel) =>
        (await All(cancel)).FirstOrDefault(centre => string.Equals(centre.Handle, handle, StringComparison.OrdinalIgnoreCase));

    public async ValueTask<Centre?> ById(Id<Centre> id, CancellationToken cancel) => (await All(cancel)).FirstOrDefault(centre => centre.Id == id);

    public async ValueTask<Centre?> ByHost(string host, CancellationToken cancel) =>
        (await All(cancel)).FirstOrDefault(centre => string.Equals(centre.Host, host, StringComparison.OrdinalIgnoreCase));

    /// <summary>Forgets what was read, on every node; called after a centre was changed.</summary>
    public void Forget()
    {
        snapshot = null;
        wire.Tell(Kind, "");
    }
}
