using Microsoft.EntityFrameworkCore;
using Pendopo.Community.Talk;
using Pendopo.Platform.Data;

namespace Pendopo.Community.Polls;

/// <summary>One answer as the viewer sees it.</summary>
/// <param name="Votes">Null while the viewer does not see how it stands.</param>
/// <param name="Mine">Whether the viewer chose it.</param>
public sealed record ChoiceView(Guid Id, string Text, int? Votes, bool Mine);

/// <summary>A poll as the viewer sees it: who voted for what is told to nobody.</summary>
/// <param name="Voters">How many members voted.</param>
/// <param name="Shown">Whether the viewer sees how it stands.</param>
/// <param name="TooFew">Whether so few voted that the figures would tell of persons.</param>
public sealed record PollView(Id<SquarePoll> Id, bool IsSeveral, PollShows Shows, DateTimeOffset EndsAt, bool IsOver, int Voters, bool Shown, bool TooFew, IReadOnlyList<ChoiceView> Choices)
{
    public bool Voted => Choices.Any(choice => choice.Mine);
}

/// <summary>Reads polls for whoever looks. The caller asked <see cref="Sight"/> about the posts.</summary>
internal sealed class PollReading(PendopoDb db, Viewers viewers, TimeProvider time)
{
    /// <summary>Of fewer voters no figures are shown: in a small circle they would tell who chose what. Our own choice.</summary>
    public const int LeastShown = 3;

    /// <summary>The polls of these posts.</summary>
    public async Task<Dictionary<Id<Said>, PollView>> Of(IReadOnlyCollection<Id<Said>> posts, CancellationToken cancel)
    {
        var polls = await db.Set<SquarePoll>().AsNoTracking().Where(row => posts.Contains(row.SaidId)).ToListAsync(cancel);
        if (polls.Count == 0)
            return [];
        var (ids, me) = (polls.ConvertAll(poll => poll.Id), (await viewers.Read(cancel)).Member?.Id);
        var choices = (await db.Set<SquareChoice>().AsNoTracking().Where(row => ids.Contains(row.PollId)).OrderBy(row => row.Place).ToListAsync(cancel)).ToLookup(row => row.PollId);
        var counts = await db.Set<SquareVote>().Where(row => ids.Contains(row.PollId)).GroupBy(row => row.ChoiceId).Select(rows => new { rows.Key, Count = rows.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancel);
        var voters = await db.Set<SquareVote>().Where(row => ids.Contains(row.PollId)).Select(row => new { row.PollId, row.MemberId }).Distinct().GroupBy(row => row.PollId).Select(rows => new { rows.Key, Count = rows.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancel);
        var mine = (await db.Set<SquareVote>().Where(row => ids.Contains(row.PollId) && row.MemberId == me).Select(row => row.ChoiceId).ToListAsync(cancel)).ToHashSet();
        return polls.ToDictionary(poll => poll.SaidId, poll => View(poll, [.. choices[poll.Id]], counts, voters.GetValueOrDefault(poll.Id), mine));
    }

    private PollView View(SquarePoll poll, List<SquareChoice> choices, Dictionary<Id<SquareChoice>, int> counts, int voters, HashSet<Id<SquareChoice>> mine)
    {
        var over = poll.EndsAt <= time.Now();
        var meant = over || (poll.Shows == PollShows.AfterVote && choices.Exists(choice => mine.Contains(choice.Id)));
        var shown = meant && voters >= LeastShown;
        return new(poll.Id, poll.IsSeveral, poll.Shows, poll.EndsAt, over, voters, shown, meant && !shown,
            choices.ConvertAll(choice => new ChoiceView(choice.Id.Value, choice.Text, shown ? counts.GetValueOrDefault(choice.Id) : null, mine.Contains(choice.Id))));
    }
}
