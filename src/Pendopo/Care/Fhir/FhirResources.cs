using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Pendopo.Care.Appointments;
using Pendopo.Care.Services;
using Pendopo.Platform.Calendars;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Care.Fhir;

/// <summary>What the centre knows of its care as resources of FHIR R4 (4.0.1). Pure.</summary>
/// <param name="Home">The centre's front page, below which names of ours stand.</param>
/// <param name="Organisation">The number that SATUSEHAT gave the centre; empty while it has none.</param>
internal sealed record FhirResources(CarePlan Plan, Centre Centre, string Home, string Organisation)
{
    // Copied exactly, http and https as SATUSEHAT writes them.
    private const string SatuSehat = "http://sys-ids.kemkes.go.id", Sip = "https://fhir.kemkes.go.id/id/sip-number";

    private const string Active = "active";

    public IEnumerable<JsonObject> Services => Plan.Services.Select(Service);

    public IEnumerable<JsonObject> Locations => Rooms.Select(Room).Prepend(House());

    public IEnumerable<JsonObject> Roles => Plan.Staff.Where(member => member.Name != "–").Select(Role);

    public IEnumerable<JsonObject> Schedules => Sessions.Select(Schedule);

    /// <summary>The times of the days from one to another, each free or not, as the site gives them.</summary>
    public IEnumerable<JsonObject> Slots(DateOnly from, DateOnly to, IReadOnlyCollection<TakenPlace> taken)
    {
        var bySitting = taken.ToLookup(seat => (seat.Session, seat.Day));
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            foreach (var sitting in Plan.On(day).Where(sitting => sitting.Service.Bookable && day <= Plan.Today.AddDays(sitting.Service.AheadDays)))
            {
                var clinic = new ClinicDay(sitting with { State = SittingState.Held }, Plan.Zone, [.. bySitting[(sitting.Session.Id, day)]]);
                var free = Enum.GetValues<Payer>().SelectMany(payer => clinic.Free(payer, Plan.Now)).DistinctBy(time => time.Minute).ToDictionary(time => time.Minute);
                for (var minute = sitting.From; sitting.Session.EveryMinutes > 0 && minute + sitting.Session.EveryMinutes <= sitting.To; minute += sitting.Session.EveryMinutes)
                    yield return Slot(sitting, minute, !sitting.IsHeld ? "busy-unavailable" : !free.TryGetValue(minute, out var time) ? "busy" : time.ForDesk ? "busy-unavailable" : "free");
            }
        }
    }

    public JsonObject Appointment(Appointment row, ClinicSession? session)
    {
        var minutes = session is { EveryMinutes: > 0 } ? session.EveryMinutes : ICalendar.ShownMinutes;
        var resource = Begin("Appointment", row.Id.ToString());
        resource["identifier"] = new JsonArray(new JsonObject { ["system"] = $"{Home}/reference", ["value"] = row.Reference });
        resource["status"] = row.State switch { AppointmentState.Booked => "booked", AppointmentState.CheckedIn => "checked-in", AppointmentState.Fulfilled => "fulfilled", AppointmentState.NoShow => "noshow", _ => "cancelled" };
        resource["start"] = Instant(row.StartsAt);
        resource["end"] = Instant(row.StartsAt.AddMinutes(minutes));
        resource["minutesDuration"] = minutes;
        if (session is { EveryMinutes: > 0 })
            resource["slot"] = new JsonArray(Reference("Slot", SlotId(session.Id, row.Day, row.Minute)));
        resource["created"] = Instant(row.CreatedAt);
        var participants = new JsonArray(Participant(new JsonObject { ["type"] = "Patient", ["display"] = row.Name }));
        if (Plan.Services.FirstOrDefault(service => service.Id == row.ServiceId) is { } service)
        {
            resource["serviceType"] = new JsonArray(Said(service.Name));
            participants.Add(Participant(Reference("HealthcareService", service.Id.ToString(), service.Name)));
        }
        resource["participant"] = participants;
        return resource;
    }

    public static string SlotId(Id<ClinicSession> session, DateOnly day, int minute) => string.Create(CultureInfo.InvariantCulture, $"{session}.{day:yyyyMMdd}.{minute / 60:00}{minute % 60:00}");

    private IEnumerable<ClinicSession> Sessions => Plan.Sessions.Where(session => Plan.Services.Any(service => service.Id == session.ServiceId));

    private IEnumerable<string> Rooms => Sessions.Select(session => session.Room).Where(room => room.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private JsonObject Service(HealthService service)
    {
        var resource = Begin("HealthcareService", service.Id.ToString());
        resource[Active] = true;
        resource["providedBy"] = House(withIdentifier: true);
        resource["category"] = new JsonArray(Said(CareText.Say("Cluster" + service.Cluster)));
        resource["type"] = new JsonArray(Said(service.Name));
        resource["location"] = Places(Of(service), withHouse: true);
        resource["name"] = service.Name;
        Put(resource, "comment", service.About);
        Put(resource, "extraDetails", string.Join("\n", new[] { service.Bring, service.Preparation, service.Cost }.Where(part => part.Length > 0)));
        PutAll(resource, "telecom", Telecom());
        PutAll(resource, "availableTime", Times(Of(service)));
        return resource;
    }

    private JsonObject House()
    {
        var resource = Begin("Location", Centre.Id.ToString());
        if (Organisation.Length > 0)
            resource["identifier"] = new JsonArray(new JsonObject { ["system"] = $"{SatuSehat}/location/{Organisation}", ["value"] = Centre.Handle });
        resource["status"] = Plan.Shut is null ? Active : "suspended";
        resource["name"] = Centre.Name;
        resource["mode"] = "instance";
        PutAll(resource, "telecom", Telecom());
        if (Centre.Address.Length > 0)
            resource["address"] = new JsonObject { ["use"] = "work", ["type"] = "physical", ["text"] = Centre.Address };
        resource["managingOrganization"] = House(withIdentifier: true);
        return resource;
    }

    private JsonObject Room(string room)
    {
        var resource = Begin("Location", RoomId(room));
        if (Organisation.Length > 0)
            resource["identifier"] = new JsonArray(new JsonObject { ["system"] = $"{SatuSehat}/location/{Organisation}", ["value"] = $"{Centre.Handle}/{room}" });
        resource["status"] = Active;
        resource["name"] = room;
        resource["mode"] = "instance";
        resource["physicalType"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["system"] = "http://terminology.hl7.org/CodeSystem/location-physical-type", ["code"] = "ro", ["display"] = "Room" }) };
        resource["managingOrganization"] = House(withIdentifier: true);
        resource["partOf"] = Reference("Location", Centre.Id.ToString(), Centre.Name);
        return resource;
    }

    private JsonObject Role(StaffMember member)
    {
        var sessions = Sessions.Where(session => session.StaffId == member.Id).ToList();
        var resource = Begin("PractitionerRole", member.Id.ToString());
        resource[Active] = member.LeftAt is null && member.MayPractise(Plan.Today);
        var practitioner = new JsonObject { ["type"] = "Practitioner" };
        if (member.Licence.Length > 0)
        {
            var licence = new JsonObject { ["system"] = Sip, ["value"] = member.Licence };
            if (member.LicenceUntil is { } until)
                licence["period"] = new JsonObject { ["end"] = CarePages.Field(until) };
            practitioner["identifier"] = licence;
        }
        practitioner["display"] = member.Name;
        resource["practitioner"] = practitioner;
        resource["organization"] = House(withIdentifier: true);
        resource["code"] = new JsonArray(Said(Professions.Word(member.Profession)));
        PutAll(resource, "location", Places(sessions, withHouse: false));
        PutAll(resource, "healthcareService", [.. Plan.Services.Where(service => sessions.Any(session => session.ServiceId == service.Id)).Select(service => (JsonNode)Reference("HealthcareService", service.Id.ToString(), service.Name))]);
        PutAll(resource, "availableTime", Times(sessions));
        return resource;
    }

    private JsonObject Schedule(ClinicSession session)
    {
        var service = Plan.Services.First(row => row.Id == session.ServiceId);
        var resource = Begin("Schedule", session.Id.ToString());
        resource[Active] = session.LastDay is not { } last || last >= Plan.Today;
        resource["serviceType"] = new JsonArray(Said(service.Name));
        var actors = new JsonArray(Reference("HealthcareService", service.Id.ToString(), service.Name));
        if (session.Room.Length > 0)
            actors.Add(Reference("Location", RoomId(session.Room), session.Room));
        if (Plan.Member(session.StaffId) is { } member)
            actors.Add(Reference("PractitionerRole", member.Id.ToString(), member.Name));
        resource["actor"] = actors;
        resource["planningHorizon"] = new JsonObject { ["start"] = Instant(HoursText.Instant(Plan.Today, 0, Plan.Zone)), ["end"] = Instant(HoursText.Instant(Plan.Today.AddDays(service.AheadDays + 1), 0, Plan.Zone)) };
        resource["comment"] = $"{(session.OnDay is { } day ? CarePages.Field(day) : CarePages.DayName(session.Weekday!.Value))} {HoursText.Field(session.FromMinute)}-{HoursText.Field(session.ToMinute)}";
        return resource;
    }

    private JsonObject Slot(Sitting sitting, int minute, string status)
    {
        var (resource, begins) = (Begin("Slot", SlotId(sitting.Session.Id, sitting.Day, minute)), HoursText.Instant(sitting.Day, minute, Plan.Zone));
        resource["serviceType"] = new JsonArray(Said(sitting.Service.Name));
        resource["schedule"] = Reference("Schedule", sitting.Session.Id.ToString());
        resource["status"] = status;
        resource["start"] = Instant(begins);
        resource["end"] = Instant(begins.AddMinutes(sitting.Session.EveryMinutes));
        Put(resource, "comment", sitting.Note);
        return resource;
    }

    private static JsonObject Begin(string type, string id) => new() { ["resourceType"] = type, ["id"] = id };

    private JsonObject House(bool withIdentifier)
    {
        var house = new JsonObject { ["type"] = "Organization" };
        if (withIdentifier && Organisation.Length > 0)
            house["identifier"] = new JsonObject { ["system"] = $"{SatuSehat}/organization/{Organisation}", ["value"] = Organisation };
        house["display"] = Centre.Name;
        return house;
    }

    private IEnumerable<ClinicSession> Of(HealthService service) => Sessions.Where(session => session.ServiceId == service.Id);

    private JsonArray Places(IEnumerable<ClinicSession> sessions, bool withHouse)
    {
        var rooms = sessions.Select(session => session.Room).Where(room => room.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(room => (JsonNode)Reference("Location", RoomId(room), room)).ToArray();
        return withHouse ? [Reference("Location", Centre.Id.ToString(), Centre.Name), .. rooms] : [.. rooms];
    }

    private static JsonArray Times(IEnumerable<ClinicSession> sessions) =>
        [.. sessions.Where(session => session.Weekday is not null && session.LastDay is null).GroupBy(session => (session.FromMinute, session.ToMinute)).OrderBy(group => group.Key).Select(group => new JsonObject
        {
            ["daysOfWeek"] = new JsonArray([.. group.Select(session => session.Weekday!.Value).Distinct().OrderBy(day => ((int)day + 6) % 7).Select(day => (JsonNode)$"{day}"[..3].ToLowerInvariant())]),
            ["availableStartTime"] = HoursText.Field(group.Key.FromMinute) + ":00", ["availableEndTime"] = HoursText.Field(group.Key.ToMinute) + ":00",
        })];

    private JsonArray Telecom()
    {
        var all = new JsonArray();
        foreach (var (system, value) in new[] { ("phone", Centre.Phone), ("email", Centre.Email) }.Where(one => one.Item2.Length > 0))
            all.Add(new JsonObject { ["system"] = system, ["value"] = value, ["use"] = "work" });
        return all;
    }

    // A room has a name alone; its check sum stays the same while the name does.
    private static string RoomId(string room) => "room-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(room)))[..16];

    private static JsonObject Said(string text) => new() { ["text"] = text };

    private static JsonObject Participant(JsonObject actor) => new() { ["actor"] = actor, ["required"] = "required", ["status"] = "accepted" };

    private static JsonObject Reference(string type, string id, string? display = null)
    {
        var reference = new JsonObject { ["reference"] = $"{type}/{id}" };
        if (display is not null)
            reference["display"] = display;
        return reference;
    }

    // Neither an empty text nor an empty list may stand in a resource.
    private static void Put(JsonObject resource, string name, string text)
    {
        if (text.Trim().Length > 0)
            resource[name] = text.Trim();
    }

    private static void PutAll(JsonObject resource, string name, JsonArray all)
    {
        if (all.Count > 0)
            resource[name] = all;
    }

    private string Instant(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Plan.Zone).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
