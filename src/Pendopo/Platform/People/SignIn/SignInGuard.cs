using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.People.SignIn;

/// <summary>Wrong tries for one address or from one network, whether the address exists or not: so the answer tells nothing.</summary>
public sealed class SignInFailure : IEntity
{
    /// <summary>What failed: a hash of the address typed or of the network.</summary>
    public string Key { get; init; } = "";
    public int Count { get; set; }
    public DateTimeOffset LastAt { get; set; }
    public DateTimeOffset? WaitUntil { get; set; }
}

/// <summary>Slows guessing down: from the fifth wrong try for one address, and the fortieth from one network, each further one
/// doubles the wait, up to fifteen minutes. Passkeys are not slowed, so nobody can lock a colleague out for good.</summary>
public sealed class SignInGuard(PendopoDb db, IHttpContextAccessor http, TimeProvider time, IDialect dialect)
{
    internal const int AccountTries = 5, NetworkTries = 40;
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30), LongestWait = TimeSpan.FromMinutes(15), Forget = TimeSpan.FromHours(1);

    /// <summary>How long to wait before the next try, or null when one may try now.</summary>
    public async Task<TimeSpan?> Wait(string email, CancellationToken cancel)
    {
        var (keys, now) = (Keys(email), time.Now());
        var until = await db.Set<SignInFailure>().Where(row => keys.Contains(row.Key) && row.WaitUntil > now).MaxAsync(row => row.WaitUntil, cancel);
        return until - now;
    }

    public async Task Failed(string email, CancellationToken cancel)
    {
        var keys = Keys(email);
        await Count(keys[0], AccountTries, cancel);
        await Count(keys[1], NetworkTries, cancel);
    }

    /// <summary>The same for secrets that are tried without saying whose they are: only the network is counted.</summary>
    public async Task<TimeSpan?> WaitOfNetwork(CancellationToken cancel)
    {
        var (key, now) = (Keys("")[1], time.Now());
        return await db.Set<SignInFailure>().Where(row => row.Key == key && row.WaitUntil > now).MaxAsync(row => row.WaitUntil, cancel) - now;
    }

    public Task FailedFromNetwork(CancellationToken cancel) => Count(Keys("")[1], NetworkTries, cancel);

    public async Task Succeeded(string email, CancellationToken cancel)
    {
        var key = Keys(email)[0];
        await db.Set<SignInFailure>().Where(row => row.Key == key).ExecuteDeleteAsync(cancel);
    }

    private async Task Count(string key, int free, CancellationToken cancel)
    {
        var (now, forgotten) = (time.Now(), time.Now() - Forget);
        var row = db.Set<SignInFailure>().Where(found => found.Key == key);
        // Counted by the database: a hundred tries at the same moment are a hundred.
        if (await row.ExecuteUpdateAsync(set => set.SetProperty(found => found.Count, found => found.LastAt < forgotten ? 1 : found.Count + 1).SetProperty(found => found.LastAt, now), cancel) > 0)
        {
            var count = await row.Select(found => found.Count).FirstAsync(cancel);
            if (count < free)
                return;
            // A wait is only ever made longer: of two tries at the same moment, the one that counted less may come here last.
            var wait = now + WaitAfter(count - free);
            await row.Where(found => found.WaitUntil == null || found.WaitUntil < wait || found.WaitUntil > now + LongestWait).ExecuteUpdateAsync(set => set.SetProperty(found => found.WaitUntil, wait), cancel);
            return;
        }
        var added = db.Add(new SignInFailure { Key = key, Count = 1, LastAt = now });
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException error) when (dialect.IsDuplicate(error))
        {
            // The first two tries came at the same moment: the other one made the row.
            added.State = EntityState.Detached;
            await Count(key, free, cancel);
        }
    }

    internal static TimeSpan WaitAfter(int beyond) =>
        TimeSpan.FromSeconds(Math.Min(FirstWait.TotalSeconds * Math.Pow(2, Math.Min(beyond, 20)), LongestWait.TotalSeconds));

    private string[] Keys(string email) => ["account:" + Hash(email.Trim().ToUpperInvariant()), "network:" + Hash(Network(http.HttpContext?.Connection.RemoteIpAddress))];

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    /// <summary>One household or office: an IPv4 address, or the first 64 bits of an IPv6 address.</summary>
    internal static string Network(IPAddress? address)
    {
        if (address is null)
            return "none";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetwork ? address.ToString() : Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8));
    }
}
