using Microsoft.EntityFrameworkCore;
using Pendopo.Community.Held;
using Pendopo.Community.News;
using Pendopo.Community.Polls;
using Pendopo.Community.Questions;
using Pendopo.Community.Search;
using Pendopo.Community.Trust;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;

namespace Pendopo.Community.Talk;

/// <summary>What goes along with words that are said, changed or taken back, in the transaction of whoever says them: the words by which they are found, who is told,
/// polls, questions and pictures.</summary>
internal sealed class BesideWords(PendopoDb db, RemoveFile files, TellMembers tell, SaidIndex index, TakePoll polls)
{
    /// <summary>What is wrong with what is asked beside a post.</summary>
    public IReadOnlyList<Platform.Problem> Wrong(SayAsked asked) => polls.Wrong(asked.Poll);

    public async Task Posted(Said said, SayAsked asked, CancellationToken cancel)
    {
        if (asked.IsQuestion)
            db.Add(Question.Of(said, asked.AnswerBy));
        if (asked.Poll is { IsMeant: true } poll)
            polls.Add(said, poll);
        db.AddRange((asked.Pictures ?? []).Index().Select(picture => SaidPicture.Of(said, picture.Item, picture.Index)));
        index.Add(said);
        await tell.Posted(said, cancel);
    }

    public async Task Commented(Said post, Said said, CancellationToken cancel)
    {
        index.Add(said);
        await tell.Commented(post, said, cancel);
    }

    public Task Changed(Said said, CancellationToken cancel) => index.Change(said, cancel);

    /// <summary>An answer helped whoever asked.</summary>
    public Task Accepted(Said answer, Id<Members.Face> by, CancellationToken cancel) => tell.Author(answer, NewsKind.Accepted, by, cancel);

    /// <summary>Everything that stood beside it goes.</summary>
    public async Task Gone(Id<Said> id, CancellationToken cancel)
    {
        await Private(id, cancel);
        db.RemoveRange(await db.Set<Question>().Where(row => row.SaidId == id).ToListAsync(cancel));
        db.RemoveRange(await db.Set<AnswerCheck>().Where(row => row.SaidId == id).ToListAsync(cancel));
    }

    /// <summary>Words leave the square, and with them all that is not of the question that goes on elsewhere; pictures with their bytes.</summary>
    public async Task Private(Id<Said> id, CancellationToken cancel)
    {
        foreach (var picture in await db.Set<SaidPicture>().Where(row => row.SaidId == id).ToListAsync(cancel))
        {
            db.Remove(picture);
            await files.Run(picture.FileId, cancel);
        }
        db.RemoveRange(await db.Set<NewsItem>().Where(row => row.SaidId == id).ToListAsync(cancel));
        db.RemoveRange(await db.Set<HeldSaid>().Where(row => row.SaidId == id).ToListAsync(cancel));
        db.RemoveRange(await db.Set<Thank>().Where(row => row.SaidId == id).ToListAsync(cancel));
        await index.Drop(id, cancel);
        await polls.Drop(id, cancel);
    }
}
