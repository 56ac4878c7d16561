using Pendopo.Platform;

namespace Pendopo.Safety.Claims;

/// <summary>Two claims that were judged, and one that waits for it.</summary>
internal sealed class SampleClaims(SampleScene scene)
{
    public void Add()
    {
        var today = DateOnly.FromDateTime(scene.Melati.Local(scene.Now).DateTime);
        Judge(Write(new("Jus jambu merah menyembuhkan demam berdarah.", "Red guava juice cures dengue fever.", Verdict.Unproven,
            "Belum ada bukti bahwa jus jambu menyembuhkan demam berdarah. Jus boleh diminum agar tidak kekurangan cairan. Demam tiga hari tetap perlu diperiksa.",
            "Nobody has shown that guava juice cures dengue fever. Drink it against thirst if you like. A fever of three days still needs an examination.",
            "WHO, Dengue guidelines (2009)", "https://www.who.int/publications/i/item/9789241547871", today.AddDays(180))));
        Judge(Write(new("Vaksin campak menyebabkan autisme pada anak.", "The measles vaccine causes autism in children.", Verdict.False,
            "Tidak. Penelitian pada jutaan anak tidak menemukan hubungan. Campak sendiri dapat berakibat berat; vaksin melindungi anak.",
            "No. Studies of millions of children found no link. Measles itself can be severe; the vaccine protects children.",
            "WHO, Measles fact sheet", "https://www.who.int/news-room/fact-sheets/detail/measles", today.AddDays(365))));
        Write(new("Bawang putih menurunkan tekanan darah tinggi sampai normal.", "Garlic brings high blood pressure back to normal.", Verdict.Misleading,
            "Bawang putih boleh dimakan, tetapi tidak menggantikan obat. Jangan berhenti minum obat tekanan darah tanpa bertanya.",
            "Garlic may be eaten, but replaces no medicine. Do not stop medicine for blood pressure without asking.",
            "WHO, Hypertension fact sheet", "https://www.who.int/news-room/fact-sheets/detail/hypertension", today.AddDays(180)));
    }

    private HealthClaim Write(ClaimWords words)
    {
        var claim = HealthClaim.Of(scene.Melati.Id);
        claim.Say(words, scene.People["officer"].Id);
        return scene.Db.Add(claim).Entity;
    }

    private void Judge(HealthClaim claim) => claim.Review(scene.People["reviewer"].Id, scene.Now - TimeSpan.FromDays(9));
}
