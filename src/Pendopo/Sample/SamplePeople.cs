using Pendopo.Platform.Access;

namespace Pendopo.Sample;

/// <summary>One of the people of the sample world.</summary>
/// <param name="Key">The role; of Kenanga's people with the handle behind it, so that each key stands for one person.</param>
/// <param name="Name">The name.</param>
/// <param name="Title">What they are at work, or empty.</param>
/// <param name="Email">The address they sign in with; `.example` reaches nobody (RFC 2606).</param>
internal sealed record SamplePerson(string Key, string Name, string Title, string Email)
{
    public string Role => Key.Split('@')[0];

    public bool AtKenanga => Key.EndsWith("@kenanga", StringComparison.Ordinal);
}

/// <summary>The people of the sample world: one for each sample role at Puskesmas Melati, and a few at Puskesmas Kenanga.</summary>
internal static class SamplePeople
{
    public static readonly IReadOnlyList<SamplePerson> All =
    [
        new(SampleRoles.Administrator, "Rina Wulandari", "Administrator", "rina@melati.example"),
        new(SampleRoles.Officer, "Mas Dimas", "Petugas promkes", "dimas@melati.example"),
        new(SampleRoles.Reviewer, "Bidan Ayu", "Kesehatan ibu dan anak", "ayu@melati.example"),
        new(SampleRoles.Clinician, "Ners Komang", "Ruang tindakan", "komang@melati.example"),
        new(SampleRoles.Desk, "Mbak Wulan", "Loket", "wulan@melati.example"),
        new(SampleRoles.Moderator, "Mbak Sekar", "Moderator", "sekar@melati.example"),
        new(SampleRoles.SafetyLead, "Ibu Ratna", "Penanggung jawab keselamatan", "ratna@melati.example"),
        new(SampleRoles.Kader, "Bu Yanti", "Kader", "yanti@melati.example"),
        new(SampleRoles.Head, "dr. Made", "Kepala puskesmas", "made@melati.example"),
        new(SampleRoles.DistrictOfficer, "Pak Agus", "Dinas kesehatan", "agus@dinkes.example"),
        new(SampleRoles.GuestExpert, "dr. Lestari, Sp.A", "Dokter spesialis anak", "lestari@tamu.example"),
        new(SampleRoles.Auditor, "Pak Hendra", "Auditor", "hendra@dinkes.example"),
        new(SampleRoles.Member, "Bu Sari", "", "sari@warga.example"),
        new(SampleRoles.Caregiver, "Pak Joko", "", "joko@warga.example"),
        new("administrator@kenanga", "Bu Tini", "Administrator", "tini@kenanga.example"),
        new("officer@kenanga", "Mas Bagus", "Petugas promkes", "bagus@kenanga.example"),
        new("reviewer@kenanga", "dr. Nila", "Poli umum", "nila@kenanga.example"),
        new("member@kenanga", "Bu Endang", "", "endang@warga.example"),
    ];
}
