using Pendopo.Care.Services;
using Pendopo.Platform;
using Pendopo.Platform.Access;

namespace Pendopo.Care.Complaints;

/// <summary>Three complaints in the demonstration: one waits, one is in hand, one was mended.</summary>
internal static class ComplaintSample
{
    private static readonly (ComplaintAbout About, string Service, string Words)[] All =
    [
        (ComplaintAbout.Place, CareSample.Dental, "Kursi roda tidak bisa lewat ke Ruang 5 karena ada lemari di lorong."),
        (ComplaintAbout.Waiting, CareSample.General, "Saya datang pukul tujuh dan baru dipanggil pukul sebelas. Nomor yang datang setelah saya dipanggil dulu."),
        (ComplaintAbout.Information, CareSample.Mother, "Di situs tertulis buka sampai setengah dua belas, tetapi pukul sebelas loket sudah tutup."),
    ];

    public static async Task Add(SampleScene scene, CancellationToken cancel)
    {
        var made = new List<Complaint>();
        await scene.As(SampleRoles.Desk, scene.Melati, async services =>
        {
            var plan = await services.GetRequiredService<PlanReader>().Ahead(0, cancel);
            foreach (var (about, service, words) in All)
                made.Add((await services.GetRequiredService<MakeComplaint>().Run(new(about, plan.Services.First(row => row.Name == service).Id, plan.Today.AddDays(-1), null, words, "", ""), atDesk: true, cancel)).Value);
        }, cancel);
        await scene.As(SampleRoles.Head, scene.Melati, async services =>
        {
            var (tend, head) = (services.GetRequiredService<TendComplaint>(), scene.People[SampleRoles.Head].Id);
            await tend.Give(made[1].Id, head, cancel);
            await tend.Answer(made[2].Id, "Terima kasih. Loket sekarang buka sampai pukul 11.30, dan jam itu tertulis di pintu.", mended: true, cancel);
        }, cancel);
    }
}
