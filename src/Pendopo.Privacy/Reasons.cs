namespace Pendopo.Privacy;

/// <summary>The reasons of findings and risks in words.</summary>
public static class Reasons
{
    private static readonly Dictionary<string, (string Id, string En)> Words = new(StringComparer.Ordinal)
    {
        ["nik.valid"] = ("16 digit dengan kode wilayah dan tanggal yang sah", "16 digits with a region code and a date that exist"),
        ["kk.valid"] = ("16 digit nomor kartu keluarga", "16 digits of a family card"),
        ["number.named"] = ("kata di dekatnya menyebut jenis nomornya", "a word beside it says what number it is"),
        ["number.spoken"] = ("nomor yang ditulis dengan kata", "a number written in words"),
        ["card.check"] = ("nomor kartu atau rekening yang lolos pemeriksaan digit", "a card or account number whose check digits are right"),
        ["npwp.shape"] = ("berbentuk NPWP", "has the form of a tax number"),
        ["bpjs.shape"] = ("13 digit yang diawali 000", "13 digits that begin with 000"),
        ["phone.shape"] = ("berbentuk nomor telepon", "has the form of a phone number"),
        ["email.shape"] = ("alamat surel", "an e-mail address"),
        ["email.disguised"] = ("alamat surel yang disamarkan", "an e-mail address in disguise"),
        ["profile.handle"] = ("nama akun seseorang", "somebody's handle"),
        ["profile.address"] = ("alamat profil seseorang", "the address of somebody's profile"),
        ["ip.shape"] = ("alamat IP", "an IP address"),
        ["mac.shape"] = ("alamat perangkat", "a device's address"),
        ["mrn.shape"] = ("berbentuk nomor rekam medis", "has the form of a record number"),
        ["sip.shape"] = ("berbentuk nomor izin praktik", "has the form of a licence"),
        ["plate.shape"] = ("berbentuk pelat nomor", "has the form of a number plate"),
        ["name.person"] = ("nama orang, menurut kata-kata di sekitarnya", "a person's name, by the words around it"),
        ["name.spelled"] = ("nama yang dieja atau disamarkan", "a name spelled out or disguised"),
        ["name.initials"] = ("inisial seseorang", "somebody's initials"),
        ["kin.told"] = ("seseorang dikenali dari kerabatnya", "somebody is told by whose relative they are"),
        ["date.person"] = ("tanggal yang terikat pada seseorang", "a date tied to a person"),
        ["age.high"] = ("usia di atas 89 hanya dimiliki sedikit orang", "few people are older than 89"),
        ["address.home"] = ("rumah seseorang dapat ditemukan", "somebody's home can be found"),
        ["place.singles"] = ("sekolah atau tempat kerja yang menunjuk satu orang", "a school or workplace that singles somebody out"),
        ["patient.named"] = ("menegaskan bahwa orang ini adalah pasien", "says of a person who can be found that they are a patient"),
        ["patient.addressed"] = ("menegaskan hal kesehatan kepada orang yang disapa", "confirms a health matter to the person addressed"),
        ["combination.condition"] = ("pengenal bersama suatu penyakit", "an identifier beside a condition"),
        ["combination.rare"] = ("tempat kecil bersama penyakit yang jarang", "a small place beside a rare condition"),
    };

    /// <summary>Every key there is.</summary>
    public static IReadOnlyCollection<string> All => Words.Keys;

    /// <summary>The reason in Indonesian, or in English; an unknown key is given back as it is.</summary>
    /// <param name="key">A <see cref="Finding.Reason"/> or <see cref="Risk.Reason"/>.</param>
    /// <param name="inEnglish">English words; Indonesian ones when false.</param>
    public static string Tell(string key, bool inEnglish = false)
    {
        ArgumentNullException.ThrowIfNull(key);
        return !Words.TryGetValue(key, out var words) ? key : inEnglish ? words.En : words.Id;
    }
}
