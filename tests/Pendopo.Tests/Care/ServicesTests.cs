using Pendopo.Platform.People;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Care;
using Pendopo.Care.Closures;
using Pendopo.Care.Services;
using Pendopo.Platform.Data;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Care;

/// <summary>What the centre does and when, as the head plans it and as everybody reads it.</summary>
[Collection("rooms on sqlite")]
public sealed class ServicesTests(SqliteApp app) : AppTests(app)
{
    [Fact]
    public async Task The_front_page_says_at_once_what_is_open_and_what_is_different_today()
    {
        var session = await Session(CareSample.Dental, DayOfWeek.Monday);
        await As("head", async keep => await keep.GetRequiredService<KeepSession>().Change(session.Id, new(new(2026, 3, 2), null, "Dokter gigi sedang pelatihan"), default));
        using var visitor = App.Anonymous();
        var home = await visitor.Page("/@melati");
        home.QuerySelector(".open-now .open")!.TextContent.ShouldContain("14.30 WIB");
        home.QuerySelector(".open-now")!.TextContent.ShouldContain("3 layanan");
        home.QuerySelector(".different")!.TextContent.ShouldContain("Dokter gigi sedang pelatihan");
        (await visitor.GetStringAsync("/@melati/services/poli-gigi")).ShouldContain("pelatihan");
        App.Clock.Advance(TimeSpan.FromHours(7));
        (await visitor.Page("/@melati")).QuerySelector(".open-not")!.TextContent.ShouldContain("Besok, 07.30 WIB");
        (await visitor.GetStringAsync("/@kenanga/services")).ShouldNotContain("Gawat darurat");
        (await visitor.GetAsync("/@kenanga/services/poli-gigi")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Doors_shut_at_once_are_told_on_every_public_page_and_nothing_can_be_booked_until_they_open()
    {
        using var desk = await App.Client("desk");
        (await desk.Submit("/desk/care/services", "close", ("Form.Reason", "Jalan masuk banjir."))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var visitor = App.Anonymous();
        foreach (var path in new[] { "/@melati", "/@melati/services", "/@melati/posts", "/@melati/search", "/@melati/privacy" })
            (await visitor.GetStringAsync(path)).ShouldContain("Jalan masuk banjir.", customMessage: path);
        (await visitor.GetStringAsync("/@kenanga")).ShouldNotContain("banjir");
        (await visitor.GetStringAsync("/@melati/services/poli-umum")).ShouldContain("Tutup sementara");
        (await visitor.GetStringAsync("/api/v1/services/")).ShouldNotContain("\"held\":true");
        Id<Closure> closure;
        await using (var scope = await App.ScopeOf("desk"))
            closure = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Closure>().Select(row => row.Id).SingleAsync();
        (await desk.Submit("/desk/care/services", $"form[action='/desk/care/closures/{closure}/end']")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await visitor.GetStringAsync("/@melati")).ShouldNotContain("banjir");
    }

    [Fact]
    public async Task The_head_adds_a_service_with_a_session_whose_holders_licence_ends_and_is_told_of_it()
    {
        using var head = await App.Client("head");
        var made = await head.Submit("/desk/care/services", "service", ("Form.Name", "Poli lansia"), ("Form.Letter", "l"), ("Form.AheadDays", "7"), ("Form.About", "Untuk warga 60 tahun ke atas."));
        var page = made.Headers.Location!.ToString().Split('?')[0];
        var nurse = (await As("head", keep => keep.GetRequiredService<KeepStaff>().Run(null, new("Ners Budi", Profession.Nurse, "SIPP 9", new(2026, 3, 5)), default))).Value;
        (await head.Submit(page, "session", ("Form.Weekday", "Friday"), ("Form.From", "08:00"), ("Form.To", "07:00"), ("Form.Staff", $"{nurse.Id}"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await head.Submit(page, "session", ("Form.Weekday", "Friday"), ("Form.From", "08:00"), ("Form.To", "10:00"), ("Form.Staff", $"{nurse.Id}"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await App.Anonymous().GetStringAsync("/@melati/services/poli-lansia")).ShouldContain("Ners Budi");
        App.Clock.Advance(TimeSpan.FromDays(4));
        (await head.GetStringAsync("/desk/care/services")).ShouldContain("Izin praktik habis");
        (await App.Anonymous().GetStringAsync("/@melati/services/poli-lansia")).ShouldContain("tutup (08.00");
        await As("head", keep => keep.GetRequiredService<KeepStaff>().Run(nurse.Id, new("Ners Budi", Profession.Nurse, "SIPP 10", new(2031, 3, 5)), default));
        (await head.GetStringAsync("/desk/care/services")).ShouldNotContain("Izin praktik habis");
        (await As("desk", keep => keep.GetRequiredService<KeepStaff>().Run(nurse.Id, new("x", Profession.Nurse, "", null), default))).IsNotFound.ShouldBeTrue();
    }

    [Fact]
    public async Task Words_that_tell_of_somebody_are_not_taken_into_a_public_page()
    {
        var refused = await As("head", keep => keep.GetRequiredService<CloseDoors>().Run(null, "Bu Sari NIK 3310015507900002 pingsan", null, default));
        refused.Problems[0].Code.ShouldBe("TellsOfSomebody");
    }

    private async Task<T> As<T>(string role, Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = await App.ScopeOf(role);
        return await act(scope.ServiceProvider);
    }

    private async Task<ClinicSession> Session(string service, DayOfWeek day)
    {
        await using var scope = await App.ScopeOf("head");
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        return await db.Set<ClinicSession>().AsNoTracking().SingleAsync(row => row.Weekday == day && db.Set<HealthService>().Any(one => one.Id == row.ServiceId && one.Name == service));
    }
}
