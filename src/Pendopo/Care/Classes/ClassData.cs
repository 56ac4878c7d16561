using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pendopo.Care.Services;
using Pendopo.Platform.Calendars;
using Pendopo.Platform.Centres;

namespace Pendopo.Care.Classes;

/// <summary>What search engines and calendars read of classes. Pure.</summary>
internal static class ClassData
{
    // The default encoder escapes every angle bracket, so the block cannot be closed from within.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Default };

    /// <summary>The meetings of a class as events of schema.org; empty where none is known.</summary>
    public static string Events(ClassLine line, Centre centre, string home)
    {
        var events = new JsonArray();
        foreach (var meeting in line.Meetings)
        {
            var place = line.Class.Place.Length > 0 ? line.Class.Place : centre.Name;
            events.Add(new JsonObject
            {
                ["@context"] = "https://schema.org",
                ["@type"] = "Event",
                ["name"] = line.Class.Title,
                ["description"] = line.Class.About,
                ["url"] = $"{home}/classes/{line.Class.Slug}",
                ["startDate"] = At(meeting.FromMinute),
                ["endDate"] = At(meeting.ToMinute),
                ["eventStatus"] = meeting.IsHeld ? "https://schema.org/EventScheduled" : "https://schema.org/EventCancelled",
                ["eventAttendanceMode"] = "https://schema.org/OfflineEventAttendanceMode",
                ["location"] = new JsonObject { ["@type"] = "Place", ["name"] = place, ["address"] = centre.Address.Length > 0 ? centre.Address : place },
                ["organizer"] = new JsonObject { ["@type"] = "MedicalClinic", ["name"] = centre.Name, ["url"] = home },
            });

            string At(int minute) => centre.Local(HoursText.Instant(meeting.Day, minute, centre.Zone)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
        }
        return events.ToJsonString(Json);
    }

    /// <summary>The meetings of classes for calendars.</summary>
    public static IEnumerable<ICalendarEvent> Calendar(IEnumerable<ClassLine> lines, Centre centre, string home) =>
        from line in lines from meeting in line.Meetings select Event(meeting, line.Class.Title, $"{home}/classes/{line.Class.Slug}", Where(line.Class, centre));

    public static ICalendarEvent Event(ClassMeeting meeting, string title, string url, string place) => new(meeting.Id.ToString(), title, meeting.StartsAt, url, meeting.ToMinute - meeting.FromMinute, place, !meeting.IsHeld);

    public static string Where(CareClass of, Centre centre) => string.Join(", ", new[] { of.Place, centre.Name, centre.Address }.Where(part => part.Length > 0));
}
