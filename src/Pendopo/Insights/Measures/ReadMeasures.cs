using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Insights.Measures;

/// <summary>Queues a reading for every centre.</summary>
[Job("insights.measure-all", MaxAttempts = 1)]
internal sealed record MeasureAll : IJob;

internal sealed class MeasureAllJob(PendopoDb db, JobBoard jobs, CentreDirectory centres) : IJobHandler<MeasureAll>
{
    public async Task<JobOutcome> Run(MeasureAll job, CancellationToken cancel)
    {
        foreach (var centre in await centres.All(cancel))
            jobs.Add(new MeasureCentre(), centre: centre.Id, lane: "measure");
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }
}

[Job("insights.measure", Queue = "ask", MaxAttempts = 2)]
internal sealed record MeasureCentre : IJob;

/// <summary>Reads what the networks say of the posts of the last thirty days. A network that does not answer leaves the last
/// reading as it is, with its time.</summary>
internal sealed class MeasureCentreJob(PendopoDb db, PublishedPosts posts, Accounts accounts, CentreScope scope, CentreDirectory centres, TimeProvider time, ILogger<MeasureCentreJob> log)
    : IJobHandler<MeasureCentre>
{
    private static readonly TimeSpan Looked = TimeSpan.FromDays(30);
    private const int AtMost = 300;

    // An evergreen post of two years, told every five weeks.
    private const int MostTellings = 20;

    public async Task<JobOutcome> Run(MeasureCentre job, CancellationToken cancel)
    {
        var centre = await centres.ById(scope.Centre, cancel);
        if (centre is null)
            return JobOutcome.Cancel("The centre is gone.");
        var now = time.Now();
        var today = DateOnly.FromDateTime(centre.Local(now).DateTime);
        var channels = (await accounts.All(cancel)).ToDictionary(channel => channel.Id);
        foreach (var publication in (await posts.Recent(now - Looked, AtMost, cancel)).DistinctBy(card => (card.Post, card.Channel)))
        {
            if (publication.Remote is not null && channels.GetValueOrDefault(publication.Channel) is { State: ChannelState.Connected } channel)
                await Read(publication, await Tellings(publication, cancel), channel, today, cancel);
        }
        return JobOutcome.Done;
    }

    // What was told more than once on a channel counts with all its tellings, the newest first.
    private async Task<List<RemoteRef>> Tellings(PublicationCard publication, CancellationToken cancel) =>
        [.. (await posts.Of(publication.Post, cancel)).Where(card => card.Channel == publication.Channel && card.State == PublicationState.Sent).Reverse().Select(card => card.Remote).OfType<RemoteRef>().Take(MostTellings)];

    private async Task Read(PublicationCard publication, List<RemoteRef> tellings, Channel channel, DateOnly today, CancellationToken cancel)
    {
        var connector = accounts.Connector(channel.Network);
        if (!connector.Abilities.HasFlag(ConnectorAbilities.Measure))
            return;
        try
        {
            var account = await accounts.Open(channel, cancel);
            var figures = new PostMeasures(null, null, null);
            foreach (var telling in tellings)
                figures = Sum(figures, await connector.Measure(account, telling, cancel));
            var row = await db.Set<Measure>().FirstOrDefaultAsync(
                found => found.PostId == publication.Post && found.ChannelId == publication.Channel && found.Day == today, cancel);
            row ??= db.Add(Measure.Of(publication, channel.CentreId, today)).Entity;
            row.Read(figures, time.Now());
            await db.SaveChangesAsync(cancel);
        }
        catch (HttpRequestException error)
        {
            log.LogWarning("Figures of a post could not be read on {Network}: {Status}", channel.Network, error.StatusCode);
        }
    }

    private static PostMeasures Sum(PostMeasures one, PostMeasures two) =>
        new(Sum(one.Likes, two.Likes), Sum(one.Shares, two.Shares), Sum(one.Replies, two.Replies), Sum(one.Views, two.Views), Sum(one.Clicks, two.Clicks));

    // The sum of what is known; unknown only when nothing is.
    private static int? Sum(int? one, int? two) => one is null ? two : two is null ? one : one + two;
}
