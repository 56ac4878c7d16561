using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Polls;
using Pendopo.Publishing.Posts;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Publications;

/// <summary>Posts, as the guard knows them: it leads to the post's page and masks words there as an edit like any other.</summary>
internal sealed class PostContent(PostLedger ledger, KeepPost keep, PollReader polls) : IContentKind
{
    public const string Kind = "post";

    public string Name => Kind;

    public string Address(string id) => $"/desk/posts/{id}";

    public async Task<Result<Done>> Replace(string id, IReadOnlyList<LeavingText> texts, CancellationToken cancel)
    {
        if (!Id<Post>.TryParse(id, null, out var post) || await ledger.Find(post, cancel) is not { } found)
            return Problem.NotFound;
        var words = found.Words;
        words = words with
        {
            Title = Part("title") ?? words.Title,
            Summary = Part("summary") ?? words.Summary,
            Text = Part("text") ?? words.Text,
            Sources = Part("sources") ?? words.Sources,
            Details = words.Details.Reworded(Part),
            Pictures = [.. words.Pictures.Select((picture, index) => picture with { Alt = Part(string.Create(CultureInfo.InvariantCulture, $"alt{index}")) ?? picture.Alt })],
        };
        if (WordsCheck.ToKeep(words, ledger) is { Count: > 0 } problems)
            return problems;
        if (await polls.Breaks(found.Id, words, cancel))
            return ledger.Problem("PollHasVotes");
        // Whoever may mask need not be allowed to write: what is masked only becomes less, and needs approval again.
        await keep.Edit(found, words, byItself: false, cancel);
        var kept = await ledger.Keep(found, cancel);
        return kept.Ok ? default(Done) : kept.Problems.ToList();

        string? Part(string name) => texts.FirstOrDefault(text => text.Part == name)?.Text;
    }
}

/// <summary>What the guard held and a person released goes on its way.</summary>
internal sealed class SendReleased(PendopoDb db, JobBoard jobs, TimeProvider time) : IEventHandler<ContentReleased>
{
    public async Task Handle(ContentReleased happened, CancellationToken cancel)
    {
        if (happened.Subject.Split(':') is not [PostContent.Kind, var number] || !Id<Post>.TryParse(number, null, out var id))
            return;
        var approved = await db.Set<Post>().AnyAsync(post => post.Id == id && post.Review == ReviewState.Approved, cancel);
        foreach (var publication in await db.Set<Publication>().Where(row => row.PostId == id).ToListAsync(cancel))
        {
            if (ExitQuestion.ExitOf(publication.Network) == happened.Exit && publication.TroubleCode == "Held")
                publication.Retry(approved, time.Now());
        }
        jobs.Add(new SendDue(id));
        await db.SaveChangesAsync(cancel);
    }
}
