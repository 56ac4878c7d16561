using Pendopo.Privacy;

namespace Pendopo.Libraries.Tests.Privacy;

/// <summary>Every row of the tables in docs/privacy-kinds.md: the HIPAA Safe Harbor list and the identifiers of Indonesia.</summary>
public sealed class KindTableTests
{
    private static readonly PrivacyFinder Finder = new();

    [Theory]
    [InlineData("A", "Pasien bernama Wahyu Triatmojo batuk darah", "name", "Wahyu Triatmojo")]
    [InlineData("B", "Alamat saya Gang Manggis III no 8", "address", "Gang Manggis III no 8")]
    [InlineData("C", "Pasien masuk ranap 14 Februari 2025", "date", "14 Februari 2025")]
    [InlineData("C", "Kakek umur 94 tahun jatuh", "age", "94")]
    [InlineData("D", "WA saya 0812-7788-9900", "phone", "0812-7788-9900")]
    [InlineData("E", "Fax hasil lab ke (024) 7612345", "phone", "(024) 7612345")]
    [InlineData("F", "Kirim ke wulan.s@pos.example", "email", "wulan.s@pos.example")]
    [InlineData("G", "NIK 3404015203900003", "nik", "3404015203900003")]
    [InlineData("H", "Rekam medis RM 045-67-89", "mrn", "045-67-89")]
    [InlineData("I", "No JKN 0001987654321 nonaktif", "bpjs", "0001987654321")]
    [InlineData("J", "Rekening BRI 002101098765501", "account", "002101098765501")]
    [InlineData("K", "SIP dokter 503.446/0921/SIPD/2022 habis", "sip_str", "503.446/0921/SIPD/2022")]
    [InlineData("L", "Motor plat DK 4521 AB parkir di IGD", "plate", "DK 4521 AB")]
    [InlineData("M", "IMEI 351234098765432 hp pasien", "device", "351234098765432")]
    [InlineData("N", "Curhat di instagram.com/marlina.stories", "url_profile", "instagram.com/marlina.stories")]
    [InlineData("O", "Login dari 198.51.100.77", "ip", "198.51.100.77")]
    [InlineData("R", "Anak Bu Siti dari RT 03 kena DBD", "kin", "Anak Bu Siti dari RT 03")]
    [InlineData("R", "Santri Ponpes Darul Hikmah positif TB", "place_identifying", "Ponpes Darul Hikmah")]
    public void A_row_of_Safe_Harbor_is_found(string letter, string text, string kind, string words) =>
        Words(text, kind).ShouldContain(found => found.Contains(words, StringComparison.Ordinal) || words.Contains(found, StringComparison.Ordinal), letter);

    [Theory]
    [InlineData("NIK of a woman, day of birth + 40", "KTP saya 3275014405920007", "nik")]
    [InlineData("NIK with blanks", "nik 3578 0966 1290 0003", "nik")]
    [InlineData("family card", "KK 3471032208110007 mau pindah faskes", "kk")]
    [InlineData("insurance card", "noka 0002233445566", "bpjs")]
    [InlineData("record number, short form", "NRM: 0083321", "mrn")]
    [InlineData("mobile number", "hubungi 085712349981", "phone")]
    [InlineData("mobile number with the country", "+6281390001122", "phone")]
    [InlineData("number said in words", "hp nol delapan satu tiga lima lima enam tujuh delapan sembilan", "phone")]
    [InlineData("look-alike digits", "wa 08i2 3O45 678I", "phone")]
    [InlineData("tax number", "NPWP 09.876.543.2-101.000", "npwp")]
    [InlineData("licence of a midwife", "SIPB 446/1023/SIPB/VIII/2022", "sip_str")]
    [InlineData("registration of a nurse", "STR perawat 1901522203344556", "sip_str")]
    [InlineData("number plate", "mobil W 5521 NB", "plate")]
    [InlineData("number plate in one", "mobil saya AB1287XZ", "plate")]
    [InlineData("e-wallet", "gopay saya 081299887766", "account")]
    [InlineData("RT and RW", "Kampung Baru RT 06 RW 02, pasien TB", "address")]
    [InlineData("hamlet", "tinggal di Dusun Karanganyar RT 2", "address")]
    [InlineData("house beside a landmark", "rumahnya belakang masjid Al Ikhlas RT 06", "address")]
    [InlineData("place and day of birth", "TTL: Wonogiri, 17 Agustus 1969", "date")]
    [InlineData("one-word name", "Bu Tuti, hasil lab sudah jadi", "name")]
    [InlineData("name that is a flower", "Melati sudah dua kali tidak ambil obat TB", "name")]
    public void An_identifier_of_Indonesia_is_found(string row, string text, string kind) =>
        Words(text, kind).ShouldNotBeEmpty(row);

    [Theory]
    [InlineData("Hotline 119 ext 8 siap 24 jam")]
    [InlineData("Pembicara: Ns. Daryanto, S.Kep dari RSUD")]
    [InlineData("Gubernur Khofifah membagikan sembako")]
    [InlineData("Batch no. VX-22091 ditarik, versi 4.0.12 tersedia")]
    [InlineData("Dosis parasetamol anak 10-15 mg/kg tiap 6 jam, harga Rp 15.000")]
    [InlineData("Senam lansia 14 Februari 2026 di lapangan")]
    [InlineData("Banyuwangi zona merah DBD, kasus naik 34%")]
    public void What_is_harmless_stays(string text) => Finder.Inspect(text).Findings.ShouldBeEmpty();

    private static List<string> Words(string text, string kind) =>
        [.. Finder.Inspect(text).Findings.Where(found => found.Kind.Key() == kind).Select(found => text[found.Start..found.End])];
}
