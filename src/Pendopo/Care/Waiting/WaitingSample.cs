using Pendopo.Care.Appointments;
using Pendopo.Care.Services;
using Pendopo.Platform;
using Pendopo.Platform.Access;

namespace Pendopo.Care.Waiting;

/// <summary>Two people who wait for the dentist in the demonstration.</summary>
internal static class WaitingSample
{
    private static readonly (string Name, string Phone)[] People = [("Pak Wayan", "081200000111"), ("Bu Ratna", "081200000112")];

    public static Task Add(SampleScene scene, CancellationToken cancel) => scene.As(SampleRoles.Desk, scene.Melati, async services =>
    {
        var plan = await services.GetRequiredService<PlanReader>().Ahead(0, cancel);
        var dental = plan.Services.First(service => service.Name == CareSample.Dental);
        foreach (var (name, phone) in People)
            await services.GetRequiredService<WaitInLine>().Join(new(dental.Id, plan.Today, plan.Today, name, phone, Payer.Insured), atDesk: true, cancel);
    }, cancel);
}
