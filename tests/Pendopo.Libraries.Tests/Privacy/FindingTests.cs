using Pendopo.Privacy;

namespace Pendopo.Libraries.Tests.Privacy;

/// <summary>Own sentences, none from the rows that measure. Each row of docs/privacy-kinds.md has at least one here.</summary>
public sealed class FindingTests
{
    private static readonly PrivacyFinder Finder = new();

    [Theory]
    [InlineData("Tolong NIK «3404015203900003» dicek ya", "nik")]
    [InlineData("nik: «34 0401 520390 0003»", "nik")]
    [InlineData("«3404.0152.0390.0003»", "nik")]
    [InlineData("nik «３４０４０１５２０３９００００３»", "nik")]
    [InlineData("KK «3404011203150003» baru dicetak", "kk")]
    [InlineData("nomor bpjs saya «0001 2345 6789 0»", "bpjs")]
    [InlineData("noka «1234567890123»", "bpjs")]
    [InlineData("No. RM «12-34-56» dibawa", "mrn")]
    [InlineData("rekam medis «A-10293»", "mrn")]
    [InlineData("MRN «PKM/22/0193»", "mrn")]
    [InlineData("telepon «0812-3456-7890» sore ini", "phone")]
    [InlineData("wa «+62 812 3456 7890»", "phone")]
    [InlineData("«628123456789»", "phone")]
    [InlineData("Telp rumah «(0274) 512345»", "phone")]
    [InlineData("call me at «+44 20 7946 0958»", "phone")]
    [InlineData("«nol delapan satu dua tiga empat lima enam tujuh delapan»", "phone")]
    [InlineData("hp «o812 3456 789o»", "phone")]
    [InlineData("kirim ke «sari.wulandari@contoh.id»", "email")]
    [InlineData("surel «sari [at] contoh [dot] id»", "email")]
    [InlineData("mobil plat «AB 1234 XY» parkir", "plate")]
    [InlineData("NPWP «01.234.567.8-541.000»", "npwp")]
    [InlineData("SIP «503/1234/SIP.B/2024» habis", "sip_str")]
    [InlineData("rekening BRI «0123-01-000456-50-7»", "account")]
    [InlineData("please charge my card «4111 1111 1111 1111»", "account")]
    [InlineData("IBAN «GB82WEST12345698765432»", "account")]
    [InlineData("reach her at «905-674-3793»", "phone")]
    [InlineData("akunnya «instagram.com/sari_manis»", "url_profile")]
    [InlineData("lihat «@sari_manis88»", "url_profile")]
    [InlineData("masuk dari «203.0.113.9»", "ip")]
    [InlineData("IMEI «356938035643809»", "device")]
    [InlineData("MAC «AA:BB:CC:00:11:22»", "device")]
    [InlineData("Ny. «Sari» kontrol besok", "name")]
    [InlineData("Pak «Budi Santoso» batuk sudah dua minggu", "name")]
    [InlineData("nama: «Sari Wulandari»", "name")]
    [InlineData("a.n. «Sari Wulandari», poli gigi", "name")]
    [InlineData("Dear Mrs. «Harrison», your result is ready", "name")]
    [InlineData("«Melati» sudah dua kali tidak ambil obat ARV", "name")]
    [InlineData("lahir «12 Maret 1990», mau imunisasi", "date")]
    [InlineData("tanggal lahir saya «12-03-1990»", "date")]
    [InlineData("Pasien masuk ranap «3/4/2025»", "date")]
    [InlineData("nenek saya «umur 97» masih sehat", "age")]
    [InlineData("Rumah pasien di «Jl. Mawar No. 7 RT 03 RW 05»", "address")]
    [InlineData("tinggal di «Dusun Karanganyar RT 02/05»", "address")]
    [InlineData("«anak Bu Tuti dari RT 04» kejang", "kin")]
    [InlineData("«istri Pak Lurah» hamil berisiko", "kin")]
    [InlineData("siswi «SMPN 2 Melati» positif hamil", "place_identifying")]
    public void An_identifier_is_found_where_it_stands(string marked, string kind)
    {
        var (text, start, end) = Marks.Read(marked);
        var found = Finder.Inspect(text).Findings;
        found.ShouldContain(finding => finding.Kind.Key() == kind && finding.Start < end && start < finding.End, text);
    }

    [Theory]
    [InlineData("Gawat darurat: 119. Polisi: 110. Darurat nasional: 112.")]
    [InlineData("Halo Kemenkes 1500-567 buka 24 jam.")]
    [InlineData("Parasetamol 500 mg 3x1, paling banyak 4 gram sehari.")]
    [InlineData("Tensi 120/80, gula 110 mg/dL, kolesterol 190.")]
    [InlineData("Posyandu Melati buka Rabu 4 Maret pukul 08.00 di balai desa.")]
    [InlineData("Webinar bersama dr. Tuti Hartati, Sp.A, 12 Maret 2026.")]
    [InlineData("Nomor batch 20250312A sudah ditarik.")]
    [InlineData("Biaya Rp1.250.000 untuk 12 kali kunjungan.")]
    [InlineData("Kasus DBD naik 35% dibanding 2024, dari 120 menjadi 162.")]
    [InlineData("Surat edaran No. 440/1182/2025 tentang imunisasi.")]
    [InlineData("Jalan Mawar ditutup untuk senam massal.")]
    [InlineData("Ruang Melati pindah ke lantai 2.")]
    [InlineData("Anak usia 9 bulan perlu imunisasi campak.")]
    [InlineData("NIK terdiri atas 16 digit, jangan ditulis di komentar.")]
    [InlineData("#JumatSehat #PuskesmasMelati")]
    [InlineData("Versi 2.14.3 aplikasi sudah tersedia.")]
    [InlineData("Router 192.168.1.1 itu bawaan pabrik.")]
    public void What_only_looks_like_one_is_left_alone(string text) => Finder.Inspect(text).Findings.ShouldBeEmpty();

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\uD800")]
    [InlineData("👨‍👩‍👧 0️⃣")]
    [InlineData("\u200B\u200B")]
    [InlineData("@")]
    [InlineData("+")]
    [InlineData("a@b")]
    [InlineData("'s")]
    [InlineData("RT")]
    [InlineData("Bu")]
    [InlineData("31/12")]
    public void Odd_and_empty_texts_are_read_without_harm(string text) => Finder.Inspect(text).Findings.ShouldBeEmpty();

    [Theory]
    [InlineData("08\u200B12\u200B3456\u200B7890")]
    [InlineData("０８１２３４５６７８９０")]
    [InlineData("0️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣9️⃣0️⃣")]
    [InlineData("𝟎𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗𝟎")]
    [InlineData("0812\u00A03456\u00A07890")]
    [InlineData("0812–3456–7890")]
    public void A_disguised_number_is_found_and_its_place_covers_the_original(string number)
    {
        var text = $"😀 wa {number} ya";
        var finding = Finder.Inspect(text).Findings.ShouldHaveSingleItem();
        finding.Kind.ShouldBe(FindingKind.Phone);
        text[finding.Start..finding.End].Length.ShouldBeGreaterThanOrEqualTo(number.TrimEnd('\uFE0F', '\u20E3').Length);
    }

    [Theory]
    [InlineData("3404015203900000", "serial 0000")]
    [InlineData("3404013213900003", "day 32")]
    [InlineData("3404017213900003", "day 72")]
    [InlineData("9904015203900003", "no such province")]
    [InlineData("3499015203900003", "no such regency")]
    [InlineData("34040152039000031", "17 digits")]
    public void Sixteen_digits_that_no_office_gave_out_are_no_NIK_without_its_name(string digits, string why) =>
        Finder.Inspect($"angka {digits} saja").Findings.ShouldNotContain(finding => finding.Kind == FindingKind.Nik, why);

    [Fact]
    public void The_centres_own_words_are_allowed_in_any_spelling()
    {
        var finder = new PrivacyFinder(new AllowList(["0274 512 345", "0811-2222-333"], ["halo@melati.contoh"], ["Ayu Lestari"]));
        finder.Inspect("Telp (0274) 512345, WA +62 811 2222 333, halo@melati.contoh. Bu Ayu Lestari siap membantu hasil lab.").Findings.ShouldBeEmpty();
    }

    [Fact]
    public void Overlaps_are_settled_the_same_way_every_time()
    {
        const string Text = "anak Bu Siti dari RT 03, NIK 3404015203900003, hp 081234567890, lahir 12/03/1990";
        var one = Finder.Inspect(Text).Findings;
        Finder.Inspect(Text).Findings.ShouldBe(one);
        one.Zip(one.Skip(1)).ShouldAllBe(pair => pair.First.End <= pair.Second.Start);
    }

    [Fact]
    public void A_masked_text_stays_readable()
    {
        const string Text = "Bu Tuti, hasil lab sudah jadi. Hubungi 081234567890.";
        Masking.Mask(Text, Finder.Inspect(Text).Findings).ShouldBe("Bu [nama], hasil lab sudah jadi. Hubungi [telepon].");
        Masking.Mask(Text, Finder.Inspect(Text).Findings, inEnglish: true).ShouldBe("Bu [name], hasil lab sudah jadi. Hubungi [phone].");
    }
}

internal static class Marks
{
    public static (string Text, int Start, int End) Read(string marked)
    {
        var start = marked.IndexOf('«');
        var end = marked.IndexOf('»') - 1;
        return (marked.Replace("«", "").Replace("»", ""), start, end);
    }
}
