using Pendopo.Care.Appointments;
using Pendopo.Care.Services;
using Pendopo.Platform;
using Pendopo.Platform.Access;

namespace Pendopo.Care.Series;

/// <summary>Two series in the demonstration: a pregnancy that is late for its second visit, and a therapy that begins.</summary>
internal static class SeriesSample
{
    public static Task Add(SampleScene scene, CancellationToken cancel) => scene.As(SampleRoles.Clinician, scene.Melati, async services =>
    {
        var (keep, plan) = (services.GetRequiredService<KeepSeries>(), await services.GetRequiredService<PlanReader>().Ahead(0, cancel));
        var mother = plan.Services.First(service => service.Name == CareSample.Mother).Id;
        var pregnancy = (await keep.Begin(new(SeriesKind.Antenatal, mother, plan.Today.AddDays(-140), "Bu Ratna", "081200000112", Payer.Insured), cancel)).Value;
        await keep.Had(pregnancy.Id, 1, plan.Today.AddDays(-80), cancel);
        await keep.Begin(new(SeriesKind.Therapy, plan.Services.First(service => service.Name == CareSample.General).Id, plan.Today, "Pak Joko", "081200000102", Payer.Insured), cancel);
    }, cancel);
}
