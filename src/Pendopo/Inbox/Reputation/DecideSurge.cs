using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Text.Similarity;

namespace Pendopo.Inbox.Reputation;

/// <summary>A card with the days before it and the conversations that raised it.</summary>
internal sealed record SurgeView(SurgeCard Card, IReadOnlyList<(DateTimeOffset Day, double Count)> Days, IReadOnlyList<ConversationRow> Conversations);

/// <summary>Reads the cards, and keeps what a person decides about one.</summary>
internal sealed class DecideSurge(PendopoDb db, Here here, ConversationQueries queries, AuditBook audit, IStringLocalizer<ReputationText> words, TimeProvider time)
{
    private const int Most = 50, Shown = 20;

    /// <summary>Whether this person may decide: who answers people, and who gives the work to others.</summary>
    public bool MayDecide => here.May(InboxRoom.MayReply) || here.May(InboxRoom.MayAssign);

    /// <summary>The newest cards, those that wait for a decision first.</summary>
    public Task<List<SurgeCard>> All(CancellationToken cancel) =>
        db.Set<SurgeCard>().AsNoTracking().OrderBy(row => row.Chosen != null).ThenByDescending(row => row.RaisedAt).Take(Most).ToListAsync(cancel);

    public Task<int> Waiting(CancellationToken cancel) => db.Set<SurgeCard>().Where(row => row.Chosen == null).Take(InboxCounts.Many).CountAsync(cancel);

    public async Task<SurgeView?> Read(Id<SurgeCard> id, CancellationToken cancel)
    {
        if (await db.Set<SurgeCard>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } card)
            return null;
        var end = card.LastAt;
        var messages = (await WatchCentreJob.Read(db, end, cancel)).FindAll(message => message.At <= end);
        var counts = WatchCentreJob.Counts(messages, end, 0, WatchCentreJob.Days);
        var raised = messages.Where(message => end - message.At <= TimeSpan.FromDays(card.Kind == SurgeKind.Negative ? 1 : 2)
            && (card.Kind == SurgeKind.Negative ? message.Negative : SimHash.Distance(SimHash.Of(message.Words.Text), unchecked((ulong)card.Fingerprint)) <= SimHash.SameWithin)).Select(message => message.Conversation).Distinct().TakeLast(Shown).ToList();
        var rows = await db.Set<Conversation>().AsNoTracking().Where(row => raised.Contains(row.Id)).OrderByDescending(row => row.LastAt).ToListAsync(cancel);
        return new(card, [.. counts.Select((count, at) => (end.AddDays(at - counts.Length + 1), count))], await queries.Shown(rows, cancel));
    }

    public async Task<Result<SurgeCard>> Decide(Id<SurgeCard> id, Play? play, string? note, CancellationToken cancel)
    {
        var said = (note ?? "").ReplaceLineEndings("\n").Trim();
        if (!MayDecide)
            return Problem.NotFound;
        if (play is not { } chosen || !Enum.IsDefined(chosen))
            return words.Problem("PlayMissing", "Play");
        if (said.Length > SurgeCard.NoteLength)
            return words.Problem("NoteTooLong", "Note", SurgeCard.NoteLength);
        return await db.Attempt<SurgeCard>(async () =>
        {
            if (await db.Set<SurgeCard>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } card)
                return Problem.NotFound;
            card.Decide(chosen, said, here.Actor, time.Now());
            audit.Note("inbox.surge", $"surge:{id}", chosen.ToString());
            return card;
        }, () => words.Problem("Stale"), cancel);
    }
}
