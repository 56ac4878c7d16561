using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Pendopo.Care.Services;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Appointments;

/// <summary>A place at one time of a session that is taken, or held while somebody fills in the form. What is free has no row. The database keeps
/// one row a place (<see cref="AppointmentSchema"/>), and one a numbered place of a payer's quota: a time cannot be given twice.</summary>
public sealed class Seat : IBelongsToCentre, IVersioned
{
    /// <summary>How long a time is kept for somebody who is filling in the form.</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromMinutes(5);

    private Seat()
    {
    }

    public Id<Seat> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<ClinicSession> SessionId { get; private set; }
    public DateOnly Day { get; private set; }
    public int Minute { get; private set; }
    /// <summary>From 1; above the session's seats for one that was given besides, on purpose.</summary>
    public int Number { get; private set; }
    /// <summary>Whose quota it counts in; null where the session has none for this payer.</summary>
    public Payer? QuotaOf { get; private set; }
    /// <summary>Its place in the quota, from 1.</summary>
    public int? QuotaPlace { get; private set; }
    public DateTimeOffset? HeldUntil { get; private set; }
    /// <summary>By which the browser that holds it is known.</summary>
    public string? HoldHash { get; private set; }
    public Id<Appointment>? AppointmentId { get; private set; }
    public int Version { get; set; }

    internal static Seat Take(Sitting sitting, FreePlace place) => new()
    {
        Id = Id<Seat>.New(), CentreId = sitting.Service.CentreId, SessionId = sitting.Session.Id, Day = sitting.Day, Minute = place.Minute, Number = place.Number, QuotaOf = place.QuotaOf, QuotaPlace = place.QuotaPlace,
    };

    /// <summary>Keeps it for a while.</summary>
    /// <param name="span">So long; <see cref="Hold"/> when null.</param>
    /// <returns>The secret of who holds it.</returns>
    public string HoldFor(DateTimeOffset now, TimeSpan? span = null)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18));
        (HoldHash, HeldUntil) = (SecretLink.HashOf(secret), now + (span ?? Hold));
        return secret;
    }

    public void Give(Id<Appointment> appointment) => (AppointmentId, HeldUntil, HoldHash) = (appointment, null, null);

    public bool IsTaken(DateTimeOffset now) => AppointmentId is not null || HeldUntil > now;
}

/// <summary>What is known of a place that is taken, for computing what is free.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TakenPlace(Id<ClinicSession> Session, DateOnly Day, int Minute, int Number, Payer? QuotaOf, int? QuotaPlace)
{
    /// <param name="place">As <see cref="FreeTimes.Taken"/> has it from the database: `540/1/3i` is number 1 at the 540th minute, the third place of the insured's quota.</param>
    public static TakenPlace Read(Id<ClinicSession> session, DateOnly day, string place)
    {
        var parts = place.TrimEnd('i', 'p').Split('/');
        Payer? quota = place[^1] switch { 'i' => Payer.Insured, 'p' => Payer.Paying, _ => null };
        return new(session, day, int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture), quota, quota is null ? null : int.Parse(parts[2], CultureInfo.InvariantCulture));
    }

    public static TakenPlace Of(Seat seat) => new(seat.SessionId, seat.Day, seat.Minute, seat.Number, seat.QuotaOf, seat.QuotaPlace);
}

/// <summary>A place that is free: the lowest number of its time, and of its payer's quota.</summary>
internal sealed record FreePlace(int Minute, int Number, Payer? QuotaOf, int? QuotaPlace);
