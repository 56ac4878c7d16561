using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Community.Talk;
using Pendopo.Platform;
using Pendopo.Platform.Data;

namespace Pendopo.Community.Polls;

/// <summary>What somebody wants to ask.</summary>
/// <param name="Choices">The answers, one a line.</param>
/// <param name="Days">How long it runs: one of <see cref="TakePoll.Runs"/>.</param>
internal sealed record PollAsked(string? Choices, bool Several, string? Days, string? Shows)
{
    /// <summary>Whether anything of a poll was typed.</summary>
    public bool IsMeant => !string.IsNullOrWhiteSpace(Choices);
}

/// <summary>Makes polls and takes votes.</summary>
internal sealed class TakePoll(PendopoDb db, Viewers viewers, SaidReading reading, TimeProvider time, IStringLocalizer<SquarePollText> words)
{
    public const int Fewest = 2, Most = 8, UsualDays = 3;

    /// <summary>For how many days a poll may run.</summary>
    public static readonly IReadOnlyList<int> Runs = [1, 3, 7, 14];

    /// <summary>What is wrong with a poll; empty when nothing is, and for none.</summary>
    public IReadOnlyList<Problem> Wrong(PollAsked? asked)
    {
        if (asked is not { IsMeant: true })
            return [];
        var (choices, problems) = (Lines(asked), new List<Problem>());
        if (choices.Count is < Fewest or > Most)
            problems.Add(words.Problem("ChoicesWrong", "Choices", Fewest, Most));
        else if (choices.Exists(choice => choice.Length > SquareChoice.TextLength))
            problems.Add(words.Problem("ChoiceLong", "Choices", SquareChoice.TextLength));
        else if (choices.Distinct(StringComparer.OrdinalIgnoreCase).Count() < choices.Count)
            problems.Add(words.Problem("ChoicesAlike", "Choices"));
        if (!int.TryParse(asked.Days, CultureInfo.InvariantCulture, out var days) || !Runs.Contains(days))
            problems.Add(words.Problem("DaysWrong", "Days"));
        if (!Enum.TryParse<PollShows>(asked.Shows, ignoreCase: false, out var shows) || !Enum.IsDefined(shows))
            problems.Add(words.Problem("ShowsMissing", "Result"));
        return problems;
    }

    /// <summary>Adds a sound poll to a post that is being said, in the caller's transaction.</summary>
    public void Add(Said said, PollAsked asked)
    {
        var poll = db.Add(SquarePoll.Of(said, asked.Several, Enum.Parse<PollShows>(asked.Shows!), time.Now().AddDays(int.Parse(asked.Days!, CultureInfo.InvariantCulture)))).Entity;
        db.AddRange(Lines(asked).Index().Select(choice => SquareChoice.Of(poll, choice.Index, choice.Item)));
    }

    /// <summary>The viewer chooses, or chooses otherwise while it runs.</summary>
    public async Task<Result<Done>> Vote(Id<Said> post, IReadOnlyCollection<Guid> chosen, CancellationToken cancel)
    {
        if ((await viewers.Read(cancel)).Member is not { } member || await reading.One(post, cancel) is null || await db.Set<SquarePoll>().AsNoTracking().FirstOrDefaultAsync(row => row.SaidId == post, cancel) is not { } poll)
            return Problem.NotFound;
        if (poll.EndsAt <= time.Now())
            return words.Problem("IsOver", "Choice");
        var offered = await db.Set<SquareChoice>().AsNoTracking().Where(row => row.PollId == poll.Id).ToListAsync(cancel);
        var picked = offered.FindAll(choice => chosen.Contains(choice.Id.Value));
        if (picked.Count == 0 || picked.Count < chosen.Distinct().Count() || (!poll.IsSeveral && picked.Count > 1))
            return words.Problem(poll.IsSeveral ? "ChooseSome" : "ChooseOne", "Choice");
        return await db.Attempt<Done>(async () =>
        {
            var before = await db.Set<SquareVote>().Where(row => row.PollId == poll.Id && row.MemberId == member.Id).ToListAsync(cancel);
            var now = picked.ConvertAll(choice => SquareVote.Of(poll, member.Id, choice));
            db.RemoveRange(before.Where(row => !now.Exists(vote => vote.Slot == row.Slot)));
            foreach (var vote in now)
            {
                if (before.Find(row => row.Slot == vote.Slot) is { } known)
                    known.Choose(vote.ChoiceId);
                else
                    db.Add(vote);
            }
            return default(Done);
        }, () => words.Problem("Again", "Choice"), cancel);
    }

    /// <summary>Takes the poll of a post away with it, in the caller's transaction.</summary>
    public async Task Drop(Id<Said> post, CancellationToken cancel)
    {
        if (await db.Set<SquarePoll>().FirstOrDefaultAsync(row => row.SaidId == post, cancel) is not { } poll)
            return;
        db.Remove(poll);
        db.RemoveRange(await db.Set<SquareChoice>().Where(row => row.PollId == poll.Id).ToListAsync(cancel));
        db.RemoveRange(await db.Set<SquareVote>().Where(row => row.PollId == poll.Id).ToListAsync(cancel));
    }

    /// <summary>Takes the polls of posts away whose words go.</summary>
    public static async Task Forget(PendopoDb db, IQueryable<Id<Said>> posts, CancellationToken cancel)
    {
        var polls = db.Set<SquarePoll>().AcrossCentres().Where(row => posts.Contains(row.SaidId)).Select(row => row.Id);
        await db.Set<SquareVote>().AcrossCentres().Where(row => polls.Contains(row.PollId)).ExecuteDeleteAsync(cancel);
        await db.Set<SquareChoice>().AcrossCentres().Where(row => polls.Contains(row.PollId)).ExecuteDeleteAsync(cancel);
        await db.Set<SquarePoll>().AcrossCentres().Where(row => posts.Contains(row.SaidId)).ExecuteDeleteAsync(cancel);
    }

    private static List<string> Lines(PollAsked asked) => [.. (asked.Choices ?? "").ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
