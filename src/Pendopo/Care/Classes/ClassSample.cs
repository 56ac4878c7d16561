using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Appointments;
using Pendopo.Care.Services;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Classes;

/// <summary>Classes in the demonstration: a workshop that is nearly full and met today, an exercise club, and a day of the posyandu that is full.</summary>
internal static class ClassSample
{
    public const string Heart = "Kelas jantung sehat";

    public static async Task Add(SampleScene scene, CancellationToken cancel)
    {
        await scene.As(SampleRoles.Head, scene.Melati, async services =>
        {
            var (keep, today) = (services.GetRequiredService<KeepClass>(), services.GetRequiredService<PlanReader>().Today);
            var mother = await services.GetRequiredService<PendopoDb>().Set<HealthService>().Where(row => row.Name == CareSample.Mother).Select(row => row.Id).SingleAsync(cancel);
            var made = await services.GetRequiredService<PendopoDb>().Set<StaffMember>().Where(row => row.Name == "dr. Made").Select(row => row.Id).SingleAsync(cancel);
            await keep.Add(new(Heart, "Empat pertemuan tentang tekanan darah, makan, gerak, dan kapan harus ke puskesmas.", null, made, "", "Aula puskesmas", "Dewasa, dengan atau tanpa darah tinggi", "Buku catatan; obat yang sedang diminum", "Gratis", "Bahasa Indonesia dan Jawa", 6, false, 1),
                new(today, 600, 690, MeetingRhythm.Weekly, 4), cancel);
            await keep.Add(new("Senam lansia", "Senam ringan bersama, lalu cek tekanan darah.", null, null, "Ners Komang dan kader", "Lapangan balai desa", "Lansia", "Handuk kecil, air minum", "Gratis", "", null, false, 0), new(today.AddDays(2), 390, 450, MeetingRhythm.Weekly, 8), cancel);
            await keep.Add(new("Posyandu Mawar", "Timbang balita, imunisasi, dan bincang gizi.", mother, null, "Kader Posyandu Mawar", "Rumah Bu RT 03", "Bayi dan balita", "Buku KIA", "Gratis", "", 2, false, 0), new(today.AddDays(5), 480, 660, MeetingRhythm.Monthly, 3), cancel);
        }, cancel);
        await scene.As(SampleRoles.Desk, scene.Melati, async services =>
        {
            var (db, join) = (services.GetRequiredService<PendopoDb>(), services.GetRequiredService<JoinClass>());
            foreach (var (title, people) in new[] { (Heart, new[] { ("Pak Wayan", "081200000111"), ("Bu Endang", "081200000103"), ("Mbah Karto", "") }), ("Senam lansia", [("Mbah Karto", "")]), ("Posyandu Mawar", [("Dewi Lestari", "081200000105"), ("Bu Ratna", "081200000112"), ("Bu Sari", "081200000101")]) })
            {
                var id = await db.Set<CareClass>().Where(row => row.Title == title).Select(row => row.Id).SingleAsync(cancel);
                foreach (var (name, phone) in people)
                    await join.AtDesk(id, new(name, phone), BookedBy.Telephone, cancel);
            }
        }, cancel);
    }
}
