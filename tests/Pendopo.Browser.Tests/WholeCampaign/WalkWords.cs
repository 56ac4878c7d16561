namespace Pendopo.Browser.Tests.WholeCampaign;

/// <summary>What is written on a walk. The posts are Indonesian, as those are who read them; only their names differ, so that two walks stand beside each other.</summary>
internal sealed class WalkWords(string language)
{
    /// <summary>A word that only this walk says.</summary>
    public string Mark { get; } = language == "id" ? "(Kamis)" : "(Jumat)";

    public string Objective => $"Tekanan darah terkendali {Mark}";

    public string Campaign => $"Kenali tekanan darah {Mark}";

    public string Brief => "Untuk warga di atas 40 tahun.\n\nSatu pesan tiap kiriman.";

    public string Title => $"Tiga langkah menjaga tekanan darah {Mark}";

    public string TitleEnglish => $"Three steps to keep blood pressure {Mark}";

    public string Summary => $"Tiga kebiasaan kecil setiap hari {Mark}.";

    public string Local => $"Ukur tekanan darah di dekat rumah {Mark}";

    public string Wish => "Tambahkan ringkasan yang pendek.";

    public string Guest => language == "id" ? "Radio Suara Desa" : "Radio Bukit Hijau";

    public string Comment => "Boleh kami bacakan di siaran pagi?";

    public string Quote => $"Ukur sebelum terasa sakit {Mark}.";

    public string Learned => "Infografik dibaca dua kali lebih sering daripada teks. Lain kali mulai dari posbindu.";
}
