using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Fediverse.Blocks;
using Pendopo.Channels.Fediverse.Followed;
using Pendopo.Fediverse.Discovery;
using Pendopo.Fediverse.Identity;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse;

/// <summary>Somebody whom a post names.</summary>
/// <param name="Written">The handle as it stands in the words: `@user@server`.</param>
internal sealed record NamedPerson(string Written, RemoteActor Person);

/// <summary>Finds those whom a post names: other servers tell them of it only when their actor stands in it, and a handle alone is not one. Who is not
/// found, or stands on a blocked server, is named in the words all the same and hears nothing.</summary>
internal sealed class Mentioning(PendopoDb db, DomainBlocks blocks, IServiceScopeFactory scopes)
{
    // Each unknown one costs other servers two answers; a post that names more people than this is a list.
    private const int Most = 10;

    public async Task<IReadOnlyList<NamedPerson>> Find(Centre centre, IReadOnlyList<string> handles, CancellationToken cancel)
    {
        var found = new List<NamedPerson>();
        foreach (var handle in handles.Select(written => Handle.TryParse(written)).OfType<Handle>().DistinctBy(handle => handle.ToString(), StringComparer.OrdinalIgnoreCase).Take(Most))
        {
            if ((await Known(handle, cancel) ?? await Ask(centre, handle, cancel)) is { } person && !await blocks.Hold(person.Uri, centre.Id, cancel))
                found.Add(new($"@{handle.User}@{handle.Host}", person));
        }
        return found;
    }

    private async Task<RemoteActor?> Known(Handle handle, CancellationToken cancel)
    {
        var rows = await db.Set<RemoteActor>().Where(row => row.Username == handle.User && row.GoneAt == null).ToListAsync(cancel);
        return rows.Find(row => string.Equals(WebAddress.AuthorityOf(row.Uri), handle.Host, StringComparison.OrdinalIgnoreCase));
    }

    // A scope of its own: each is asked with the fetches that one thing may cost.
    private async Task<RemoteActor?> Ask(Centre centre, Handle handle, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().Enter(centre.Id);
        scope.ServiceProvider.GetRequiredService<Here>().At(centre);
        var found = await scope.ServiceProvider.GetRequiredService<FindAccount>().Run($"@{handle.User}@{handle.Host}", cancel);
        return found.Ok ? await db.Set<RemoteActor>().FirstOrDefaultAsync(row => row.Id == found.Value.Id, cancel) : null;
    }
}
