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
using Pendopo.Community.Silence;
using Pendopo.Community.Talk;
using Pendopo.Community.Trust;
using Pendopo.Community.Worries;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Safety.Contracts;

namespace Pendopo.Community;

/// <summary>What the square keeps of somebody, for who asks for it: known by their phone, address or card, or by the address of their account.</summary>
internal sealed class SquareRecords(PendopoDb db, Here here, TimeProvider time) : IPersonalRecords, ITouchedPeople, IRestriction
{
    private const int Most = 5_000;

    public IReadOnlyList<string> Tables =>
        ["community_member", "community_face", "community_entrance", "community_card", "community_belonging", "community_silenced", "community_said", "community_picture", "community_draft", "community_report", "community_licence", "community_question", "community_worry", "community_worry_note", "community_news_wish", "community_term", "community_choice", "community_message", "community_news_browser", "community_held"];

    public async Task<IReadOnlyList<PersonalRecord>> Of(RecordSubject subject, CancellationToken cancel)
    {
        var records = new List<PersonalRecord>();
        foreach (var member in await Members(subject, cancel))
            await Add(records, member, cancel);
        return records;
    }

    public async Task<IReadOnlyList<string>> Subjects(RecordSubject subject, CancellationToken cancel) =>
        [.. (await Members(subject, cancel)).Select(member => $"person:{member.PersonId}")];

    public async Task<IReadOnlyList<TouchedPerson>> Between(DateTimeOffset from, DateTimeOffset until, CancellationToken cancel)
    {
        var rows = await db.Set<Member>().AsNoTracking().Where(row => (row.JoinedAt >= from && row.JoinedAt < until)
                || db.Set<Said>().Any(said => said.At >= from && said.At < until && db.Set<Face>().Any(face => face.Id == said.FaceId && face.MemberId == row.Id)))
            .Join(db.Set<Person>(), row => row.PersonId, person => person.Id, (row, person) => new { row.JoinedAt, person.Name, Contact = db.Set<Entrance>().Where(entrance => entrance.PersonId == person.Id).Select(entrance => entrance.Contact).FirstOrDefault() })
            .OrderBy(row => row.JoinedAt).ToListAsync(cancel);
        return rows.ConvertAll(row => new TouchedPerson(CommunityText.Say("RecordMember"), row.Name, row.Contact ?? "", row.JoinedAt));
    }

    /// <summary>Their words stay and are seen by them alone, they are told nothing, and nobody finds or writes to them, until it ends.</summary>
    public async Task<int> Restrict(RecordSubject subject, bool on, CancellationToken cancel)
    {
        var (since, ids, changed) = (on ? time.Now() : (DateTimeOffset?)null, (await Members(subject, cancel)).ConvertAll(member => member.Id), 0);
        foreach (var member in await db.Set<Member>().Where(row => ids.Contains(row.Id) && row.RestrictedAt == null == on).ToListAsync(cancel))
        {
            member.Restrict(since);
            changed++;
            var faces = await db.Set<Face>().Where(row => row.MemberId == member.Id).Select(row => row.Id).ToListAsync(cancel);
            foreach (var said in await db.Set<Said>().Where(row => faces.Contains(row.FaceId)).ToListAsync(cancel))
            {
                if (on)
                    said.Hide(Hiding.Restricted, time.Now());
                else
                    said.Show(Hiding.Restricted);
                changed++;
            }
            foreach (var message in await db.Set<SquareMessage>().Where(row => faces.Contains(row.FaceId)).ToListAsync(cancel))
            {
                message.Restrict(since);
                changed++;
            }
        }
        return changed;
    }

    private async Task<List<Member>> Members(RecordSubject subject, CancellationToken cancel)
    {
        var (contact, email, centre) = (Contacts.Read(subject.Handle), subject.Email.ToUpperInvariant(), here.Centre.Id);
        return await db.Set<Member>().AsNoTracking().Where(row => row.CentreId == centre
            && ((contact != null && db.Set<Entrance>().Any(entrance => entrance.PersonId == row.PersonId && entrance.Contact == contact))
                || (email != "" && db.Set<Account>().Any(account => account.PersonId == row.PersonId && account.NormalizedEmail == email)))).OrderBy(row => row.Id).ToListAsync(cancel);
    }

    private async Task Add(List<PersonalRecord> records, Member member, CancellationToken cancel)
    {
        var entrance = await db.Set<Entrance>().AsNoTracking().FirstOrDefaultAsync(row => row.PersonId == member.PersonId, cancel);
        var village = await db.Set<Area>().Where(row => row.Id == member.VillageId).Select(row => row.Name).FirstOrDefaultAsync(cancel) ?? "";
        var faces = await db.Set<Face>().AsNoTracking().Where(row => row.MemberId == member.Id).OrderBy(row => row.Id).ToListAsync(cancel);
        records.Add(Record("RecordMember", member.JoinedAt, ("RecordName", string.Join(", ", faces.Select(face => face.Name))), ("Contact", entrance?.Contact ?? ""), ("Village", village),
            ("Topics", string.Join(", ", member.TopicList.Select(SquareTopics.Word))), ("Guardian", member.Guardian)));
        foreach (var card in await db.Set<JoinCard>().AsNoTracking().Where(row => row.UsedById == member.PersonId).ToListAsync(cancel))
            records.Add(Record("RecordCard", card.MadeAt, ("RecordName", card.Name), ("Contact", card.Contact)));
        if (member.LastDay is { } last)
            records.Add(new(TrustText.Say("RecordDays"), member.JoinedAt, [KeyValuePair.Create(TrustText.Say("FactDays"), member.DaysRead.ToString(System.Globalization.CultureInfo.CurrentCulture)), KeyValuePair.Create(TrustText.Say("LastDay"), Platform.Ui.Clock.Date(last))]));
        foreach (var row in await db.Set<Belonging>().AsNoTracking().Where(row => row.MemberId == member.Id).Join(db.Set<Group>(), row => row.GroupId, group => group.Id, (row, group) => new { row.Since, row.State, group.Name }).ToListAsync(cancel))
            records.Add(Record("RecordGroup", row.Since, ("Group", row.Name), ("RecordState", CommunityText.Say("State_" + row.State))));
        foreach (var row in await db.Set<Silenced>().AsNoTracking().Where(row => row.MemberId == member.Id).Join(db.Set<Face>(), row => row.FaceId, face => face.Id, (row, face) => new { row.At, row.IsBlock, face.Name }).ToListAsync(cancel))
            records.Add(Record(row.IsBlock ? "RecordBlocked" : "RecordMuted", row.At, ("RecordName", row.Name)));
        foreach (var report in await db.Set<Report>().AsNoTracking().Where(row => row.ReporterId == member.Id).OrderBy(row => row.At).ToListAsync(cancel))
            records.Add(Record("RecordReport", report.At, ("RecordText", report.Note), ("Because", report.Statement)));
        foreach (var licence in await db.Set<Licence>().AsNoTracking().Where(row => row.MemberId == member.Id).OrderBy(row => row.Id).ToListAsync(cancel))
        {
            records.Add(Record("RecordLicence", licence.AskedAt, ("Profession", Professions.Word(licence.Profession)), ("LicenceKind", CommunityText.Say("LicenceKind_" + licence.Kind)), ("LicenceNumber", licence.Number), ("LicenceIssuer", licence.Issuer),
                ("LicenceUntil", licence.Until is { } until ? Platform.Ui.Clock.Date(until) : ""), ("Because", licence.Reason)));
        }
        await AddWorries(records, member, faces, cancel);
        await AddWishes(records, member, cancel);
        foreach (var made in await db.Set<NewsBrowser>().AsNoTracking().Where(row => row.MemberId == member.Id).OrderBy(row => row.MadeAt).Select(row => row.MadeAt).ToListAsync(cancel))
            records.Add(new(NewsText.Say("RecordPhone"), made, []));
        foreach (var kind in await db.Set<NewsItem>().AsNoTracking().Where(row => row.MemberId == member.Id).GroupBy(row => row.Kind).Select(rows => new { rows.Key, Count = rows.Count(), Last = rows.Max(row => row.At) }).ToListAsync(cancel))
            records.Add(new(NewsText.Say("News"), kind.Last, [KeyValuePair.Create(NewsText.Say("RecordKind"), NewsText.Say("Record_" + kind.Key)), KeyValuePair.Create(NewsText.Say("RecordCount"), kind.Count.ToString(System.Globalization.CultureInfo.CurrentCulture))]));
        foreach (var vote in await db.Set<SquareVote>().AsNoTracking().Where(row => row.MemberId == member.Id).Join(db.Set<SquareChoice>(), row => row.ChoiceId, choice => choice.Id, (row, choice) => new { row.PollId, choice.Text }).Join(db.Set<SquarePoll>(), row => row.PollId, poll => poll.Id, (row, poll) => new { row.Text, poll.EndsAt }).ToListAsync(cancel))
            records.Add(new(SquarePollText.Say("RecordVote"), vote.EndsAt, [KeyValuePair.Create(SquarePollText.Say("RecordChoice"), vote.Text)]));
        await AddWords(records, member, faces, cancel);
    }

    // What they wish to be told and how, and whether others may ask to write to them.
    private async Task AddWishes(List<PersonalRecord> records, Member member, CancellationToken cancel)
    {
        records.Add(new(MessageText.Say("Messages"), member.JoinedAt, [KeyValuePair.Create(MessageText.Say("MayAsk"), NewsText.Say(member.MessagesOff ? "No" : "Yes"))]));
        var groups = await db.Set<Belonging>().AsNoTracking().Where(row => row.MemberId == member.Id && (row.IsQuiet || row.IsSilent)).Join(db.Set<Group>(), row => row.GroupId, group => group.Id, (row, group) => new { row.IsQuiet, row.IsSilent, group.Name }).ToListAsync(cancel);
        foreach (var wish in await db.Set<NewsWish>().AsNoTracking().Where(row => row.MemberId == member.Id).ToListAsync(cancel))
        {
            var off = Enum.GetValues<NewsTopic>().Where(topic => wish.IsOff(topic)).Select(topic => topic.ToString());
            var ring = Enum.GetValues<NewsTopic>().Where(topic => !wish.IsSilent(topic)).Select(topic => topic.ToString()).Concat(wish.IsSilent(null) ? [] : [NewsWish.Central]);
            KeyValuePair<string, string>[] fields =
            [
                KeyValuePair.Create(NewsText.Say("ByMail"), NewsText.Say(wish.ByMail ? "Yes" : "No")), KeyValuePair.Create(NewsText.Say("RecordOff"), string.Join(", ", off.Select(topic => NewsText.Say("Topic_" + topic)))),
                KeyValuePair.Create(NewsText.Say("QuietGroups"), string.Join(", ", groups.Where(row => row.IsQuiet).Select(row => row.Name))), KeyValuePair.Create(NewsText.Say("RingOf"), string.Join(", ", ring.Select(topic => NewsText.Say("Topic_" + topic)))),
                KeyValuePair.Create(NewsText.Say("SilentGroups"), string.Join(", ", groups.Where(row => row.IsSilent).Select(row => row.Name))),
                KeyValuePair.Create(NewsText.Say("QuietHours"), wish.Quiet is { } quiet ? $"{Platform.Ui.Clock.Time(new(quiet.From, 0))}–{Platform.Ui.Clock.Time(new(quiet.Until, 0))}" : ""),
            ];
            records.Add(new(NewsText.Say("RecordWish"), wish.MailedUntil, [.. fields.Where(field => field.Value.Length > 0)]));
        }
    }

    // What they told, and what was written to them; whose worry a note was is its writer's.
    private async Task AddWorries(List<PersonalRecord> records, Member member, List<Face> faces, CancellationToken cancel)
    {
        var ids = faces.ConvertAll(face => face.Id);
        foreach (var note in await db.Set<WorryNote>().AsNoTracking().Where(row => row.MemberId == member.Id).OrderBy(row => row.At).ToListAsync(cancel))
            records.Add(new(WorryText.Say("RecordWorry"), note.At, [KeyValuePair.Create(CommunityText.Say("RecordText"), note.Text)]));
        foreach (var note in await db.Set<WorryNote>().AsNoTracking().Where(row => row.Kind == WorryNoteKind.Written && db.Set<Worry>().Any(worry => worry.Id == row.WorryId && ids.Contains(worry.AuthorId))).OrderBy(row => row.At).ToListAsync(cancel))
            records.Add(new(WorryText.Say("RecordWritten"), note.At, [KeyValuePair.Create(CommunityText.Say("RecordText"), note.Text)]));
    }

    // Their own words alone: what others said to them is the others'.
    private async Task AddWords(List<PersonalRecord> records, Member member, List<Face> faces, CancellationToken cancel)
    {
        var ids = faces.ConvertAll(face => face.Id);
        var pictures = (await db.Set<SaidPicture>().AsNoTracking().Select(row => row.SaidId).Where(said => db.Set<Said>().Any(row => row.Id == said && ids.Contains(row.FaceId))).ToListAsync(cancel)).CountBy(said => said).ToDictionary();
        foreach (var said in await db.Set<Said>().AsNoTracking().Where(row => ids.Contains(row.FaceId) && row.GoneAt == null).OrderBy(row => row.At).Take(Most).ToListAsync(cancel))
        {
            records.Add(Record(said.RootId is null ? "RecordPost" : "RecordComment", said.At, ("RecordName", faces.Find(face => face.Id == said.FaceId)!.Name), ("WhoSees", CommunityText.Say("Audience_" + said.Audience)), ("RecordText", said.Text),
                ("Pictures", pictures.GetValueOrDefault(said.Id).ToString(System.Globalization.CultureInfo.InvariantCulture))));
        }
        // That they thanked, and how often they were: whose words and whose thanks those were is the others'.
        foreach (var at in await db.Set<Thank>().AsNoTracking().Where(row => ids.Contains(row.FaceId)).OrderBy(row => row.At).Take(Most).Select(row => row.At).ToListAsync(cancel))
            records.Add(new(TrustText.Say("RecordThank"), at, []));
        foreach (var thanks in await db.Set<Thank>().AsNoTracking().Where(row => db.Set<Said>().Any(said => said.Id == row.SaidId && ids.Contains(said.FaceId))).GroupBy(row => row.SaidId).Select(rows => new { Count = rows.Count(), Last = rows.Max(row => row.At) }).ToListAsync(cancel))
            records.Add(new(TrustText.Say("RecordThanked"), thanks.Last, [KeyValuePair.Create(NewsText.Say("RecordCount"), thanks.Count.ToString(System.Globalization.CultureInfo.CurrentCulture))]));
        foreach (var held in await db.Set<HeldSaid>().AsNoTracking().Where(row => db.Set<Said>().Any(said => said.Id == row.SaidId && ids.Contains(said.FaceId))).OrderBy(row => row.At).ToListAsync(cancel))
            records.Add(new(HeldText.Say("RecordHeld"), held.At, [KeyValuePair.Create(CommunityText.Say("RecordState"), HeldText.Say(held.IsShown is { } shown ? shown ? "StateShown" : "StateRefused" : "StateWaits")), .. held.Reason.Length > 0 ? new[] { KeyValuePair.Create(CommunityText.Say("Because"), held.Reason) } : []]));
        foreach (var question in await db.Set<Question>().AsNoTracking().Where(row => db.Set<Said>().Any(said => said.Id == row.SaidId && ids.Contains(said.FaceId))).OrderBy(row => row.AskedAt).ToListAsync(cancel))
            records.Add(Record("RecordQuestion", question.AskedAt, ("RecordState", CommunityText.Say("QuestionState_" + question.State)), ("QuestionNote", question.Note)));
        foreach (var poll in await db.Set<SquarePoll>().AsNoTracking().Where(row => db.Set<Said>().Any(said => said.Id == row.SaidId && ids.Contains(said.FaceId))).OrderBy(row => row.EndsAt).ToListAsync(cancel))
            records.Add(new(SquarePollText.Say("RecordPoll"), poll.EndsAt, [KeyValuePair.Create(SquarePollText.Say("RecordChoices"), string.Join(", ", await db.Set<SquareChoice>().Where(row => row.PollId == poll.Id).OrderBy(row => row.Place).Select(row => row.Text).ToListAsync(cancel)))]));
        foreach (var message in await db.Set<SquareMessage>().AsNoTracking().Where(row => ids.Contains(row.FaceId)).OrderBy(row => row.At).Take(Most).ToListAsync(cancel))
            records.Add(new(MessageText.Say("Record"), message.At, [KeyValuePair.Create(CommunityText.Say("RecordText"), message.Text)]));
        foreach (var draft in await db.Set<SaidDraft>().AsNoTracking().Where(row => row.MemberId == member.Id).OrderBy(row => row.At).ToListAsync(cancel))
            records.Add(Record("RecordDraft", draft.At, ("RecordText", draft.Text)));
    }

    private static PersonalRecord Record(string kind, DateTimeOffset at, params (string Name, string Value)[] fields) =>
        new(CommunityText.Say(kind), at, [.. fields.Where(field => field.Value.Length > 0).Select(field => KeyValuePair.Create(CommunityText.Say(field.Name), field.Value))]);
}
