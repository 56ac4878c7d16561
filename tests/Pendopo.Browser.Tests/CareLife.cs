using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Care;
using Pendopo.Care.Appointments;
using Pendopo.Care.Classes;
using Pendopo.Care.Complaints;
using Pendopo.Care.Queue;
using Pendopo.Care.Rebookings;
using Pendopo.Care.Series;
using Pendopo.Care.Services;
using Pendopo.Care.Waiting;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Browser.Tests;

/// <summary>Somebody who booked at the desk, so that the pages of care have something to show.</summary>
internal static class CareLife
{
    public static async Task AddAsync(IServiceProvider services, Dictionary<string, string> samples)
    {
        var db = services.GetRequiredService<PendopoDb>();
        var centre = await services.GetRequiredService<CentreDirectory>().ById(services.GetRequiredService<CentreScope>().Centre, default);
        var desk = await db.Set<Account>().Where(account => account.Email == "wulan@melati.example").Select(account => account.PersonId).SingleAsync();
        await using var scope = services.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        await scope.ServiceProvider.Enter(centre!, await db.Set<Person>().SingleAsync(person => person.Id == desk), default);
        var (own, plan) = (scope.ServiceProvider, await scope.ServiceProvider.GetRequiredService<PlanReader>().Ahead(7, default));
        // Tomorrow may be a Sunday.
        var day = Enumerable.Range(1, 7).Select(ahead => plan.Today.AddDays(ahead)).First(ahead => plan.On(ahead).Any(sitting => sitting.Service.Name == CareSample.General));
        var time = (await own.GetRequiredService<FreeTimes>().AtDesk(plan, day, Payer.Insured, default)).First(free => free.Sitting.Service.Name == CareSample.General);
        var booked = (await own.GetRequiredService<BookAppointment>().AtDesk(new(time.Sitting.Session.Id, time.Sitting.Day, time.Minute), new("Bu Sari", "081200000101", ForWhom.Self, Payer.Insured), BookedBy.Telephone, extra: false, default)).Value;
        var other = (await own.GetRequiredService<BookAppointment>().AtDesk(new(time.Sitting.Session.Id, time.Sitting.Day, time.Minute), new("Mbah Karto", "", ForWhom.Self, Payer.Insured), BookedBy.AtDesk, extra: false, default)).Value;
        samples["/desk/care/rebookings/{Number:guid}"] = $"/desk/care/rebookings/{(await own.GetRequiredService<RebookPeople>().Run(new(time.Sitting.Day, [other.Id], FallsOut: false), default)).Value.Id}";
        var came = (await own.GetRequiredService<BookAppointment>().AtDesk(new(time.Sitting.Session.Id, time.Sitting.Day, time.Minute + time.Sitting.Session.EveryMinutes), new("Bu Ratna", "", ForWhom.Self, Payer.Insured), BookedBy.AtDesk, extra: false, default)).Value;
        await own.GetRequiredService<ChangeAppointment>().Note(came.Id, AppointmentState.CheckedIn, default);
        await db.Set<Appointment>().AcrossCentres().Where(row => row.Id == came.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.StartsAt, own.GetRequiredService<TimeProvider>().GetUtcNow().AddHours(-1)));
        var opinion = $"/appointment/{own.GetRequiredService<AppointmentKeys>().SecretOf(came)}/opinion";
        (samples["/appointment/{Secret}/opinion"], samples["/{At}/appointment/{Secret}/opinion"]) = (opinion, "/@melati" + opinion);
        var link = $"/appointment/{own.GetRequiredService<AppointmentKeys>().SecretOf(booked)}";
        samples["/desk/care/services/{Number:guid}"] = $"/desk/care/services/{booked.ServiceId}";
        samples["/desk/care/appointments/{Number:guid}"] = $"/desk/care/appointments/{booked.Id}";
        var complaint = (await own.GetRequiredService<MakeComplaint>().Run(new(ComplaintAbout.Waiting, booked.ServiceId, plan.Today, null, "Saya menunggu empat jam.", "", ""), atDesk: true, default)).Value;
        samples["/desk/care/complaints/{Number:guid}"] = $"/desk/care/complaints/{complaint.Id}";
        samples["/{At}/complaints"] = "/@melati/complaints";
        samples["/desk/care/series/{Number:guid}"] = $"/desk/care/series/{(await own.GetRequiredService<KeepSeries>().Begin(new(SeriesKind.Antenatal, booked.ServiceId, plan.Today.AddDays(-100), "Bu Ratna", "", Payer.Insured), default)).Value.Id}";
        var service = $"/services/{time.Sitting.Service.Slug}";
        var waits = (await own.GetRequiredService<WaitInLine>().Join(new(booked.ServiceId, plan.Today, plan.Today.AddDays(3), "Pak Joko", "081200000109", Payer.Insured), atDesk: true, default)).Value;
        foreach (var (template, path) in new[] { ("/services/{Slug}/wait", $"{service}/wait"), ("/waiting/{Secret}", $"/waiting/{own.GetRequiredService<WaitingKeys>().SecretOf(waits)}"), ("/services/{Slug}", service), ("/services/{Slug}/book", $"{service}/book"), ("/appointment/{Secret}", link), ("/appointment/{Secret}/times", $"{link}/times"), ("/appointment/{Secret}/complaint", $"{link}/complaint"), ("/complaint/{Code}", $"/complaint/{own.GetRequiredService<ComplaintKeys>().CodeOf(complaint)}") })
            (samples[template], samples["/{At}" + template]) = (path, "/@melati" + path);
        await AddClass(own, db, plan.Today, samples);
        samples["/{At}/queue"] = "/@melati/queue";
        if (plan.On(plan.Today).FirstOrDefault(sitting => sitting.IsHeld) is { } held && (await own.GetRequiredService<IssueNumber>().Run(new(held.Session.Id, PriorityClass.Elderly, ReasonGroup.Fever, null), default)) is { Ok: true } given)
        {
            (samples["/queue/{Secret}"], samples["/{At}/queue/{Secret}"]) = ($"/queue/{own.GetRequiredService<TicketKeys>().SecretOf(given.Value)}", $"/@melati/queue/{own.GetRequiredService<TicketKeys>().SecretOf(given.Value)}");
            samples["/desk/care/queue/tickets/{Number:guid}"] = $"/desk/care/queue/tickets/{given.Value.Id}";
        }
        samples["/{At}/services"] = "/@melati/services";
    }

    /// <summary>Somebody who was at a class today, with a certificate, and somebody who waits.</summary>
    private static async Task AddClass(IServiceProvider own, PendopoDb db, DateOnly today, Dictionary<string, string> samples)
    {
        var (keys, join, centre) = (own.GetRequiredService<ClassKeys>(), own.GetRequiredService<JoinClass>(), own.GetRequiredService<CentreScope>().Centre);
        var zone = (await own.GetRequiredService<CentreDirectory>().ById(centre, default))!.Zone;
        var held = CareClass.Of(centre, "kelas-jantung", new("Kelas jantung sehat", "Empat hal tentang tekanan darah.", null, null, "dr. Made", "Aula", "Dewasa", "Buku catatan", "Gratis", "", 1, false, 1));
        var meeting = ClassMeeting.Of(held, today, (0, 60), zone);
        db.AddRange(held, meeting, ClassMeeting.Of(held, today.AddDays(7), (600, 660), zone), ClassMeeting.Of(held, today.AddDays(14), (600, 660), zone));
        await db.SaveChangesAsync();
        var sari = (await join.AtDesk(held.Id, new("Bu Sari", "081200000101"), BookedBy.Telephone, default)).Value;
        await join.AtDesk(held.Id, new("Pak Joko", "081200000102"), BookedBy.Telephone, default);
        await own.GetRequiredService<TickMeeting>().Run(meeting.Id, [sari.Id], [sari.Id], default);
        var secret = keys.SecretOf(sari)!;
        var paper = (await own.GetRequiredService<Certificates>().Ask(secret, "Sari Wulandari", shown: true, default)).Value;
        samples["/desk/care/classes/{Number:guid}"] = $"/desk/care/classes/{held.Id}";
        samples["/desk/care/classes/meetings/{Number:guid}"] = $"/desk/care/classes/meetings/{meeting.Id}";
        foreach (var (template, path) in new[] { ("/classes", "/classes"), ("/classes/{Slug}", "/classes/kelas-jantung"), ("/class/{Secret}", $"/class/{secret}"), ("/class/{Secret}/certificate", $"/class/{secret}/certificate"), ("/certificate", "/certificate"), ("/certificate/{Code}", $"/certificate/{keys.CodeOf(paper)}") })
            (samples[template], samples["/{At}" + template]) = (path, "/@melati" + path);
    }
}
