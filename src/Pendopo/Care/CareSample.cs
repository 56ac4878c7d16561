using Pendopo.Care.Services;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Care;

/// <summary>Care in the sample world: five services of Melati with their week, one of Kenanga.</summary>
internal static class CareSample
{
    public const string General = "Poli umum", Mother = "Kesehatan ibu dan anak", Dental = "Poli gigi";

    private static readonly DayOfWeek[] Weekdays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday];

    public static Task Add(SampleScene scene, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var (db, melati, kenanga) = (scene.Db, scene.Melati.Id, scene.Kenanga.Id);
        var year = scene.Now.Year;
        var made = StaffMember.Of(melati, "dr. Made", Profession.Doctor, "SIP 446/101/2024", new(year + 2, 3, 1));
        var ayu = StaffMember.Of(melati, "Bidan Ayu", Profession.Midwife, "SIPB 446/207/2024", new(year + 1, 11, 30));
        var laras = StaffMember.Of(melati, "drg. Laras", Profession.Dentist, "SIP 446/118/2025", new(year + 3, 6, 15));
        var komang = StaffMember.Of(melati, "Ners Komang", Profession.Nurse, "SIPP 446/330/2025", new(year + 3, 1, 10));
        db.AddRange(made, ayu, laras, komang);
        var general = Service(new(General, ServiceCluster.AdultsAndElderly, "Pemeriksaan dan pengobatan umum untuk dewasa dan lansia.", "KTP, kartu BPJS bila ada, obat yang sedang diminum.", "", "Gratis dengan JKN. Tanpa JKN sesuai tarif daerah.", "A", true, 14));
        Add(general, made, "Ruang 1", (480, 720), 15, 2, 4, Weekdays);
        var mother = Service(new(Mother, ServiceCluster.MotherAndChild, "Pemeriksaan kehamilan, nifas, bayi dan balita.", "Buku KIA, KTP, kartu BPJS bila ada.", "", "Gratis dengan JKN.", "B", true, 14));
        Add(mother, ayu, "Ruang 3", (480, 690), 20, 1, 4, Weekdays[..5]);
        var dental = Service(new(Dental, ServiceCluster.AcrossClusters, "Pemeriksaan gigi, tambal, dan cabut gigi.", "KTP, kartu BPJS bila ada.", "Makan dulu sebelum datang, dan sikat gigi.", "Gratis dengan JKN untuk layanan dasar.", "C", true, 14));
        Add(dental, laras, "Ruang 5", (480, 660), 30, 1, 0, DayOfWeek.Monday, DayOfWeek.Wednesday, DayOfWeek.Friday);
        var vaccine = Service(new("Imunisasi", ServiceCluster.MotherAndChild, "Imunisasi dasar dan lanjutan bayi dan balita.", "Buku KIA.", "Beri tahu kami bila anak sedang demam.", "Gratis.", "D", false, 14));
        Add(vaccine, komang, "Ruang 4", (480, 660), 0, 1, 0, DayOfWeek.Tuesday, DayOfWeek.Thursday);
        var urgent = Service(new("Gawat darurat", ServiceCluster.AcrossClusters, "Pertolongan pertama. Langsung datang, tanpa janji.", "", "", "", "G", false, 14));
        Add(urgent, komang, "Ruang tindakan", (420, 1260), 0, 1, 0, [.. Weekdays, DayOfWeek.Sunday]);
        var other = HealthService.Of(kenanga, CareSlug.Of(General), general.Words);
        db.Add(other);
        db.AddRange(Weekdays.Select(day => ClinicSession.Of(other, new(day, null, 480, 720, "Ruang 1", null, 15, 1, 0, null, null))));
        return Task.CompletedTask;

        HealthService Service(ServiceWords words)
        {
            var service = HealthService.Of(melati, CareSlug.Of(words.Name), words);
            db.Add(service);
            return service;
        }

        void Add(HealthService service, StaffMember staff, string room, (int From, int To) hours, int every, int seats, int kept, params DayOfWeek[] days) =>
            db.AddRange(days.Select(day => ClinicSession.Of(service, new(day, null, hours.From, hours.To, room, staff.Id, every, seats, kept, null, null))));
    }
}
