using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Care;
using Pendopo.Care.Appointments;
using Pendopo.Care.Queue;
using Pendopo.Care.Rebookings;
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
        var service = $"/services/{time.Sitting.Service.Slug}";
        var waits = (await own.GetRequiredService<WaitInLine>().Join(new(booked.ServiceId, plan.Today, plan.Today.AddDays(3), "Pak Joko", "081200000109", Payer.Insured), atDesk: true, default)).Value;
        foreach (var (template, path) in new[] { ("/services/{Slug}/wait", $"{service}/wait"), ("/waiting/{Secret}", $"/waiting/{own.GetRequiredService<WaitingKeys>().SecretOf(waits)}"), ("/services/{Slug}", service), ("/services/{Slug}/book", $"{service}/book"), ("/appointment/{Secret}", link), ("/appointment/{Secret}/times", $"{link}/times") })
            (samples[template], samples["/{At}" + template]) = (path, "/@melati" + path);
        samples["/{At}/queue"] = "/@melati/queue";
        if (plan.On(plan.Today).FirstOrDefault(sitting => sitting.IsHeld) is { } held && (await own.GetRequiredService<IssueNumber>().Run(new(held.Session.Id, PriorityClass.Elderly, ReasonGroup.Fever, null), default)) is { Ok: true } given)
        {
            (samples["/queue/{Secret}"], samples["/{At}/queue/{Secret}"]) = ($"/queue/{own.GetRequiredService<TicketKeys>().SecretOf(given.Value)}", $"/@melati/queue/{own.GetRequiredService<TicketKeys>().SecretOf(given.Value)}");
            samples["/desk/care/queue/tickets/{Number:guid}"] = $"/desk/care/queue/tickets/{given.Value.Id}";
        }
        samples["/{At}/services"] = "/@melati/services";
    }
}
