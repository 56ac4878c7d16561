using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Care;
using Pendopo.Care.Appointments;
using Pendopo.Care.Fhir;
using Pendopo.Care.Services;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Care;

/// <summary>Care as other programs read it: sound by two readers of FHIR that nobody here wrote, open where public pages are, and else by key and noted.</summary>
[Collection("rooms on sqlite")]
public sealed class FhirTests(SqliteApp app) : WrittenToTests(app)
{
    private static readonly DateOnly Tuesday = new(2026, 3, 3);

    [Fact]
    public async Task Every_resource_of_the_sample_world_is_sound_by_two_readers_of_FHIR()
    {
        await Booked("Bu Sari", 480);
        var cancelled = await Booked("Pak Joko", 495);
        await As("desk", services => services.GetRequiredService<ChangeAppointment>().Cancel(cancelled.Id, default));
        await As("head", services => services.GetRequiredService<FhirKeys>().Settle("100025753", 0, default));
        await using var readers = await NodePeer.StartAsync("fhir-validate.mjs");
        using var program = await WithKey();
        var (wrong, seen) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var path in FhirType.All.Select(type => type.Name).Append("metadata").Append("Nothing"))
        {
            for (var (next, pages) = ((string?)$"/@melati/fhir/{path}", 0); next is not null && pages < 3; pages++)
            {
                var answer = await program.GetAsync(next);
                answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/fhir+json");
                var resource = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
                seen.Add((string)resource["resourceType"]!);
                foreach (var entry in resource["entry"]?.AsArray() ?? [])
                    seen.Add((string)entry!["resource"]!["resourceType"]!);
                foreach (var one in await Judged(readers, resource))
                    wrong.Add($"{path}: {one}");
                next = resource["link"]?.AsArray().FirstOrDefault(link => (string?)link!["relation"] == "next")?["url"]?.ToString() is { } url ? new Uri(url).PathAndQuery : null;
            }
        }
        wrong.Distinct().ShouldBeEmpty();
        seen.ShouldBe(["CapabilityStatement", "OperationOutcome", "Bundle", "HealthcareService", "Location", "Schedule", "Slot", "PractitionerRole", "Appointment"], ignoreOrder: true);
        // The readers do find what is wrong.
        (await Judged(readers, new() { ["resourceType"] = "Slot", ["status"] = "zzz", ["schedule"] = new JsonObject(), ["start"] = "01-02-2003", ["end"] = "2026-03-03T08:00:00+07:00" })).Count.ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task Free_times_are_open_to_everybody_and_searched_as_FHIR_says()
    {
        using var guest = App.Anonymous();
        await Booked("Bu Sari", 480);
        await Booked("Pak Joko", 480);
        var general = (await Found(guest, "HealthcareService?name=poli%20umum")).ShouldHaveSingleItem();
        (await Found(guest, "HealthcareService?name:exact=poli%20umum")).ShouldBeEmpty();
        (await Found(guest, "HealthcareService?name:contains=GIGI,umum&active=true")).Count.ShouldBe(2);
        var schedules = await Found(guest, $"Schedule?actor=HealthcareService/{general["id"]}");
        schedules.Count.ShouldBe(6);
        var tuesday = schedules.Single(one => ((string)one["comment"]!).StartsWith("Selasa", StringComparison.Ordinal));
        var slots = await Found(guest, $"Slot?schedule={tuesday["id"]}&start=ge2026-03-03&start=lt2026-03-04");
        slots.Select(one => (string)one["status"]!).Take(4).ShouldBe(["busy", "free", "free", "busy-unavailable"], "both places of the first time are taken, and each fourth is kept for the desk");
        ((string)slots[0]["start"]!).ShouldBe("2026-03-03T08:00:00+07:00");
        (await Found(guest, $"Slot?schedule={tuesday["id"]}&start=2026-03-03T08:15:00%2B07:00&status=free,busy")).ShouldHaveSingleItem();
        var slot = JsonNode.Parse(await guest.GetStringAsync($"/@melati/fhir/Slot/{slots[0]["id"]}"))!;
        ((string)slot["status"]!).ShouldBe("busy");
        var page = JsonNode.Parse(await guest.GetStringAsync("/@melati/fhir/Location?_count=2"))!;
        var (total, second) = ((int)page["total"]!, JsonNode.Parse(await guest.GetStringAsync(new Uri(Link(page, "next")!).PathAndQuery))!);
        (page["entry"]!.AsArray().Count, second["entry"]!.AsArray().Count, total).ShouldBe((2, 2, 6));
        Link(second, "previous").ShouldNotBeNull();
        JsonNode.Parse(await guest.GetStringAsync("/@melati/fhir/Location?_summary=count"))!["entry"].ShouldBeNull();
        foreach (var (path, status) in new[] { ("Slot?start=besok", HttpStatusCode.BadRequest), ("Slot/no-such-slot", HttpStatusCode.NotFound), ("Patient", HttpStatusCode.NotFound), ("Location?unknown=1", HttpStatusCode.OK), ($"HealthcareService/{await Kenanga()}", HttpStatusCode.NotFound) })
            (await guest.GetAsync($"/@melati/fhir/{path}")).StatusCode.ShouldBe(status, path);
        using var strict = new HttpRequestMessage(HttpMethod.Get, "/@melati/fhir/Location?unknown=1");
        strict.Headers.Add("Prefer", "handling=strict");
        (await guest.SendAsync(strict)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Who_comes_is_read_by_a_key_alone_as_long_as_its_maker_may_and_each_reading_is_noted()
    {
        var sari = await Booked("Bu Sari", 480);
        using var guest = App.Anonymous();
        foreach (var path in new[] { "Appointment", $"Appointment/{sari.Id}", "PractitionerRole" })
            (await guest.GetAsync($"/@melati/fhir/{path}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, path);
        using var head = await App.Client("head");
        (await head.Submit("/desk/care/fhir", "make", ("Form.Name", ""))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var program = await WithKey();
        var found = (await Found(program, $"Appointment?date=2026-03-03&status=booked&identifier={sari.Reference}")).ShouldHaveSingleItem();
        ((string)found["participant"]![0]!["actor"]!["display"]!).ShouldBe("Bu Sari");
        found.ToJsonString().ShouldNotContain("6281200000101");
        (await Found(program, "Appointment?date=gt2026-03-03")).ShouldBeEmpty();
        (await program.GetAsync($"/@melati/fhir/Appointment/{sari.Id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Found(program, "PractitionerRole")).ShouldContain(role => role.ToJsonString().Contains("https://fhir.kemkes.go.id/id/sip-number", StringComparison.Ordinal));
        (await program.GetAsync("/@kenanga/fhir/Appointment")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "it is a key of another centre");
        var noted = await As("head", services => services.GetRequiredService<PendopoDb>().Set<AuditEntry>().AsNoTracking().Where(entry => entry.Act == "care.fhir-read").Select(entry => entry.Subject).ToListAsync());
        noted.Count.ShouldBe(4);
        noted.ShouldContain($"appointment:{sari.Id}");
        var key = await As("head", services => services.GetRequiredService<PendopoDb>().Set<FhirKey>().AsNoTracking().SingleAsync());
        (await head.GetStringAsync("/desk/care/fhir")).ShouldContain("RSUD");
        (await head.Submit("/desk/care/fhir", $"form[action='/desk/care/fhir/{key.Id}/end']")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await program.GetAsync("/@melati/fhir/Appointment")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task<List<string>> Judged(NodePeer readers, JsonObject resource)
    {
        using var http = new HttpClient();
        using var content = new StringContent(resource.ToJsonString());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var answer = await http.PostAsync($"{readers["control"]}/check", content);
        return [.. JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsArray().Select(one => one!.ToString())];
    }

    private static async Task<List<JsonObject>> Found(HttpClient browser, string asked)
    {
        var bundle = JsonNode.Parse(await browser.GetStringAsync($"/@melati/fhir/{asked}"))!;
        return [.. (bundle["entry"]?.AsArray() ?? []).Select(entry => entry!["resource"]!.AsObject())];
    }

    private static string? Link(JsonNode bundle, string relation) => bundle["link"]!.AsArray().FirstOrDefault(link => (string?)link!["relation"] == relation)?["url"]?.ToString();

    private async Task<HttpClient> WithKey()
    {
        var made = await As("head", services => services.GetRequiredService<FhirKeys>().Make("RSUD", default));
        var program = App.Anonymous();
        program.DefaultRequestHeaders.Authorization = new("Bearer", made.Value.Secret);
        return program;
    }

    private async Task<Id<HealthService>> Kenanga()
    {
        await using var scope = await App.Scope();
        var centre = (await App.CentreOf("kenanga")).Id;
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<HealthService>().AcrossCentres().Where(row => row.CentreId == centre).Select(row => row.Id).FirstAsync();
    }

    private Task<Appointment> Booked(string name, int minute) => As("desk", async services =>
    {
        var plan = await services.GetRequiredService<PlanReader>().Read(Tuesday, Tuesday, default);
        var session = plan.On(Tuesday).First(sitting => sitting.Service.Name == CareSample.General).Session;
        return (await services.GetRequiredService<BookAppointment>().AtDesk(new(session.Id, Tuesday, minute), new(name, "081200000101", ForWhom.Self, Payer.Paying), BookedBy.Telephone, extra: false, default)).Value;
    });
}
