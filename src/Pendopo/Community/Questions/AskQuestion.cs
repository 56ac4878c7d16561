using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Community.Licences;
using Pendopo.Community.Members;
using Pendopo.Community.News;
using Pendopo.Community.Talk;
using Pendopo.Inbox.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Data;

namespace Pendopo.Community.Questions;

/// <summary>Members ask, find the answer that helps, and go on in private.</summary>
internal sealed class AskQuestion(PendopoDb db, Viewers viewers, SaidReading reading, SayIt say, SquareRulesBook rules, BesideWords beside, TimeProvider time, IStringLocalizer<CommunityText> words)
{
    /// <summary>Whether words sound as if somebody needs help at once: then the way to it is shown before anything else.</summary>
    public static bool IsUrgent(string text) => TellNurse.SoundsUrgent(text);

    /// <summary>By when the centre promises an answer to what is asked now.</summary>
    public async Task<DateTimeOffset> AnswerBy(CancellationToken cancel) => time.Now() + TimeSpan.FromHours((await rules.Read(cancel)).AnswerHours);

    /// <summary>Asks: in a group it stays there, and nothing is promised; else the centre promises a time.</summary>
    public async Task<Result<Said>> Run(SayAsked asked, CancellationToken cancel) =>
        await say.Post(asked with { IsQuestion = true, AnswerBy = asked.Group is null ? await AnswerBy(cancel) : null }, cancel);

    /// <summary>The question of a post that the viewer sees; null when there is none.</summary>
    public async Task<Question?> Of(Id<Said> post, CancellationToken cancel) =>
        await reading.One(post, cancel) is { IsAsked: true } ? await db.Set<Question>().AsNoTracking().FirstOrDefaultAsync(row => row.SaidId == post, cancel) : null;

    /// <summary>Whoever asked says which answer helps; null takes that back.</summary>
    public async Task<Result<Done>> Accept(Id<Said> post, Id<Said>? answer, CancellationToken cancel)
    {
        var chosen = answer is { } id ? await reading.One(id, cancel) : null;
        if (chosen?.RootId != (answer is null ? null : post))
            return Problem.NotFound;
        return await Mine(post, async (question, said) =>
        {
            question.Accept(answer, time.Now());
            if (chosen is not null)
                await beside.Accepted(chosen, said.FaceId, cancel);
        }, cancel);
    }

    /// <summary>Its words leave the square, after the inbox has them.</summary>
    public Task<Result<Done>> GoPrivate(Id<Said> post, CancellationToken cancel) => Mine(post, async (question, said) =>
    {
        question.GoPrivate();
        said.TakeBack(time.Now());
        await beside.Private(post, cancel);
    }, cancel);

    private async Task<Result<Done>> Mine(Id<Said> post, Func<Question, Said, Task> act, CancellationToken cancel)
    {
        var mine = (await viewers.Read(cancel)).Faces;
        return await db.Attempt<Done>(async () =>
        {
            if (await db.Set<Said>().FirstOrDefaultAsync(row => row.Id == post && row.GoneAt == null && mine.Contains(row.FaceId), cancel) is not { } said
                || await db.Set<Question>().FirstOrDefaultAsync(row => row.SaidId == post, cancel) is not { } question)
                return Problem.NotFound;
            await act(question, said);
            return default(Done);
        }, () => words.Problem("Stale"), cancel);
    }
}

/// <summary>Professionals stand behind an answer of somebody else.</summary>
internal sealed class CheckAnswer(PendopoDb db, Viewers viewers, SaidReading reading, Badges badges, TellMembers tell, TimeProvider time)
{
    /// <summary>Whether the viewer may: a professional, by the name they bear everywhere.</summary>
    public async Task<bool> May(CancellationToken cancel) => (await viewers.Read(cancel)).Own is { } own && await badges.Of(own.Id, cancel) is not null;

    /// <summary>They read this answer and stand behind it, as it stands. Pressed twice it holds once.</summary>
    public async Task<Result<Done>> Run(Id<Said> answer, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        if (!await May(cancel) || await reading.One(answer, cancel) is not { IsAsked: true, RootId: { } root } said || viewer.Faces.Contains(said.FaceId))
            return Problem.NotFound;
        await db.Set<AnswerCheck>().Where(row => row.SaidId == answer).ExecuteDeleteAsync(cancel);
        db.Add(AnswerCheck.Of(said, viewer.Own!, time.Now()));
        if (await reading.One(root, cancel) is { } question)
            await tell.Checked(said, question, viewer.Own!.Id, cancel);
        (await db.Set<Question>().FirstOrDefaultAsync(row => row.SaidId == root, cancel))?.Answer(time.Now());
        await db.TrySave(cancel);
        return default(Done);
    }

    /// <summary>They no longer do.</summary>
    public async Task<Result<Done>> End(Id<Said> answer, CancellationToken cancel)
    {
        var mine = (await viewers.Read(cancel)).Faces;
        return await db.Set<AnswerCheck>().Where(row => row.SaidId == answer && mine.Contains(row.FaceId)).ExecuteDeleteAsync(cancel) > 0 ? default(Done) : Problem.NotFound;
    }
}
