using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Pendopo.Care.Services;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Appointments;

/// <summary>What somebody answered so far. It lies sealed in their own browser and nowhere else: who does not confirm leaves nothing behind.</summary>
/// <param name="Lost">Their time was taken by somebody else; everything else is kept.</param>
internal sealed record BookingDraft(Id<HealthService> Service, DateTimeOffset Until, Payer? Payer = null, Id<ClinicSession>? Session = null, DateOnly? Day = null, int? Minute = null, string? Hold = null, ForWhom? Whom = null, string? Name = null, string? Phone = null, bool Lost = false)
{
    /// <summary>The first question without an answer, in the order in which they are asked.</summary>
    public BookingStep Next => this switch
    {
        { Payer: null } => BookingStep.Payer,
        { Hold: null } => BookingStep.Time,
        { Whom: null } => BookingStep.Whom,
        { Name: null } => BookingStep.Name,
        { Phone: null } => BookingStep.Phone,
        _ => BookingStep.Check,
    };

    public Visitor Visitor => new(Name ?? "", Phone ?? "", Whom ?? ForWhom.Self, Payer ?? Appointments.Payer.Paying);
}

/// <summary>One question a screen; with the page of the appointment they are seven.</summary>
internal enum BookingStep
{
    Payer,
    Time,
    Whom,
    Name,
    Phone,
    Check,
}

/// <summary>Keeps a draft in the cookie of the browser that fills it in.</summary>
internal sealed class DraftCookie(IDataProtectionProvider protection, TimeProvider time)
{
    private const string Name = "pendopo.booking";

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    private readonly IDataProtector protector = protection.CreateProtector("care.booking-draft");

    /// <summary>The draft for a service; a new one where there is none, or where it is too old.</summary>
    public BookingDraft Read(HttpContext http, HealthService service)
    {
        var now = time.Now();
        if (http.Request.Cookies[Name] is { Length: > 0 } kept && Open(kept) is { } draft && draft.Service == service.Id && now < draft.Until)
            return draft;
        return new(service.Id, now + Kept);
    }

    public void Write(HttpContext http, BookingDraft draft) =>
        http.Response.Cookies.Append(Name, protector.Protect(JsonSerializer.Serialize(draft with { Until = time.Now() + Kept })), Options(http, Kept));

    public void Forget(HttpContext http) => http.Response.Cookies.Delete(Name, Options(http, null));

    private BookingDraft? Open(string kept)
    {
        try
        {
            return JsonSerializer.Deserialize<BookingDraft>(protector.Unprotect(kept));
        }
        catch (Exception error) when (error is System.Security.Cryptography.CryptographicException or JsonException or FormatException)
        {
            // Sealed by a key that is gone, or meddled with: the questions are asked anew.
            return null;
        }
    }

    private static CookieOptions Options(HttpContext http, TimeSpan? age) => new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = age, Path = "/", IsEssential = true };
}
