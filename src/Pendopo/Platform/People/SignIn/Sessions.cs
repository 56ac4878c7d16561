using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.People.SignIn;

/// <summary>The sign-ins of an account: listed, ended, confirmed.</summary>
public sealed class Sessions(PendopoDb db, IHttpContextAccessor http, TimeProvider time)
{
    /// <summary>The session of this request, or null for a visitor.</summary>
    public Id<Session>? Current =>
        http.HttpContext?.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.Items.TryGetValue(SessionStore.IdItem, out var text) == true
        && Id<Session>.TryParse(text, null, out var id) ? id : null;

    /// <summary>The account of this request, or null for a visitor.</summary>
    public Id<Account>? Account =>
        Id<Account>.TryParse(http.HttpContext?.User.FindFirstValue(ClaimTypes.NameIdentifier), null, out var id) ? id : null;

    /// <summary>Those that are not over, the latest seen first.</summary>
    public async Task<IReadOnlyList<Session>> Of(Id<Account> account, CancellationToken cancel)
    {
        var now = time.Now();
        var all = await db.Set<Session>().AsNoTracking().Where(found => found.AccountId == account).OrderByDescending(found => found.SeenAt).ToListAsync(cancel);
        return [.. all.Where(session => !session.IsOver(now))];
    }

    /// <summary>Ends one session of an account; false when it has none such.</summary>
    public async Task<bool> End(Id<Account> account, Id<Session> session, CancellationToken cancel) =>
        await db.Set<Session>().Where(found => found.AccountId == account && found.Id == session).ExecuteDeleteAsync(cancel) > 0;

    /// <summary>Ends all sessions of an account, but the one given.</summary>
    public Task<int> EndAll(Id<Account> account, Id<Session>? but, CancellationToken cancel) =>
        db.Set<Session>().Where(found => found.AccountId == account && found.Id != (but ?? default)).ExecuteDeleteAsync(cancel);

    public async Task EndAllOf(Id<Person> person, CancellationToken cancel)
    {
        var accounts = db.Set<Account>().Where(account => account.PersonId == person).Select(account => account.Id);
        await db.Set<Session>().Where(found => accounts.Contains(found.AccountId)).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Notes that the person of this request has just proved who they are.</summary>
    public async Task Confirm(CancellationToken cancel)
    {
        var (id, now) = (Current, time.Now());
        await db.Set<Session>().Where(found => found.Id == id).ExecuteUpdateAsync(set => set.SetProperty(found => found.ConfirmedAt, now), cancel);
    }

    /// <summary>Whether that was so recently that dangerous acts are allowed.</summary>
    public async Task<bool> IsConfirmed(CancellationToken cancel)
    {
        var (id, bound) = (Current, time.Now() - Session.ConfirmedFor);
        return id is not null && await db.Set<Session>().AnyAsync(found => found.Id == id && found.ConfirmedAt > bound, cancel);
    }

    /// <summary>Takes away the rows of sessions that are over.</summary>
    public Task<int> Sweep(CancellationToken cancel)
    {
        var now = time.Now();
        var idle = now - Session.Idle;
        return db.Set<Session>().Where(found => found.ExpiresAt <= now || found.SeenAt <= idle).ExecuteDeleteAsync(cancel);
    }
}
