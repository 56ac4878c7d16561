using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.People.Links;

public enum LinkKind
{
    Invitation,
    Reset,
    /// <summary>As a reset, for who lost their authenticator app too: it is taken away when the link is used. Handed over in person, never mailed.</summary>
    Recovery,
}

/// <summary>A link by which somebody without a password gets in once: the first time, or after forgetting it.</summary>
public sealed class AccountLink : IEntity
{
    private AccountLink()
    {
    }

    public Id<AccountLink> Id { get; private set; }
    public Id<Account> AccountId { get; private set; }
    public LinkKind Kind { get; private set; }
    /// <summary>SHA-256 of the secret; who reads the database cannot use the link.</summary>
    public string SecretHash { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset ExpiresAt { get; private set; }
    public DateTimeOffset? UsedAt { get; private set; }
    public Id<Person>? CreatedBy { get; private set; }

    internal static (AccountLink Link, string Secret) Make(Id<Account> account, LinkKind kind, Id<Person>? by, DateTimeOffset now)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        // An invitation waits for somebody's next working week; a reset is asked for and used at once.
        var lasts = kind == LinkKind.Invitation ? TimeSpan.FromDays(7) : TimeSpan.FromHours(1);
        return (new() { Id = Id<AccountLink>.New(), AccountId = account, Kind = kind, SecretHash = SecretLink.HashOf(secret), CreatedAt = now, ExpiresAt = now + lasts, CreatedBy = by }, secret);
    }

    public void Use(DateTimeOffset now) => UsedAt = now;
}

/// <summary>Makes and finds one-time links. A new one makes the account's earlier ones worthless.</summary>
public sealed class AccountLinks(PendopoDb db, TimeProvider time)
{
    /// <summary>Adds the link to the context and returns its path; the secret is nowhere else.</summary>
    public async Task<string> Make(Id<Account> account, LinkKind kind, Id<Person>? by, CancellationToken cancel)
    {
        var now = time.Now();
        foreach (var earlier in await db.Set<AccountLink>().Where(found => found.AccountId == account && found.UsedAt == null).ToListAsync(cancel))
            earlier.Use(now);
        var (link, secret) = AccountLink.Make(account, kind, by, now);
        db.Add(link);
        return "/welcome/" + secret;
    }

    /// <summary>The link of a secret while it can be used, or null.</summary>
    public async Task<AccountLink?> Find(string secret, CancellationToken cancel)
    {
        var (hash, now) = (SecretLink.HashOf(secret), time.Now());
        return await db.Set<AccountLink>().AsNoTracking().FirstOrDefaultAsync(link => link.SecretHash == hash && link.UsedAt == null && link.ExpiresAt > now, cancel);
    }

    /// <summary>Uses the link up, within the caller's transaction: of two who use it at the same moment one gets true.</summary>
    public async Task<bool> Spend(AccountLink link, CancellationToken cancel)
    {
        var now = time.Now();
        return await db.Set<AccountLink>().Where(found => found.Id == link.Id && found.UsedAt == null && found.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(found => found.UsedAt, now), cancel) == 1;
    }
}
