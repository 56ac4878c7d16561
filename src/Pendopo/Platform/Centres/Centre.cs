using Pendopo.Platform.Data;

namespace Pendopo.Platform.Centres;

/// <summary>A health centre: a puskesmas, a clinic, a hospital. Several may live in one installation.</summary>
public sealed class Centre : IVersioned
{
    private Centre()
    {
    }

    public Id<Centre> Id { get; private set; }
    /// <summary>Lower-case name in addresses (`/@melati`) and in the fediverse; never reused.</summary>
    public string Handle { get; private set; } = "";
    public string Name { get; private set; } = "";
    public Id<Area> AreaId { get; private set; }
    /// <summary>The host name under which this centre's pages stand at `/`, or null.</summary>
    public string? Host { get; private set; }
    /// <summary>IANA zone, such as `Asia/Jakarta`; times are shown in it and never converted silently.</summary>
    public string TimeZone { get; private set; } = "";
    /// <summary>`id` or `en`: what a reader gets who asked for nothing.</summary>
    public string Language { get; private set; } = "";
    public string Address { get; private set; } = "";
    public string Phone { get; private set; } = "";
    public string Email { get; private set; } = "";
    /// <summary>One or two sentences on the home page, in the centre's language.</summary>
    public string About { get; private set; } = "";
    /// <summary>The centre's own colour of roof and name as `#rrggbb`, or null for the house's.</summary>
    public string? Teak { get; private set; }
    /// <summary>The centre's own colour of what can be pressed as `#rrggbb`, or null for the house's.</summary>
    public string? Leaf { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public int Version { get; set; }

    public static Centre Open(string handle, string name, Id<Area> area, string timeZone, string language, DateTimeOffset now) => new()
    {
        Id = Id<Centre>.New(),
        Handle = handle,
        Name = name,
        AreaId = area,
        TimeZone = timeZone,
        Language = language,
        CreatedAt = now,
    };

    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    /// <summary>The wall clock of the centre at an instant.</summary>
    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>The instant of a wall-clock time at the centre. A time that the clocks skip counts from before the jump.</summary>
    public DateTimeOffset Instant(DateTime local) => Ui.Clock.Instant(local, Zone);

    public void Rename(string name, string about) => (Name, About) = (name, about);

    public void Reach(string address, string phone, string email) => (Address, Phone, Email) = (address, phone, email);

    public void Paint(string? teak, string? leaf) => (Teak, Leaf) = (teak, leaf);

    public void Settle(Id<Area> area, string timeZone, string language, string? host) =>
        (AreaId, TimeZone, Language, Host) = (area, timeZone, language, host);
}

public enum AreaLevel { Country, Province, Regency, District, Village }

/// <summary>A place in the tree of areas; rights held at an area reach every centre below it.</summary>
public sealed class Area : IEntity
{
    private Area()
    {
    }

    public Id<Area> Id { get; private set; }
    public Id<Area>? ParentId { get; private set; }
    public AreaLevel Level { get; private set; }
    public string Name { get; private set; } = "";
    /// <summary>The official code (Kemendagri's in Indonesia), or empty.</summary>
    public string Code { get; private set; } = "";
    /// <summary>The ids from the root down to this area, each closed by a slash: what lies below begins with it.</summary>
    public string Path { get; private set; } = "";

    public static Area Of(AreaLevel level, string name, string code, Area? parent)
    {
        var id = Id<Area>.New();
        return new() { Id = id, ParentId = parent?.Id, Level = level, Name = name, Code = code, Path = $"{parent?.Path}{id}/" };
    }
}
