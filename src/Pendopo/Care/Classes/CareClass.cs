using Pendopo.Care.Services;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Classes;

/// <summary>What a class says of itself, in the centre's language.</summary>
/// <param name="Service">The service it belongs to; null for none.</param>
/// <param name="LedBy">Who leads it, by name; empty where <paramref name="Staff"/> does, or nobody is named.</param>
/// <param name="Spoken">In which language it is held, in words; may be empty.</param>
/// <param name="Places">How many may come; null for any number.</param>
/// <param name="ByRequest">Whether the desk says yes to each who asks.</param>
/// <param name="CertificateFrom">At how many meetings somebody must have been for a certificate; 0 for none.</param>
public sealed record ClassWords(
    string Title, string About, Id<HealthService>? Service, Id<StaffMember>? Staff, string LedBy, string Place, string ForWhom, string Bring, string Cost, string Spoken, int? Places, bool ByRequest, int CertificateFrom);

/// <summary>A class or programme that people come to together: a workshop, an exercise club, a day of the posyandu.</summary>
public sealed class CareClass : IBelongsToCentre, IVersioned
{
    public const int TitleLength = 100, WordsLength = 1_000, LineLength = 160, MostPlaces = 1_000, MostMeetings = 60;

    private CareClass()
    {
    }

    public Id<CareClass> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    /// <summary>Its address below `/classes`: made once from the title, and kept.</summary>
    public string Slug { get; private set; } = "";
    public string Title { get; private set; } = "";
    public string About { get; private set; } = "";
    public Id<HealthService>? ServiceId { get; private set; }
    public Id<StaffMember>? StaffId { get; private set; }
    public string LedBy { get; private set; } = "";
    public string Place { get; private set; } = "";
    public string ForWhom { get; private set; } = "";
    public string Bring { get; private set; } = "";
    public string Cost { get; private set; } = "";
    public string Spoken { get; private set; } = "";
    public int? Places { get; private set; }
    public bool ByRequest { get; private set; }
    public int CertificateFrom { get; private set; }
    /// <summary>Since when nobody can join it any more; its past stays.</summary>
    public DateTimeOffset? EndedAt { get; private set; }
    public int Version { get; set; }

    public ClassWords Words => new(Title, About, ServiceId, StaffId, LedBy, Place, ForWhom, Bring, Cost, Spoken, Places, ByRequest, CertificateFrom);

    public static CareClass Of(Id<Centre> centre, string slug, ClassWords words)
    {
        var made = new CareClass { Id = Id<CareClass>.New(), CentreId = centre, Slug = slug };
        made.Say(words);
        return made;
    }

    public void Say(ClassWords words)
    {
        ArgumentNullException.ThrowIfNull(words);
        (Title, About, ServiceId, StaffId, LedBy, Place) = (words.Title, words.About, words.Service, words.Staff, words.LedBy, words.Place);
        (ForWhom, Bring, Cost, Spoken, Places, ByRequest, CertificateFrom) = (words.ForWhom, words.Bring, words.Cost, words.Spoken, words.Places, words.ByRequest, words.CertificateFrom);
    }

    public void End(DateTimeOffset now) => EndedAt ??= now;
}

/// <summary>One dated meeting of a class.</summary>
public sealed class ClassMeeting : IBelongsToCentre, IVersioned
{
    public const int NoteLength = 200;

    private ClassMeeting()
    {
    }

    public Id<ClassMeeting> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<CareClass> ClassId { get; private set; }
    public DateOnly Day { get; private set; }
    /// <summary>Minute of the day on the centre's clock, as is <see cref="ToMinute"/>.</summary>
    public int FromMinute { get; private set; }
    public int ToMinute { get; private set; }
    /// <summary>The beginning as an instant.</summary>
    public DateTimeOffset StartsAt { get; private set; }
    public DateTimeOffset? CancelledAt { get; private set; }
    /// <summary>What people are told of why it falls out; may be empty.</summary>
    public string Note { get; private set; } = "";
    public int Version { get; set; }

    public bool IsHeld => CancelledAt is null;

    /// <summary>"08.00–10.00".</summary>
    public string Hours => HoursText.Span(FromMinute, ToMinute);

    public static ClassMeeting Of(CareClass of, DateOnly day, (int From, int To) hours, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(of);
        return new() { Id = Id<ClassMeeting>.New(), CentreId = of.CentreId, ClassId = of.Id, Day = day, FromMinute = hours.From, ToMinute = hours.To, StartsAt = HoursText.Instant(day, hours.From, zone) };
    }

    public void Cancel(string note, DateTimeOffset now) => (CancelledAt, Note) = (CancelledAt ?? now, note);
}
