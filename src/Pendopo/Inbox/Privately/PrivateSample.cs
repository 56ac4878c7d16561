using Microsoft.EntityFrameworkCore;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform;
using Pendopo.Platform.Data;

namespace Pendopo.Inbox.Privately;

/// <summary>A mother of the sample world who was asked to go on in private, and did.</summary>
internal static class PrivateSample
{
    public static Task Add(SampleScene scene, CancellationToken cancel) => scene.As("officer", scene.Melati, services => Add(services.GetRequiredService<PendopoDb>(), scene, cancel), cancel);

    private static async Task Add(PendopoDb db, SampleScene scene, CancellationToken cancel)
    {
        var from = await db.Set<Conversation>().Where(row => !row.Private).OrderByDescending(row => row.LastAt).FirstOrDefaultAsync(cancel);
        if (from is null)
            return;
        var (officer, at) = (scene.People["officer"].Id, scene.Now - TimeSpan.FromMinutes(20));
        var (talk, _) = PrivateTalk.Offer(from, officer, at);
        talk.Open(at + TimeSpan.FromMinutes(4));
        var own = Conversation.Continue(from, talk.Author, at + TimeSpan.FromMinutes(6));
        db.AddRange(talk, own);
        Say(db, own, "Anak saya dua tahun, demamnya 39. Obat dari rumah sudah habis.", at + TimeSpan.FromMinutes(6));
        var answer = Message.By(own, MessageKind.Answer, scene.People["reviewer"].Id, "Terima kasih sudah menulis. Boleh saya tahu tanggal kunjungan terakhir, supaya saya yakin ini Ibu?", "id", at + TimeSpan.FromMinutes(10));
        answer.Arrived(Message.OwnRef(answer.Id));
        db.Add(answer);
        own.Say(answer.Text, answer.At);
        talk.Said(own.Id, answer.At);
        Say(db, own, "Tanggal 3 bulan lalu, imunisasi.", at + TimeSpan.FromMinutes(14));
        await db.SaveChangesAsync(cancel);
    }

    private static void Say(PendopoDb db, Conversation own, string words, DateTimeOffset at)
    {
        db.Add(Message.HeardPrivately(own, words, at));
        own.Hear(words, at);
    }
}
