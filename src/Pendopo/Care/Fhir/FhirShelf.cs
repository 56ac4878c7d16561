using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Appointments;
using Pendopo.Care.Services;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;

namespace Pendopo.Care.Fhir;

/// <summary>Reads what is asked for out of the plan and the appointments of the centre in scope.</summary>
internal sealed class FhirShelf(PendopoDb db, Here here, PlanReader plans, FreeTimes free, PublicAddress address)
{
    // So far ahead times are given, and so many appointments one answer goes through.
    private const int MostDays = HealthService.MostAhead, MostAppointments = 5000;

    public async Task<JsonObject?> Read(FhirType type, string id, CancellationToken cancel)
    {
        switch (type.Name)
        {
            case "Appointment":
                var resources = await Resources(cancel);
                return Id<Appointment>.TryParse(id, null, out var key) && key.ToString() == id && await db.Set<Appointment>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == key, cancel) is { } found ? (await Of(resources, [found], cancel))[0] : null;
            case "Slot":
                return id.Split('.') is [_, var day, _] && DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) && CarePages.IsSound(on) ? (await Slots(on, on, cancel)).FirstOrDefault(one => (string?)one["id"] == id) : null;
            default:
                return Planned(await Resources(cancel), type).FirstOrDefault(one => (string?)one["id"] == id);
        }
    }

    /// <summary>One page of what meets a query, and how many meet it; null where it asks for more appointments than one answer may go through.</summary>
    public async Task<(IReadOnlyList<JsonObject> Page, int Total)?> Search(FhirType type, FhirQuery query, CancellationToken cancel)
    {
        var zone = here.Centre.Zone;
        var all = type.Name switch
        {
            "Appointment" => await Appointments(query, cancel),
            "Slot" => await Slots(query, cancel),
            _ => Planned(await Resources(cancel), type),
        };
        if (all is null)
            return null;
        var met = all.Where(one => query.Meets(one, zone)).ToList();
        return ([.. met.Skip((int)Math.Min((long)query.Page * query.Count, int.MaxValue)).Take(query.Count)], met.Count);
    }

    private async Task<FhirResources> Resources(CancellationToken cancel, DateOnly? from = null, DateOnly? to = null)
    {
        var organisation = (await db.Set<FhirRules>().AsNoTracking().FirstOrDefaultAsync(cancel))?.Organisation ?? "";
        return new(await plans.Read(from ?? plans.Today, to ?? plans.Today, cancel), here.Centre, address.Home(here.Centre).ToString().TrimEnd('/'), organisation);
    }

    private static IEnumerable<JsonObject> Planned(FhirResources resources, FhirType type) => type.Name switch
    {
        "HealthcareService" => resources.Services,
        "Location" => resources.Locations,
        "Schedule" => resources.Schedules,
        _ => resources.Roles,
    };

    private Task<IEnumerable<JsonObject>> Slots(FhirQuery query, CancellationToken cancel)
    {
        var (from, to) = (plans.Today, plans.Today.AddDays(MostDays));
        foreach (var span in query.Spans("start", here.Centre.Zone))
        {
            var (first, last) = (Platform.Ui.Clock.DateOf(span.From, here.Centre.Zone), Platform.Ui.Clock.DateOf(span.To, here.Centre.Zone));
            if (span.Prefix is "eq" or "ge" or "gt" or "sa" && first > from)
                from = first;
            if (span.Prefix is "eq" or "le" or "lt" or "eb" && last < to)
                to = last;
        }
        return Slots(from, to, cancel);
    }

    private async Task<IEnumerable<JsonObject>> Slots(DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var (first, last) = (from < plans.Today ? plans.Today : from, to > plans.Today.AddDays(MostDays) ? plans.Today.AddDays(MostDays) : to);
        return first > last ? [] : (await Resources(cancel, first, last)).Slots(first, last, await free.Taken(first, last, cancel));
    }

    private async Task<IEnumerable<JsonObject>?> Appointments(FhirQuery query, CancellationToken cancel)
    {
        var rows = db.Set<Appointment>().AsNoTracking();
        foreach (var span in query.Spans("date", here.Centre.Zone))
        {
            var (from, to) = (span.From, span.To);
            rows = span.Prefix switch
            {
                "eq" => rows.Where(row => row.StartsAt >= from && row.StartsAt < to),
                "ge" => rows.Where(row => row.StartsAt >= from),
                "gt" or "sa" => rows.Where(row => row.StartsAt >= to),
                "lt" or "eb" => rows.Where(row => row.StartsAt < from),
                "le" => rows.Where(row => row.StartsAt < to),
                _ => rows,
            };
        }
        if (query.Only("identifier") is { } reference)
            rows = rows.Where(row => row.Reference == reference);
        if (query.Only("_id") is { } id && Id<Appointment>.TryParse(id, null, out var key))
            rows = rows.Where(row => row.Id == key);
        return await rows.CountAsync(cancel) > MostAppointments ? null : await Of(await Resources(cancel), await rows.OrderBy(row => row.StartsAt).ThenBy(row => row.Id).ToListAsync(cancel), cancel);
    }

    private async Task<List<JsonObject>> Of(FhirResources resources, List<Appointment> rows, CancellationToken cancel)
    {
        var ids = rows.Select(row => row.SessionId).Distinct().ToList();
        var sessions = await db.Set<ClinicSession>().AsNoTracking().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancel);
        return rows.ConvertAll(row => resources.Appointment(row, sessions.GetValueOrDefault(row.SessionId)));
    }
}
