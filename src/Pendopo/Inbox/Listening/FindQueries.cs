using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;

namespace Pendopo.Inbox.Listening;

/// <summary>Which finds are asked for.</summary>
/// <param name="Word">Only those that hold this watched word, or all.</param>
/// <param name="Network">Only those of this network, or all.</param>
internal sealed record FindFilter(FindState State, Id<WatchedWord>? Word, string? Network);

/// <summary>A find as a list shows it: what identifies somebody in its words is masked, for many look there.</summary>
public sealed record FindRow(
    Id<Find> Id, string Network, string AuthorName, string AuthorHandle, string? AuthorUrl, string Text, string? Language, string? Url, DateTimeOffset SentAt, FindState State, Id<Conversation>? Conversation, IReadOnlyList<string> Words, bool MayAnswer);

/// <param name="Next">The mark to ask for older ones with, or null at the end.</param>
internal sealed record FindSlice(IReadOnlyList<FindRow> Rows, string? Next);

/// <summary>Finds by the day they were said on, oldest first.</summary>
/// <param name="Withheld">Networks whose terms do not let their words be counted by what they are about.</param>
internal sealed record FindDays(IReadOnlyList<(DateOnly Day, int Count)> Days, IReadOnlyList<string> Withheld);

/// <summary>Read models of listening; all within the centre in scope.</summary>
internal sealed class FindQueries(PendopoDb db, Here here, Accounts accounts, MaskedWords masked, TimeProvider time)
{
    public const int Days = 14;

    private const int PageSize = 30;

    public async Task<FindSlice> List(FindFilter filter, PageMark? before, CancellationToken cancel)
    {
        var finds = await Of(filter).AsNoTracking().NewestFirst(row => row.SentAt, row => row.Id, before).Take(PageSize + 1).ToListAsync(cancel);
        var shown = finds.Take(PageSize).ToList();
        var ids = shown.ConvertAll(find => find.Id);
        var words = (await db.Set<FindWord>().Where(row => ids.Contains(row.FindId)).Join(db.Set<WatchedWord>(), row => row.WatchId, word => word.Id, (row, word) => new { row.FindId, word.Words }).OrderBy(row => row.Words).ToListAsync(cancel))
            .ToLookup(row => row.FindId, row => row.Words);
        var answerable = await Answerable(cancel);
        var rows = new List<FindRow>();
        foreach (var find in shown)
        {
            rows.Add(new(find.Id, find.Network, find.AuthorName, find.AuthorHandle, find.AuthorUrl, await masked.Of(find.Text, cancel), find.Language, find.RemoteUrl, find.SentAt, find.State, find.ConversationId, [.. words[find.Id]],
                find.ChannelId is { } channel && answerable.Contains(channel)));
        }
        return new(rows, finds.Count > PageSize ? new PageMark(shown[^1].SentAt, shown[^1].Id.Value).ToString() : null);
    }

    /// <summary>How many wait for a look, up to <see cref="InboxCounts.Many"/>.</summary>
    public Task<int> Waiting(CancellationToken cancel) => db.Set<Find>().Where(row => row.State == FindState.New).Take(InboxCounts.Many).CountAsync(cancel);

    /// <summary>Counts of the last two weeks, over the networks whose terms allow it. What was not for the centre is not counted.</summary>
    public async Task<FindDays> Counts(FindFilter filter, CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(here.Centre.Local(time.GetUtcNow()).DateTime);
        var (first, networks) = (today.AddDays(1 - Days), ListenTerms.Countable);
        var all = With(db.Set<Find>().Where(row => row.Day >= first && row.State != FindState.NotForUs && networks.Contains(row.Network)), filter);
        var counts = await all.GroupBy(row => row.Day).Select(group => new { Day = group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Day, row => row.Count, cancel);
        return new([.. Enumerable.Range(0, Days).Select(back => first.AddDays(back)).Select(day => (day, counts.GetValueOrDefault(day)))],
            [.. ListenTerms.All.Select(terms => terms.Network).Where(network => !networks.Contains(network) && (filter.Network ?? network) == network)]);
    }

    /// <summary>The accounts by which a centre may answer somebody who did not speak to it.</summary>
    public async Task<HashSet<Id<Channel>>> Answerable(CancellationToken cancel) => [.. (await accounts.All(cancel))
        .Where(channel => channel.State == ChannelState.Connected && ListenTerms.Of(channel.Network) is { MayAnswer: true } && accounts.Knows(channel.Network) && accounts.Connector(channel.Network).Abilities.HasFlag(ConnectorAbilities.Reply))
        .Select(channel => channel.Id)];

    private IQueryable<Find> Of(FindFilter filter)
    {
        var state = filter.State;
        return With(db.Set<Find>().Where(row => row.State == state), filter);
    }

    private IQueryable<Find> With(IQueryable<Find> rows, FindFilter filter)
    {
        if (filter.Network is { } network)
            rows = rows.Where(row => row.Network == network);
        if (filter.Word is { } word)
            rows = rows.Where(row => db.Set<FindWord>().Any(held => held.FindId == row.Id && held.WatchId == word));
        return rows;
    }
}
