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
            jobs.Add(new MeasureCentre(), centre: centre.Id);
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }
}

[Job("insights.measure", Queue = "hear", MaxAttempts = 2)]
internal sealed record MeasureCentre : IJob;

/// <summary>Reads what the networks say of the posts of the last thirty days. A network that does not answer leaves the last
/// reading as it is, with its time.</summary>
internal sealed class MeasureCentreJob(PendopoDb db, PublishedPosts posts, Accounts accounts, CentreScope scope, CentreDirectory centres, TimeProvider time, ILogger<MeasureCentreJob> log)
    : IJobHandler<MeasureCentre>
{
    private static readonly TimeSpan Looked = TimeSpan.FromDays(30);
    private const int AtMost = 300;

    public async Task<JobOutcome> Run(MeasureCentre job, CancellationToken cancel)
    {
        var centre = await centres.ById(scope.Centre, cancel);
        if (centre is null)
            return JobOutcome.Cancel("The centre is gone.");
        var now = time.Now();
        var today = DateOnly.FromDateTime(centre.Local(now).DateTime);
        var channels = (await accounts.All(cancel)).ToDictionary(channel => channel.Id);
        foreach (var publication in await posts.Recent(now - Looked, AtMost, cancel))
        {
            if (publication.Remote is not null && channels.GetValueOrDefault(publication.Channel) is { State: ChannelState.Connected } channel)
                await Read(publication, channel, centre, today, cancel);
        }
        return JobOutcome.Done;
    }

    private async Task Read(PublicationCard publication, Channel channel, Centre centre, DateOnly today, CancellationToken cancel)
    {
        var connector = accounts.Connector(channel.Network);
        if (!connector.Abilities.HasFlag(ConnectorAbilities.Measure))
            return;
        try
        {
            var figures = await connector.Measure(await accounts.Open(channel, cancel), publication.Remote!, cancel);
            var row = await db.Set<Measure>().FirstOrDefaultAsync(
                found => found.PostId == publication.Post && found.ChannelId == publication.Channel && found.Day == today, cancel);
            row ??= db.Add(Measure.Of(publication, centre.Id, today)).Entity;
            row.Read(figures, time.Now());
            await db.SaveChangesAsync(cancel);
        }
        catch (HttpRequestException error)
        {
            log.LogWarning("Figures of a post could not be read on {Network}: {Status}", channel.Network, error.StatusCode);
        }
    }
}
