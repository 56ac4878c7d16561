using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Publications;

/// <summary>Sets what is due now on its way, in the caller's transaction, so that nobody waits for the next round of <see cref="SendDue"/>.</summary>
internal sealed class NextSteps(PendopoDb db, JobBoard jobs, TimeProvider time)
{
    /// <param name="publications">All of one post, as the caller will save them.</param>
    public void Begin(IReadOnlyCollection<Publication> publications)
    {
        var now = time.Now();
        var due = publications.Where(publication => publication.RunAt <= now).ToList();
        if (due.Count == 0)
            return;
        var page = due.Find(publication => publication.Network == OwnChannels.Site && VersionToBe(publication) is not null);
        if (page is not null)
            jobs.Add(new TakeStep(page.Id, VersionToBe(page)!.Value), uniqueKey: SendDueJob.KeyOf(page.Id, VersionToBe(page)!.Value), centre: page.CentreId);
        // The others link to the page: they follow when it stands, which it may do already.
        if (page is null || (due.Count > 1 && page.State == PublicationState.Sent))
            jobs.Add(new SendDue(due[0].PostId));
    }

    /// <summary>The version the row will have when it is saved. Null when it stays as it is: its step may be queued already.</summary>
    private int? VersionToBe(Publication publication) => db.Entry(publication).State switch
    {
        EntityState.Added => publication.Version,
        EntityState.Modified => publication.Version + 1,
        _ => null,
    };
}
