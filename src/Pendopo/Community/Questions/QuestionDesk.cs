using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Community.Contracts;
using Pendopo.Community.News;
using Pendopo.Community.Talk;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Community.Questions;

/// <summary>A question as the desk lists it.</summary>
internal sealed record QuestionRow
{
    public required Question Question { get; init; }
    public required Said Said { get; init; }
}

/// <summary>How well the promise of the last days was kept.</summary>
/// <param name="InTime">Answered before the promised time.</param>
/// <param name="Late">Answered after it, or waiting beyond it.</param>
/// <param name="Waiting">Still waiting, in time.</param>
internal sealed record PromiseKept(int InTime, int Late, int Waiting);

/// <summary>Questions at the desk: taken up, sorted, led on. Shows what <see cref="Sight"/> lets the viewer see: those to the centre, and those of groups they are in.</summary>
internal sealed class QuestionDesk(PendopoDb db, Viewers viewers, Here here, TellMembers tell, AuditBook audit, TimeProvider time, IStringLocalizer<CommunityText> words, IEnumerable<IServicePages> services)
{
    public const int MeasuredDays = 30;
    private const int Most = 200;

    /// <summary>What waits: urgent first, then what was promised earliest.</summary>
    public async Task<IReadOnlyList<QuestionRow>> Open(CancellationToken cancel) =>
        [.. (await (await Seen(cancel)).Where(row => row.Question.State == QuestionState.Asked || row.Question.State == QuestionState.Triaged).OrderBy(row => row.Question.AskedAt).Take(Most).ToListAsync(cancel))
            .OrderByDescending(row => row.Question.Urgency).ThenBy(row => row.Question.DueAt is null).ThenBy(row => row.Question.DueAt)];

    /// <summary>What was answered lately, newest first.</summary>
    public async Task<IReadOnlyList<QuestionRow>> Settled(CancellationToken cancel) =>
        await (await Seen(cancel)).Where(row => row.Question.State != QuestionState.Asked && row.Question.State != QuestionState.Triaged && row.Question.State != QuestionState.Private)
            .OrderByDescending(row => row.Question.AskedAt).Take(30).ToListAsync(cancel);

    public async Task<int> Count(CancellationToken cancel) => await (await Seen(cancel)).CountAsync(row => row.Question.State == QuestionState.Asked || row.Question.State == QuestionState.Triaged, cancel);

    public async Task<QuestionRow?> Find(Id<Question> id, CancellationToken cancel) => await (await Seen(cancel)).FirstOrDefaultAsync(row => row.Question.Id == id, cancel);

    /// <summary>Of questions to the centre whose promise was given within <see cref="MeasuredDays"/> days.</summary>
    public async Task<PromiseKept> Kept(CancellationToken cancel)
    {
        var (now, since) = (time.Now(), time.Now() - TimeSpan.FromDays(MeasuredDays));
        var promised = db.Set<Question>().Where(row => row.DueAt != null && row.AskedAt >= since);
        var inTime = await promised.CountAsync(row => row.SettledAt != null && row.SettledAt <= row.DueAt, cancel);
        var late = await promised.CountAsync(row => (row.SettledAt != null && row.SettledAt > row.DueAt) || (row.SettledAt == null && row.DueAt < now), cancel);
        return new(inTime, late, await promised.CountAsync(row => row.SettledAt == null && row.DueAt >= now, cancel));
    }

    public async Task<IReadOnlyList<OfferedService>> Services(CancellationToken cancel)
    {
        var all = new List<OfferedService>();
        foreach (var room in services)
            all.AddRange(await room.All(cancel));
        return all;
    }

    public Task<Result<Done>> Claim(Id<Question> id, bool mine, CancellationToken cancel) => Change(id, (question, _) =>
    {
        if (mine && question.ClaimedById is { } other && other != here.Actor)
            return Task.FromResult<Problem?>(words.Problem("ReportTaken"));
        question.Claim(mine ? here.Actor : null);
        return Task.FromResult<Problem?>(null);
    }, cancel);

    public async Task<Result<Done>> Triage(Id<Question> id, string? urgency, string? note, CancellationToken cancel)
    {
        if (!Enum.TryParse<QuestionUrgency>(urgency, out var chosen) || chosen.ToString() != urgency)
            return words.Problem("UrgencyMissing", "Urgency");
        if (note?.Trim().Length > Question.NoteLength)
            return words.Problem("TextLong", "Note", Question.NoteLength);
        return await Change(id, (question, _) =>
        {
            question.Triage(chosen, (note ?? "").Trim().ReplaceLineEndings("\n"), here.Actor);
            audit.Note("community.question-triaged", $"question:{id}", chosen.ToString());
            return Task.FromResult<Problem?>(null);
        }, cancel);
    }

    /// <summary>Takes it out of everybody's sight and offers whoever asked to go on in private.</summary>
    public Task<Result<Done>> OfferPrivate(Id<Question> id, CancellationToken cancel) => Change(id, async (question, said) =>
    {
        question.OfferPrivate(time.Now());
        await tell.Author(said, NewsKind.Private, null, cancel);
        said.Hide(Hiding.Private, time.Now());
        audit.Note("community.question-private", $"question:{id}");
        return null;
    }, cancel);

    public async Task<Result<Done>> Link(Id<Question> id, string? service, CancellationToken cancel)
    {
        if (!(await Services(cancel)).Any(page => page.Key == service))
            return words.Problem("ServiceMissing", "Service");
        return await Change(id, async (question, said) =>
        {
            question.Link(service!, time.Now());
            await tell.Author(said, NewsKind.Service, null, cancel);
            audit.Note("community.question-linked", $"question:{id}");
            return null;
        }, cancel);
    }

    private async Task<IQueryable<QuestionRow>> Seen(CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        return db.Set<Question>().AsNoTracking().Join(db.Set<Said>().AsNoTracking().VisibleTo(viewer), row => row.SaidId, said => said.Id, (question, said) => new QuestionRow { Question = question, Said = said }).Where(row => row.Said.GoneAt == null);
    }

    private Task<Result<Done>> Change(Id<Question> id, Func<Question, Said, Task<Problem?>> act, CancellationToken cancel) => db.Attempt<Done>(async () =>
    {
        if (await Find(id, cancel) is null || await db.Set<Question>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } question)
            return Problem.NotFound;
        var said = await db.Set<Said>().FirstAsync(row => row.Id == question.SaidId, cancel);
        return await act(question, said) is { } problem ? problem : default(Done);
    }, () => words.Problem("Stale"), cancel);
}

/// <summary>A good answer becomes one of those that are often asked, written anew in the centre's words.</summary>
internal sealed class KeepFaq(PendopoDb db, QuestionDesk desk, SaidReading reading, Here here, Safety.Contracts.PrivacyCheck privacy, AuditBook audit, TimeProvider time, IStringLocalizer<CommunityText> words)
{
    /// <param name="id">The question it comes from: one of its answers was given or checked by a professional.</param>
    public async Task<Result<FaqEntry>> Run(Id<Question> id, string? question, string? answer, CancellationToken cancel)
    {
        if (await desk.Find(id, cancel) is not { } row || await reading.Thread(row.Said.Id, cancel) is not var (post, comments))
            return Problem.NotFound;
        var (asked, said) = ((question ?? "").ReplaceLineEndings(" ").Trim(), (answer ?? "").Trim().ReplaceLineEndings("\n"));
        var problems = new List<Problem>();
        if (asked.Length is 0 or > FaqEntry.QuestionLength)
            problems.Add(words.Problem("FaqQuestionMissing", "Question", FaqEntry.QuestionLength));
        if (said.Length is 0 or > Said.TextLength)
            problems.Add(words.Problem("FaqAnswerMissing", "Answer", Said.TextLength));
        if (comments.OrderByDescending(comment => comment.IsAccepted).FirstOrDefault(comment => comment.Known is not null && comment.Said.HiddenAt is null) is not { Known: { } known })
            problems.Add(words.Problem("FaqUnchecked"));
        else if (problems.Count == 0 && (await privacy.Look([new("question", asked), new("answer", said)], cancel)).Any(advice => advice.Stops))
            problems.Add(words.Problem("FaqShowsPerson", "Answer"));
        else if (problems.Count == 0)
        {
            var entry = db.Add(FaqEntry.Of(here.Centre.Id, asked, said, post.Said.Topic, known.By, known.At, here.Actor)).Entity;
            audit.Note("community.faq", $"faq:{entry.Id}");
            await db.SaveChangesAsync(cancel);
            return entry;
        }
        return problems;
    }

    public async Task<Result<Done>> End(Id<FaqEntry> id, CancellationToken cancel) => await db.Attempt<Done>(async () =>
    {
        if (await db.Set<FaqEntry>().FirstOrDefaultAsync(row => row.Id == id && row.EndedAt == null, cancel) is not { } entry)
            return Problem.NotFound;
        entry.End(time.Now());
        audit.Note("community.faq-ended", $"faq:{id}");
        return default(Done);
    }, () => words.Problem("Stale"), cancel);
}
