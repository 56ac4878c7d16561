using Microsoft.EntityFrameworkCore;
using Pendopo.Community.Members;
using Pendopo.Platform;
using Pendopo.Platform.Data;

namespace Pendopo.Community.Messages;

/// <summary>Two neighbours who write to each other, and one who asks.</summary>
internal sealed class MessageSample(SampleScene scene)
{
    public async Task Add(CancellationToken cancel)
    {
        var faces = await scene.Db.Set<Face>().AcrossCentres().Where(face => face.GroupId == null).ToDictionaryAsync(face => face.Name, cancel);
        var (sari, yanti, joko) = (faces["Bu Sari"], faces["Bu Yanti"], faces["Pak Joko"]);
        var between = Ask(yanti, sari, "Bu Sari, saya Yanti dari posyandu. Boleh saya kirim jadwal timbang balita?", hours: 30);
        between.Agree();
        Say(between, sari, "Boleh sekali, Bu Yanti. Terima kasih.", hours: 29);
        Say(between, yanti, "Kamis pukul 08.00 di balai desa. Bawa buku KIA ya, Bu.", hours: 28);
        Ask(joko, sari, "Bu Sari, terima kasih semangatnya kemarin. Boleh saya bertanya tentang merawat orang tua?", hours: 4);
    }

    private Correspondence Ask(Face asker, Face other, string text, int hours)
    {
        var asked = scene.Db.Add(Correspondence.Ask(asker, other, scene.Now - TimeSpan.FromHours(hours))).Entity;
        Say(asked, asker, text, hours);
        return asked;
    }

    private void Say(Correspondence between, Face face, string text, int hours) =>
        scene.Db.Add(SquareMessage.In(between, face.Id, text, Guid.CreateVersion7(), lost: false, scene.Now - TimeSpan.FromHours(hours)));
}
