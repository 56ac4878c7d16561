using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Pendopo.Community.Groups;
using Pendopo.Community.Held;
using Pendopo.Community.Licences;
using Pendopo.Community.Members;
using Pendopo.Community.Messages;
using Pendopo.Community.News;
using Pendopo.Community.Polls;
using Pendopo.Community.Questions;
using Pendopo.Community.Reports;
using Pendopo.Community.Rumours;
using Pendopo.Community.Search;
using Pendopo.Community.Talk;
using Pendopo.Community.Worries;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Community;

/// <summary>A square that lives: neighbours, a midwife and a nurse, three groups, and what they say.</summary>
internal sealed class SquareSample(SampleScene scene)
{
    private static readonly string[] ElderHours = ["Pukul 06.00", "Pukul 07.30", "Sore, pukul 16.00"];
    private readonly IDataProtector invitations = scene.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector(GroupReading.Seal);

    public async Task Add(CancellationToken cancel)
    {
        var village = await scene.Db.Set<Area>().Where(area => area.Name == "Desa Sumberejo").Select(area => (Id<Area>?)area.Id).FirstOrDefaultAsync(cancel);
        var (sari, joko, ayu) = (Come("member", village, "child", "nutrition"), Come("caregiver", village, "ageing", "diabetes"), Come("reviewer", null, "pregnancy", "child", "vaccines"));
        var (komang, yanti) = (Come("clinician", null, "diabetes", "heart"), Come("kader", village, "dengue", "child"));
        Speak(scene.Kenanga, Come(scene.Kenanga, "member@kenanga", null));
        Open(sari, joko, ayu, yanti, village);
        Diabetes(komang, joko);
        Mothers(ayu, sari);
        Carers(komang, joko, sari);
        new WorrySample(scene).AddLines();
    }

    /// <summary>A neighbour is worried about somebody: what the queue of who keeps the square begins with.</summary>
    public async Task AddLife(CancellationToken cancel)
    {
        await AddLicences(cancel);
        await AddQuestions(cancel);
        await AddPoll(cancel);
        await new MessageSample(scene).Add(cancel);
        var person = scene.People["kader"].Id;
        var yanti = await scene.Db.Set<Member>().AcrossCentres().FirstAsync(member => member.PersonId == person, cancel);
        var alone = await scene.Db.Set<Said>().AcrossCentres().FirstAsync(said => said.CentreId == yanti.CentreId && said.Line != "" && said.RootId == null, cancel);
        var name = await scene.Db.Set<Face>().AcrossCentres().Where(face => face.Id == alone.FaceId).Select(face => face.Name).FirstAsync(cancel);
        scene.Db.Add(Report.Of(yanti, SaidKind.Kind, new(alone.Id.Value, alone.Version, alone.FaceId.Value, name, $"{alone.Line}\n\n{alone.Text}", "", alone.At), ReportReason.Danger, "Saya khawatir, beliau tinggal sendirian dengan ibunya.", scene.Now - TimeSpan.FromHours(2)));
        new WorrySample(scene).Add(alone, name, yanti);
        var face = await scene.Db.Set<Face>().AcrossCentres().FirstAsync(found => found.MemberId == yanti.Id && found.GroupId == null, cancel);
        var juice = Say(face, "Kata tetangga, jus jambu merah bisa menyembuhkan demam berdarah. Siapa yang sudah mencoba?", "dengue", SaidAudience.Everyone, hours: 3);
        var asked = scene.Db.Add(Rumour.Of(juice, null, scene.Now - TimeSpan.FromHours(3))).Entity;
        asked.Ask();
        asked.Ask();
        await AddHeld(cancel);
        await scene.Db.SaveChangesAsync(cancel);
        await new SaidIndex(scene.Db).Missing(cancel);
    }

    // What somebody first says among those who care waits for a look, and three words are watched for.
    private async Task AddHeld(CancellationToken cancel)
    {
        var first = await scene.Db.Set<Face>().AcrossCentres().FirstAsync(row => row.Name == "Langit Sore", cancel);
        var carers = await scene.Db.Set<Group>().AcrossCentres().FirstAsync(group => group.Id == first.GroupId, cancel);
        carers.Settle(new(carers.Name, carers.About, carers.Rules, carers.Topic, carers.Door, carers.AdultsOnly, HoldsFirst: true));
        var said = Say(first, "Saya baru merawat ibu mertua. Kalau malam beliau sering bangun dan mencari pintu. Bagaimana kalian tidur?", "", SaidAudience.Group, hours: 2, group: carers);
        said.Hide(Hiding.Held, said.At);
        scene.Db.Add(HeldSaid.Of(said, HeldBecause.First, "", said.At));
        foreach (var (words, act) in new[] { ("obat penggugur", WatchAct.Tell), ("bodoh", WatchAct.Ask), ("pinjaman online", WatchAct.Hold) })
            scene.Db.Add(WatchWord.Of(scene.Melati.Id, words, act, scene.Now - TimeSpan.FromDays(12)));
    }

    // A midwife who speaks for the centre, a nurse who speaks for himself, and a volunteer whose paper nobody has seen yet.
    private async Task AddLicences(CancellationToken cancel)
    {
        var (today, head) = (DateOnly.FromDateTime(scene.Now.UtcDateTime), scene.People["head"].Id);
        var faces = await scene.Db.Set<Face>().AcrossCentres().Where(face => face.GroupId == null).ToDictionaryAsync(face => face.Name, cancel);
        foreach (var (name, words, forCentre) in new (string, LicenceWords, bool)[]
        {
            ("Bidan Ayu", new(Profession.Midwife, LicenceKind.Practice, "SIPB 446/207/2024", "Dinas Kesehatan", today.AddYears(2)), true),
            ("Ners Komang", new(Profession.Nurse, LicenceKind.Practice, "SIPP 446/330/2025", "Dinas Kesehatan", today.AddDays(40)), false),
        })
        {
            var licence = Licence.Of(faces[name], words, null, scene.Now - TimeSpan.FromDays(21));
            licence.Check(faces[name], forCentre, head, scene.Now - TimeSpan.FromDays(20));
            scene.Db.Add(licence);
        }
        scene.Db.Add(Licence.Of(faces["Bu Yanti"], new(Profession.Volunteer, LicenceKind.Appointment, "SK 141/12/2025", "Pemerintah Desa Sumberejo", null), null, scene.Now - TimeSpan.FromHours(6)));
    }

    // One that was answered, found to help and kept for the next one who asks; one that waits.
    private async Task AddQuestions(CancellationToken cancel)
    {
        var faces = await scene.Db.Set<Face>().AcrossCentres().Where(face => face.GroupId == null).ToDictionaryAsync(face => face.Name, cancel);
        var flu = AskFor(faces["Bu Sari"], "Saya menyusui dan sedang flu. Apakah boleh tetap menyusui?", "child", hours: 50);
        flu.Question.Triage(QuestionUrgency.Routine, "", scene.People["reviewer"].Id);
        var answer = scene.Db.Add(Said.Under(flu.Said, faces["Bu Yanti"], "Waktu saya flu dulu tetap menyusui, hanya pakai masker dan cuci tangan.", Guid.CreateVersion7(), scene.Now - TimeSpan.FromHours(48))).Entity;
        scene.Db.Add(AnswerCheck.Of(answer, faces["Bidan Ayu"], scene.Now - TimeSpan.FromHours(46)));
        flu.Question.Answer(scene.Now - TimeSpan.FromHours(46));
        flu.Question.Accept(answer.Id, scene.Now - TimeSpan.FromHours(40));
        scene.Db.Add(FaqEntry.Of(scene.Melati.Id, "Bolehkah menyusui saat flu?", "Boleh, dan sebaiknya tetap menyusui. Pakai masker, cuci tangan sebelum memegang bayi, dan cukup minum. Bila demam di atas 38,5 °C lebih dari dua hari, datanglah ke puskesmas.",
            "child", faces["Bidan Ayu"].Id, scene.Now - TimeSpan.FromHours(46), scene.People["reviewer"].Id));
        foreach (var (kind, by, hours) in new[] { (NewsKind.Answer, "Bu Yanti", 48), (NewsKind.Checked, "Bidan Ayu", 46) })
            scene.Db.Add(NewsItem.Of(scene.Melati.Id, faces["Bu Sari"].MemberId, kind, scene.Now - TimeSpan.FromHours(hours), answer.Id, faces[by].Id));
        scene.Db.Add(NewsItem.Of(scene.Melati.Id, faces["Bu Yanti"].MemberId, NewsKind.Accepted, scene.Now - TimeSpan.FromHours(40), answer.Id, faces["Bu Sari"].Id));
        AskFor(faces["Pak Joko"], "Ibu saya lupa minum obat tensi pagi tadi. Diminum sekarang atau menunggu besok?", "heart", hours: 3).Question.Triage(QuestionUrgency.Soon, "Tanyakan nama obatnya.", scene.People["clinician"].Id);
    }

    // One that runs, and in which four neighbours chose.
    private async Task AddPoll(CancellationToken cancel)
    {
        var faces = await scene.Db.Set<Face>().AcrossCentres().Where(face => face.GroupId == null).ToDictionaryAsync(face => face.Name, cancel);
        var said = Say(faces["Bu Yanti"], "Senam lansia pindah jam. Pukul berapa yang paling cocok untuk orang tua di rumah?", "ageing", SaidAudience.Members, hours: 30);
        var poll = scene.Db.Add(SquarePoll.Of(said, several: false, PollShows.AfterVote, said.At.AddDays(7))).Entity;
        var choices = ElderHours.Select((text, place) => scene.Db.Add(SquareChoice.Of(poll, place, text)).Entity).ToList();
        scene.Db.AddRange(new[] { ("Bu Yanti", 1), ("Pak Joko", 2), ("Ners Komang", 1), ("Bidan Ayu", 0) }.Select(vote => SquareVote.Of(poll, faces[vote.Item1].MemberId, choices[vote.Item2])));
    }

    private (Said Said, Question Question) AskFor(Face face, string text, string topic, int hours)
    {
        var said = scene.Db.Add(Said.Post(face, new(SaidAudience.Members, null, null, topic, text, "", Guid.CreateVersion7(), IsQuestion: true), scene.Now - TimeSpan.FromHours(hours))).Entity;
        return (said, scene.Db.Add(Question.Of(said, said.At + TimeSpan.FromHours(SquareRules.UsualHours))).Entity);
    }

    private void Open(Face sari, Face joko, Face ayu, Face yanti, Id<Area>? village)
    {
        var breakfast = Say(sari, "Anak saya dua tahun susah sarapan. Ibu-ibu di sini biasanya membuat apa yang cepat dan mau dimakan?", "nutrition", SaidAudience.Everyone, hours: 5);
        Answer(breakfast, yanti, "Bubur kacang hijau dengan sedikit santan, Bu. Malam direndam, pagi tinggal dimasak.", hours: 4);
        Answer(breakfast, ayu, "Bagus, Bu Yanti. Tambahkan telur rebus agar proteinnya cukup. Kalau berat badannya tidak naik dua bulan berturut-turut, bawa ke posyandu.", hours: 3);
        Say(ayu, "Selamat datang di balai warga. Di sini kita saling bertanya dan saling menguatkan. Untuk keadaan mendesak, teleponlah puskesmas.", "", SaidAudience.Everyone, hours: 72);
        Say(yanti, "Posyandu lansia hari Rabu pukul 08.00 di balai desa. Ada cek tekanan darah dan senam ringan, semua boleh datang.", "ageing", SaidAudience.Everyone, hours: 32);
        Say(yanti, "Sabtu pagi kita bersihkan selokan RT 02 supaya tidak ada jentik. Bawa sapu dan sarung tangan ya.", "dengue", SaidAudience.Village, hours: 8, village: village);
        var alone = Say(joko, "Merawat ibu saya sendirian sejak tahun lalu. Kadang lelah sekali, dan malam susah tidur.", "ageing", SaidAudience.Members, hours: 26, line: "Tentang lelah merawat orang tua");
        Answer(alone, sari, "Semoga kuat, Pak. Saya dulu juga begitu. Datanglah ke kelompok pendamping, di sana banyak yang mengerti.", hours: 25);
    }

    private void Diabetes(Face komang, Face joko)
    {
        var club = Found(komang, "Klub diabetes", "Untuk yang hidup dengan diabetes dan keluarganya. Jalan pagi setiap Jumat pukul 06.00.", "Saling menghormati. Bukan pengganti pemeriksaan.\nYang dibicarakan di sini tetap di sini.", "diabetes", GroupDoor.Open);
        Bring(club, joko, leads: false);
        Say(komang, "Jumat ini kita jalan dari halaman puskesmas, lalu periksa gula darah bersama. Puasa dulu dari pukul 22.00.", "diabetes", SaidAudience.Group, hours: 30, group: club).Pin(scene.Now - TimeSpan.FromHours(29));
        var rice = Say(joko, "Nasi merah atau nasi putih dingin, mana yang lebih baik untuk gula darah ibu saya?", "diabetes", SaidAudience.Group, hours: 6, group: club);
        Answer(rice, komang, "Keduanya lebih baik daripada nasi putih hangat, Pak. Yang terpenting porsinya: sekepal tangan, dengan banyak sayur.", hours: 5);
    }

    private void Mothers(Face ayu, Face sari)
    {
        var mothers = Found(ayu, "Ibu menyusui", "Tempat bertanya tentang menyusui, dipandu Bidan Ayu.", "Tidak ada pertanyaan yang bodoh.", "child", GroupDoor.OnRequest);
        var hidden = Alias(mothers, sari, "Melati Pagi");
        Say(hidden, "Hari ketiga dan rasanya air susu belum cukup. Apakah wajar?", "", SaidAudience.Group, hours: 12, group: mothers);
    }

    private void Carers(Face komang, Face joko, Face sari)
    {
        var carers = Found(komang, "Pendamping", "Untuk yang merawat orang tua atau keluarga yang sakit. Hanya yang diundang.", "", "ageing", GroupDoor.Hidden, adultsOnly: true);
        var first = Alias(carers, joko, "Anak Bungsu");
        Alias(carers, sari, "Langit Sore");
        Say(first, "Semalam ibu bingung lagi dan ingin pulang ke rumah lama. Bagaimana kalian menenangkannya?", "", SaidAudience.Group, hours: 15, group: carers);
    }

    private Face Come(string role, Id<Area>? village, params string[] topics) => Come(scene.Melati, role, village, topics);

    private Face Come(Centre centre, string role, Id<Area>? village, params string[] topics)
    {
        var person = scene.People[role];
        var member = Member.Of(centre.Id, person.Id, "", scene.Now - TimeSpan.FromDays(30));
        member.Settle(village, topics);
        member.Read(scene.Now - TimeSpan.FromHours(7));
        // They come every other day.
        for (var back = 30; back > 0; back -= 2)
            member.Come(DateOnly.FromDateTime(scene.Now.UtcDateTime).AddDays(-back));
        scene.Db.Add(member);
        return scene.Db.Add(Face.Of(member, null, person.Name)).Entity;
    }

    private void Speak(Centre centre, Face endang) => Say(endang, $"Halo dari {centre.Name}. Posyandu kami sekarang hari Rabu.", "child", SaidAudience.Members, hours: 20);

    private Said Say(Face face, string text, string topic, SaidAudience audience, int hours, Id<Area>? village = null, Group? group = null, string line = "") =>
        scene.Db.Add(Said.Post(face, new(audience, group?.Id, village, topic, text, line, Guid.CreateVersion7()), scene.Now - TimeSpan.FromHours(hours))).Entity;

    private void Answer(Said root, Face face, string text, int hours) => scene.Db.Add(Said.Under(root, face, text, Guid.CreateVersion7(), scene.Now - TimeSpan.FromHours(hours)));

    private Group Found(Face leader, string name, string about, string rules, string topic, GroupDoor door, bool adultsOnly = false)
    {
        var group = Group.Found(scene.Melati.Id, scene.Now - TimeSpan.FromDays(20));
        group.Settle(new(name, about, rules, topic, door, adultsOnly));
        group.Invite(SecretLink.Make(invitations));
        scene.Db.Add(group);
        Bring(group, leader, leads: true);
        return group;
    }

    private Face Alias(Group group, Face own, string name)
    {
        var member = scene.Db.Set<Member>().Local.First(row => row.Id == own.MemberId);
        var face = scene.Db.Add(Face.Of(member, group.Id, name)).Entity;
        Bring(group, face, leads: false);
        return face;
    }

    private void Bring(Group group, Face face, bool leads)
    {
        var belonging = Belonging.Of(group, face, scene.Now - TimeSpan.FromDays(10));
        belonging.Become(BelongingState.In, scene.Now - TimeSpan.FromDays(10));
        belonging.Lead(leads);
        scene.Db.Add(belonging);
    }
}
