using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Pendopo.Fediverse.Signatures;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse;

/// <summary>The actors of ours: made when first asked for, with keys that are encrypted where they are kept.</summary>
internal sealed class LocalActors(IServiceScopeFactory scopes, IDataProtectionProvider protection, Addresses addresses, TimeProvider time) : IDisposable
{
    // A row never changes once it is written.
    private readonly ConcurrentDictionary<string, LocalActor> known = new(StringComparer.Ordinal);
    private readonly KeyShelf<SigningKey> keys = new(1000);
    private readonly IDataProtector protector = protection.CreateProtector("channels.fediverse.keys");

    /// <summary>The centre's actor.</summary>
    public Task<LocalActor> Of(Centre centre, CancellationToken cancel) => FindOrMake(centre.Handle, centre, cancel);

    /// <summary>The installation's own actor.</summary>
    public Task<LocalActor> OfInstallation(CancellationToken cancel) => FindOrMake("", null, cancel);

    public string Uri(LocalActor actor) => actor.CentreId is null ? addresses.Installation : addresses.Actor(actor.Handle);

    /// <summary>Signs something with the actor's key.</summary>
    public T Sign<T>(LocalActor actor, Func<SigningKey, T> sign) =>
        keys.Use($"{actor.Id} {KeyId(actor)}", () => Key(actor), key => sign(key!));

    /// <summary>The key to sign with; to be disposed.</summary>
    public SigningKey Key(LocalActor actor) => SigningKey.FromPem(KeyId(actor), Encoding.UTF8.GetString(protector.Unprotect(actor.PrivateKey)));

    /// <summary>The actor as it is shown to other servers.</summary>
    public Actor Describe(LocalActor actor, Centre? centre)
    {
        var uri = Uri(actor);
        var described = new Actor
        {
            Id = uri,
            Kind = centre is null ? ActorKind.Application : ActorKind.Organization,
            PreferredUsername = centre?.Handle ?? addresses.Authority,
            Inbox = centre is null ? addresses.SharedInbox : $"{uri}/inbox",
            Outbox = $"{uri}/outbox",
            SharedInbox = addresses.SharedInbox,
            Url = centre is null ? addresses.Root : addresses.Page(centre.Handle),
            Keys = [new ActorKey(KeyId(actor), uri, actor.PublicKey)],
        };
        return centre is null ? described : Profile(described, centre);
    }

    private Actor Profile(Actor actor, Centre centre) => actor with
    {
        Name = centre.Name,
        Summary = Pendopo.Fediverse.Html.HtmlText.ToHtml(centre.About).Value,
        Followers = $"{actor.Id}/followers",
        Following = $"{actor.Id}/following",
        Featured = $"{actor.Id}/featured",
        Discoverable = true,
        Indexable = true,
        Published = centre.CreatedAt,
        Webfinger = addresses.Handle(centre.Handle).ToString(),
    };

    public void Dispose() => keys.Dispose();

    private string KeyId(LocalActor actor) => Uri(actor) + "#main-key";

    private async Task<LocalActor> FindOrMake(string handle, Centre? centre, CancellationToken cancel)
    {
        if (known.TryGetValue(handle, out var actor))
            return actor;
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().EnterInstallation();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var found = await Find(db, handle, cancel) ?? await Make(db, scope.ServiceProvider.GetRequiredService<IDialect>(), centre, cancel);
        return known[handle] = found;
    }

    private static Task<LocalActor?> Find(PendopoDb db, string handle, CancellationToken cancel) =>
        db.Set<LocalActor>().AsNoTracking().FirstOrDefaultAsync(row => row.Handle == handle, cancel);

    private async Task<LocalActor> Make(PendopoDb db, IDialect dialect, Centre? centre, CancellationToken cancel)
    {
        using var key = SigningKey.Generate("");
        var made = LocalActor.Of(centre, key.PublicKeyPem, protector.Protect(Encoding.UTF8.GetBytes(key.ExportPrivateKeyPem())), time.Now());
        db.Add(made);
        try
        {
            await db.SaveChangesAsync(cancel);
            return made;
        }
        catch (DbUpdateException error) when (dialect.IsDuplicate(error))
        {
            // Another request or node made it in the same moment; its key is the one that others may have seen.
            return await Find(db, made.Handle, cancel) ?? throw new InvalidOperationException("The actor was made and is gone again.", error);
        }
    }
}
