using Pendopo.Care.Services;
using Pendopo.Platform;
using Pendopo.Platform.Access;

namespace Pendopo.Care.Appointments;

/// <summary>People who booked in the demonstration: the next day on which the general clinic is held, and the one after.</summary>
internal static class AppointmentSample
{
    private static readonly (string Name, string Phone, Payer Payer, BookedBy How)[] People =
    [
        ("Bu Sari", "081200000101", Payer.Insured, BookedBy.Telephone), ("Pak Joko", "081200000102", Payer.Insured, BookedBy.AtDesk), ("Bu Endang", "081200000103", Payer.Paying, BookedBy.Telephone),
        ("Mbah Karto", "", Payer.Insured, BookedBy.AtDesk), ("Dewi Lestari", "081200000105", Payer.Paying, BookedBy.Telephone), ("Slamet", "081200000106", Payer.Insured, BookedBy.AtDesk),
    ];

    public static Task Add(SampleScene scene, CancellationToken cancel) => scene.As(SampleRoles.Desk, scene.Melati, async services =>
    {
        var (plan, book, free) = (await services.GetRequiredService<PlanReader>().Ahead(7, cancel), services.GetRequiredService<BookAppointment>(), services.GetRequiredService<FreeTimes>());
        foreach (var (person, index) in People.Select((person, index) => (person, index)))
        {
            var day = Enumerable.Range(index / 4, 7).Select(ahead => plan.Today.AddDays(ahead)).First(day => plan.On(day).Any(sitting => sitting.IsHeld && sitting.Service.Bookable));
            if ((await free.AtDesk(plan, day, person.Payer, cancel)).Where(time => time.Left > 0).Skip(index % 3).FirstOrDefault() is { } time)
                await book.AtDesk(new(time.Sitting.Session.Id, day, time.Minute), new(person.Name, person.Phone, ForWhom.Self, person.Payer), person.How, extra: false, cancel);
        }
    }, cancel);
}
