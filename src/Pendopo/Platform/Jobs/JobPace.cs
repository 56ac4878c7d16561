namespace Pendopo.Platform.Jobs;

/// <summary>When a queue looks for more. By the clock of the machine, not the house's: it is about how fast this processor and this disk are.</summary>
internal sealed class JobPace(JobIntake intake, JobSignals signals)
{
    // A claim costs a transaction, which is one wait for the disk: so long several that end one after the other are claimed for together.
    private static readonly TimeSpan Company = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Way = TimeSpan.FromMilliseconds(20);
    private const int LongestWay = 25;
    private const int Crowd = 4;

    public JobSignal Of(JobQueue queue) => signals.Of(queue.Name);

    /// <summary>Returns when it is worth claiming: when half of the places are free, or nobody else became free for a moment.</summary>
    public static async Task ForCompany(JobQueue queue, SemaphoreSlim places, CancellationToken stopping)
    {
        if (places.CurrentCount * 2 < queue.Concurrency)
            await Task.Delay(Company, TimeProvider.System, stopping);
    }

    /// <summary>Lets a crowd at the door go first, for half a second at most, so that nothing waits for ever behind a flood.</summary>
    public async Task GiveWay(JobQueue queue, CancellationToken stopping)
    {
        for (var waited = 0; queue.GivesWay && intake.Asking >= Crowd && waited < LongestWay; waited++)
            await Task.Delay(Way, TimeProvider.System, stopping);
    }
}
