using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.People;

namespace Pendopo.Community.Members;

[Job("community.erase", Queue = "default", MaxAttempts = 8)]
internal sealed record EraseLeaver(Id<Person> Person) : IJob;

/// <summary>Takes the account away of somebody who left, and writes it in the ledger, so that no restored backup brings them back.</summary>
internal sealed class EraseLeaverJob(ErasePerson erase) : IJobHandler<EraseLeaver>
{
    public async Task<JobOutcome> Run(EraseLeaver job, CancellationToken cancel)
    {
        await erase.Run(job.Person, cancel);
        return JobOutcome.Done;
    }
}
