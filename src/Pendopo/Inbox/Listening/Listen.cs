using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Inbox.Listening;

/// <summary>Looks which centres listen for words on a network that is asked.</summary>
[Job("inbox.listen-all", Queue = "hear", MaxAttempts = 1)]
internal sealed record ListenAll : IJob;

internal sealed class ListenAllJob(PendopoDb db, Accounts accounts, JobBoard jobs) : IJobHandler<ListenAll>
{
    public async Task<JobOutcome> Run(ListenAll job, CancellationToken cancel)
    {
        var listening = db.Set<WatchedWord>().AcrossCentres().Where(row => row.PausedAt == null).Select(row => row.CentreId);
        var channels = await db.Set<Channel>().AcrossCentres().AsNoTracking().Where(channel => channel.State == ChannelState.Connected && listening.Contains(channel.CentreId)).ToListAsync(cancel);
        foreach (var channel in channels.Where(channel => ListenTerms.Of(channel.Network) is not null && accounts.Knows(channel.Network) && accounts.Connector(channel.Network).Abilities.HasFlag(ConnectorAbilities.Search)))
            jobs.Add(new ListenOn(channel.Id), centre: channel.CentreId, lane: channel.Network);
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }
}

[Job("inbox.listen", Queue = "ask", MaxAttempts = 1)]
internal sealed record ListenOn(Id<Channel> Channel) : IJob;

/// <summary>Searches one network for the words that waited longest. What was found and how far was read are kept in one transaction a word.</summary>
internal sealed class ListenOnJob(PendopoDb db, Accounts accounts, TakeFinds finds, KeepListening rules, TimeProvider time) : IJobHandler<ListenOn>
{
    /// <summary>Searches in one look: far below what a network allows an account (Bluesky: 3,000 requests in five minutes an address), also with many centres on one machine.</summary>
    internal const int MostSearches = 20;

    public async Task<JobOutcome> Run(ListenOn job, CancellationToken cancel)
    {
        if (await accounts.Find(job.Channel, cancel) is not { State: ChannelState.Connected } channel)
            return JobOutcome.Cancel("The channel is not connected any more.");
        var watched = (await finds.Watched(cancel)).FindAll(word => word.Listens(channel.Network));
        var looks = await Looks(channel, watched, cancel);
        // Where the network asked for patience, it is asked nothing until then, whatever the word.
        if (watched.Count == 0 || looks.Any(look => look.NotBefore > time.GetUtcNow()))
            return JobOutcome.Done;
        var servers = (await rules.Rules(cancel)).AllServers;
        foreach (var look in looks.OrderBy(look => look.LookedAt).Take(MostSearches))
        {
            if (!await Search(channel, look, watched, servers, cancel))
                break;
        }
        return JobOutcome.Done;
    }

    /// <returns>False when the network wants to be left alone for now.</returns>
    private async Task<bool> Search(Channel channel, WordLook look, List<WatchedWord> watched, IReadOnlyList<string> servers, CancellationToken cancel)
    {
        var word = watched.First(one => one.Id == look.WatchId);
        var began = time.Now();
        var asked = new WordSearch(word.IsTag ? word.Key[1..] : word.Words, word.IsTag, look.Since, servers);
        var found = await accounts.Connector(channel.Network).Search(await accounts.Open(channel, cancel), asked, cancel);
        await finds.Take(channel.Network, channel.Id, [.. found.Posts.Select(post => Border.Of(post, began)).OfType<Incoming>()], watched, cancel);
        if (found.Fault is { } fault)
            look.Missed(began, found.NotBefore is { } at ? Instants.Cut(at) : null, fault == SearchFault.Refused);
        else
            look.Read(began);
        await db.SaveChangesAsync(cancel);
        return found.Fault != SearchFault.Later;
    }

    private async Task<List<WordLook>> Looks(Channel channel, List<WatchedWord> watched, CancellationToken cancel)
    {
        var ids = watched.ConvertAll(word => word.Id);
        var looks = await db.Set<WordLook>().Where(row => row.Network == channel.Network && ids.Contains(row.WatchId)).ToListAsync(cancel);
        foreach (var word in watched.Where(word => looks.All(look => look.WatchId != word.Id)))
            looks.Add(db.Add(WordLook.Of(word, channel.Network, time.Now())).Entity);
        return looks;
    }
}

/// <summary>Forgets finds whose time is over, at every centre.</summary>
[Job("inbox.forget-finds", MaxAttempts = 3)]
internal sealed record ForgetFinds : IJob;

internal sealed class ForgetFindsJob(PendopoDb db, TimeProvider time) : IJobHandler<ForgetFinds>
{
    public async Task<JobOutcome> Run(ForgetFinds job, CancellationToken cancel)
    {
        var own = await db.Set<ListenRules>().AcrossCentres().AsNoTracking().ToDictionaryAsync(row => row.CentreId, row => row.KeepDays, cancel);
        foreach (var centre in await db.Set<Find>().AcrossCentres().Select(row => row.CentreId).Distinct().ToListAsync(cancel))
        {
            var until = time.Now() - TimeSpan.FromDays(own.GetValueOrDefault(centre, ListenRules.UsualDays));
            var over = db.Set<Find>().AcrossCentres().Where(row => row.CentreId == centre && row.FoundAt < until);
            await db.Set<FindWord>().AcrossCentres().Where(row => over.Select(find => find.Id).Contains(row.FindId)).ExecuteDeleteAsync(cancel);
            await over.ExecuteDeleteAsync(cancel);
        }
        return JobOutcome.Done;
    }
}
