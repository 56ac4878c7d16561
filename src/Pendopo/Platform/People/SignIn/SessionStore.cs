using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Storage;

namespace Pendopo.Platform.People.SignIn;

/// <summary>Keeps sign-ins as rows, so that they can be listed and ended at once; the cookie carries only the row's protected id.</summary>
internal sealed class SessionStore(IServiceScopeFactory scopes, IHttpContextAccessor http, StorageState storage, IDialect dialect, TimeProvider time, ILogger<SessionStore> log) : ITicketStore
{
    /// <summary>Where the ticket carries the id of its row, how the person signed in, and the seconds after which it ends at the latest.</summary>
    public const string IdItem = ".session", MethodItem = ".method", LastsItem = ".lasts";

    // Seen is kept to five minutes: not every request is a write.
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    // Asked at every request of somebody who signed in; what is compiled belongs to this house's model.
    private readonly Func<PendopoDb, Id<Session>, CancellationToken, Task<Session?>> read = EF.CompileAsyncQuery((PendopoDb db, Id<Session> id, CancellationToken cancel) =>
        db.Set<Session>().AsNoTracking().FirstOrDefault(found => found.Id == id));

    /// <summary>When the session of a ticket ends at the latest; null where it does not say.</summary>
    public static TimeSpan? LastsOf(AuthenticationProperties? properties) =>
        properties?.Items.TryGetValue(LastsItem, out var seconds) == true && seconds is not null ? TimeSpan.FromSeconds(long.Parse(seconds, CultureInfo.InvariantCulture)) : null;

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var id = Id<Session>.New();
        ticket.Properties.Items[IdItem] = id.ToString();
        var account = Id<Account>.Parse(ticket.Principal.FindFirstValue(ClaimTypes.NameIdentifier)!, null);
        var method = ticket.Properties.Items.TryGetValue(MethodItem, out var known) && known is not null ? known : "password";
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var device = Devices.Describe(http.HttpContext?.Request.Headers.UserAgent.ToString());
        var lasts = LastsOf(ticket.Properties) ?? Session.AtMost;
        db.Add(Session.Begin(id, account, TicketSerializer.Default.Serialize(ticket), method, device, time.Now(), lasts));
        await db.SaveChangesAsync();
        return id.ToString();
    }

    public async Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        var id = Id<Session>.Parse(key, null);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        if (await db.Set<Session>().FirstOrDefaultAsync(found => found.Id == id) is not { } session)
            return;
        session.Renew(TicketSerializer.Default.Serialize(ticket));
        await db.SaveChangesAsync();
    }

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => RetrieveAsync(key, CancellationToken.None);

    public async Task<AuthenticationTicket?> RetrieveAsync(string key, CancellationToken cancellationToken)
    {
        if (!Id<Session>.TryParse(key, null, out var id))
            return null;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var session = await read(db, id, cancellationToken);
        var now = time.Now();
        if (session is null || session.IsOver(now))
            return null;
        if (now - session.SeenAt >= Step && storage.Trouble is null)
            await See(db, id, now, cancellationToken);
        return TicketSerializer.Default.Deserialize(session.Ticket);
    }

    /// <summary>Who only reads is not turned away because this cannot be kept.</summary>
    private async Task See(PendopoDb db, Id<Session> id, DateTimeOffset now, CancellationToken cancel)
    {
        try
        {
            await db.Set<Session>().Where(found => found.Id == id).ExecuteUpdateAsync(set => set.SetProperty(found => found.SeenAt, now), cancel);
        }
        catch (Exception error) when (StorageFaults.Of(error, dialect) is not null)
        {
            log.LogDebug("That somebody was here could not be kept");
        }
    }

    public async Task RemoveAsync(string key)
    {
        var id = Id<Session>.Parse(key, null);
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Session>().Where(found => found.Id == id).ExecuteDeleteAsync();
    }
}
