using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;

namespace Pendopo.Publishing.Team;

/// <summary>Proposes an idea, takes it up as a post, sets it aside or fetches it back.</summary>
internal sealed class KeepIdea(PendopoDb db, PostLedger ledger, BeginPost begin, IStringLocalizer<TeamText> words)
{
    /// <summary>Anybody who sees posts may have an idea.</summary>
    public async Task<Result<Idea>> Propose(string title, string note, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.see") is { } forbidden)
            return forbidden;
        var (said, more) = (title.ReplaceLineEndings(" ").Trim(), note.ReplaceLineEndings("\n").Trim());
        var problems = new List<Problem>();
        if (said.Length == 0)
            problems.Add(words.Problem("IdeaRequired", "Title"));
        if (said.Length > Idea.TitleLength)
            problems.Add(words.Problem("TooLong", "Title", Idea.TitleLength));
        if (more.Length > Idea.NoteLength)
            problems.Add(words.Problem("TooLong", "Note", Idea.NoteLength));
        if (problems.Count > 0)
            return problems;
        var idea = Idea.Of(ledger.Here.Centre.Id, said, more, ledger.Here.Actor, ledger.Now);
        db.Add(idea);
        await db.SaveChangesAsync(cancel);
        return idea;
    }

    /// <summary>Begins the post of an idea; a second press finds the same post.</summary>
    public async Task<Result<Id<Post>>> TakeUp(Id<Idea> id, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.write") is { } forbidden)
            return forbidden;
        if (await db.Set<Idea>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } idea)
            return Problem.NotFound;
        if (idea.PostId is { } there)
            return there;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var begun = await begin.Run(PostWords.Nothing(ledger.Here.Centre.Language) with { Title = idea.Title, Text = idea.Note }, $"idea-{idea.Id}", cancel);
        if (!begun.Ok)
            return begun.Problems.ToList();
        var mine = await db.Set<Idea>().FirstAsync(row => row.Id == id, cancel);
        if (!mine.BecomePost(begun.Value.Id) || !await db.TrySave(cancel))
            return words.Problem("SomebodyElseChanged");
        await transaction.CommitAsync(cancel);
        return begun.Value.Id;
    }

    public async Task<Result<Done>> Shelve(Id<Idea> id, bool aside, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.write") is { } forbidden)
            return forbidden;
        if (await db.Set<Idea>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } idea)
            return Problem.NotFound;
        return idea.Shelve(aside) && await db.TrySave(cancel) ? default(Done) : words.Problem("SomebodyElseChanged");
    }
}
