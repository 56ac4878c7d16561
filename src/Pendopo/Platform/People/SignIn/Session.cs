using Pendopo.Platform.Data;

namespace Pendopo.Platform.People.SignIn;

/// <summary>One browser in which somebody is signed in. Without its row the browser's cookie is worth nothing.</summary>
public sealed class Session : IEntity
{
    /// <summary>How long one may stay away, and how long a sign-in lasts at most (OWASP ASVS 5.0 V7.3).</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromDays(7), AtMost = TimeSpan.FromDays(30);

    /// <summary>How long a sign-in lasts on a phone that others use too: until somebody else may have it in hand.</summary>
    public static readonly TimeSpan OnSharedPhone = TimeSpan.FromHours(1);

    /// <summary>How long a proof of identity counts for dangerous acts.</summary>
    public static readonly TimeSpan ConfirmedFor = TimeSpan.FromMinutes(10);

    private Session()
    {
    }

    public Id<Session> Id { get; private set; }
    public Id<Account> AccountId { get; private set; }
    public byte[] Ticket { get; private set; } = [];
    /// <summary>How they signed in: `password`, `passkey`, `link`.</summary>
    public string Method { get; private set; } = "";
    /// <summary>Browser and system in a few words, as the browser told them.</summary>
    public string Device { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset SeenAt { get; private set; }
    /// <summary>When the person last proved who they are.</summary>
    public DateTimeOffset ConfirmedAt { get; private set; }
    public DateTimeOffset ExpiresAt { get; private set; }

    internal static Session Begin(Id<Session> id, Id<Account> account, byte[] ticket, string method, string device, DateTimeOffset now, TimeSpan lasts) => new()
    {
        Id = id,
        AccountId = account,
        Ticket = ticket,
        Method = method,
        Device = device,
        CreatedAt = now,
        SeenAt = now,
        ConfirmedAt = now,
        ExpiresAt = now + lasts,
    };

    public bool IsOver(DateTimeOffset now) => now >= ExpiresAt || now >= SeenAt + Idle;

    internal void Renew(byte[] ticket) => Ticket = ticket;
}
