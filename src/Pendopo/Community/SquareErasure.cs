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
using Pendopo.Community.Silence;
using Pendopo.Community.Talk;
using Pendopo.Community.Trust;
using Pendopo.Community.Worries;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.People;

namespace Pendopo.Community;

/// <summary>Takes somebody's words, names, groups and ways in away. Where others commented, an empty post without a name stays for their words.</summary>
internal sealed class SquareErasure(PendopoDb db, RemoveFile files) : IErasure
{
    // What stands for a name that is gone; PersonErasure writes the same.
    private const string NoName = "–";

    public IReadOnlyList<string> Tables => ["community_member", "community_face", "community_entrance", "community_card", "community_said", "community_draft", "community_report", "community_licence", "community_question", "community_worry", "community_worry_note", "community_on_call", "community_news_wish", "community_term", "community_choice", "community_message", "community_news_browser", "community_held"];

    public async Task Erase(Id<Person> person, CancellationToken cancel)
    {
        var faces = db.Set<Face>().AcrossCentres().Where(face => db.Set<Member>().AcrossCentres().Any(member => member.Id == face.MemberId && member.PersonId == person)).Select(face => face.Id);
        await ForgetWorries(db.Set<Worry>().AcrossCentres().Where(row => faces.Contains(row.AuthorId)), cancel);
        await Forget(await db.Set<Member>().AcrossCentres().Where(row => row.PersonId == person).Select(row => row.Id).ToListAsync(cancel), cancel);
        await db.Set<OnCall>().AcrossCentres().Where(row => row.PersonId == person).ExecuteDeleteAsync(cancel);
        await db.Set<Entrance>().Where(row => row.PersonId == person).ExecuteDeleteAsync(cancel);
        await db.Set<JoinCard>().AcrossCentres().Where(row => row.UsedById == person).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Everything of these members; the caller commits.</summary>
    public async Task Forget(IReadOnlyCollection<Id<Member>> members, CancellationToken cancel)
    {
        var faces = await db.Set<Face>().AcrossCentres().Where(row => members.Contains(row.MemberId)).Select(row => row.Id).ToListAsync(cancel);
        var flagged = members.Select(member => (Id<Member>?)member).ToList();
        await ForgetWords(faces, cancel);
        await db.Set<WorryNote>().AcrossCentres().Where(row => flagged.Contains(row.MemberId)).ExecuteDeleteAsync(cancel);
        // Who leaves while somebody worries is still looked for: the words go, and the name when it is closed.
        await ForgetWorries(db.Set<Worry>().AcrossCentres().Where(row => faces.Contains(row.AuthorId) && row.ClosedAt != null), cancel);
        await db.Set<Worry>().AcrossCentres().Where(row => faces.Contains(row.AuthorId)).ExecuteUpdateAsync(set => set.SetProperty(row => row.ShownText, ""), cancel);
        await db.Set<SaidDraft>().AcrossCentres().Where(row => members.Contains(row.MemberId)).ExecuteDeleteAsync(cancel);
        await db.Set<Silenced>().AcrossCentres().Where(row => members.Contains(row.MemberId) || faces.Contains(row.FaceId)).ExecuteDeleteAsync(cancel);
        await db.Set<Belonging>().AcrossCentres().Where(row => members.Contains(row.MemberId)).ExecuteDeleteAsync(cancel);
        await db.Set<NewsItem>().AcrossCentres().Where(row => members.Contains(row.MemberId) || (row.FaceId != null && faces.Contains(row.FaceId.Value))).ExecuteDeleteAsync(cancel);
        // A correspondence with nobody serves no one: it goes with both ends.
        var written = db.Set<Correspondence>().AcrossCentres().Where(row => faces.Contains(row.FirstId) || faces.Contains(row.SecondId));
        await db.Set<SquareMessage>().AcrossCentres().Where(row => written.Any(one => one.Id == row.CorrespondenceId)).ExecuteDeleteAsync(cancel);
        await written.ExecuteDeleteAsync(cancel);
        await db.Set<Thank>().AcrossCentres().Where(row => faces.Contains(row.FaceId)).ExecuteDeleteAsync(cancel);
        await db.Set<SquareVote>().AcrossCentres().Where(row => members.Contains(row.MemberId)).ExecuteDeleteAsync(cancel);
        await db.Set<NewsBrowser>().AcrossCentres().Where(row => members.Contains(row.MemberId)).ExecuteDeleteAsync(cancel);
        await db.Set<NewsWish>().AcrossCentres().Where(row => members.Contains(row.MemberId)).ExecuteDeleteAsync(cancel);
        await db.Set<Report>().AcrossCentres().Where(row => members.Contains(row.ReporterId) || faces.Contains(row.AuthorId)).ExecuteDeleteAsync(cancel);
        await db.Set<Licence>().AcrossCentres().Where(row => members.Contains(row.MemberId)).ExecuteDeleteAsync(cancel);
        await db.Set<AnswerCheck>().AcrossCentres().Where(row => faces.Contains(row.FaceId) || !db.Set<Said>().AcrossCentres().Any(said => said.Id == row.SaidId)).ExecuteDeleteAsync(cancel);
        await db.Set<FaqEntry>().AcrossCentres().Where(row => row.CheckedById != null && faces.Contains(row.CheckedById.Value)).ExecuteUpdateAsync(set => set.SetProperty(row => row.CheckedById, (Id<Face>?)null), cancel);
        var standing = db.Set<Said>().AcrossCentres().Select(row => row.FaceId);
        await db.Set<Face>().AcrossCentres().Where(row => faces.Contains(row.Id) && !standing.Contains(row.Id)).ExecuteDeleteAsync(cancel);
        await db.Set<Face>().AcrossCentres().Where(row => faces.Contains(row.Id)).ExecuteUpdateAsync(set => set.SetProperty(row => row.Name, NoName), cancel);
        await db.Set<Member>().AcrossCentres().Where(row => members.Contains(row.Id)).ExecuteDeleteAsync(cancel);
    }

    private async Task ForgetWorries(IQueryable<Worry> worries, CancellationToken cancel)
    {
        await db.Set<WorryNote>().AcrossCentres().Where(note => worries.Any(row => row.Id == note.WorryId)).ExecuteDeleteAsync(cancel);
        await worries.ExecuteDeleteAsync(cancel);
    }

    private async Task ForgetWords(List<Id<Face>> faces, CancellationToken cancel)
    {
        var said = db.Set<Said>().AcrossCentres().Where(row => faces.Contains(row.FaceId));
        await db.Set<Question>().AcrossCentres().Where(row => said.Any(one => one.Id == row.SaidId)).ExecuteDeleteAsync(cancel);
        await db.Set<HeldSaid>().AcrossCentres().Where(row => said.Any(one => one.Id == row.SaidId)).ExecuteDeleteAsync(cancel);
        await db.Set<Thank>().AcrossCentres().Where(row => said.Any(one => one.Id == row.SaidId)).ExecuteDeleteAsync(cancel);
        await TakePoll.Forget(db, said.Select(row => row.Id), cancel);
        await db.Set<SaidTerm>().AcrossCentres().Where(row => said.Any(one => one.Id == row.SaidId)).ExecuteDeleteAsync(cancel);
        var pictures = await db.Set<SaidPicture>().AcrossCentres().Where(row => said.Any(one => one.Id == row.SaidId)).Select(row => row.FileId).ToListAsync(cancel);
        await db.Set<SaidPicture>().AcrossCentres().Where(row => pictures.Contains(row.FileId)).ExecuteDeleteAsync(cancel);
        foreach (var picture in pictures)
            await files.RunAnywhere(picture, cancel);
        await db.Set<Rumour>().AcrossCentres().Where(row => said.Any(one => one.Id == row.SaidId)).ExecuteDeleteAsync(cancel);
        await said.Where(row => row.RootId != null).ExecuteDeleteAsync(cancel);
        var commented = db.Set<Said>().AcrossCentres().Where(row => row.RootId != null).Select(row => row.RootId);
        await said.Where(row => !commented.Contains(row.Id)).ExecuteDeleteAsync(cancel);
        await said.ExecuteUpdateAsync(set => set.SetProperty(row => row.Text, "").SetProperty(row => row.Line, "").SetProperty(row => row.Topic, "")
            .SetProperty(row => row.PinnedAt, (DateTimeOffset?)null).SetProperty(row => row.GoneAt, row => row.GoneAt ?? row.At), cancel);
    }
}
