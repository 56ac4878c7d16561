using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Consents;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Site;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Declared;

/// <summary>Looks once a day at everything that shows persons: what stands where their consent does not reach is taken back from there, and who plans is told of
/// what would not go out.</summary>
[Job("publishing.check-shown", Queue = "publish", MaxAttempts = 3)]
internal sealed record CheckShown : IJob;

internal sealed class CheckShownJob(PendopoDb db, CentreDirectory centres, CentreScope scope, CheckingTools tools, TimeProvider time) : IJobHandler<CheckShown>
{
    private const int Together = 100;
    private readonly PersonsCheck persons = tools.Persons;
    private readonly ConsentUses uses = tools.Uses;
    private readonly TakeBack back = tools.Back;
    private readonly EventBoard events = tools.Events;

    public async Task<JobOutcome> Run(CheckShown job, CancellationToken cancel)
    {
        foreach (var centre in await centres.All(cancel))
        {
            scope.Enter(centre.Id);
            for (var after = default(Id<Post>); ;)
            {
                var some = await Next(after, cancel);
                foreach (var post in some)
                    await Look(post, cancel);
                await db.SaveChangesAsync(cancel);
                db.ChangeTracker.Clear();
                if (some.Count < Together)
                    break;
                after = some[^1].Id;
            }
        }
        tools.Jobs.Add(new SendDue());
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }

    // What shows nobody names nobody: only posts with a page that shows persons, or with a time and a picture or a story, can be wrong.
    private Task<List<Post>> Next(Id<Post> after, CancellationToken cancel) => db.Set<Post>()
        .Where(post => post.Id > after && post.RecalledAt == null && (db.Set<SitePage>().Any(page => page.Id == post.Id && page.ShowsPersons && page.RecalledAt == null)
            || ((post.Pictures != "[]" || post.Kind == PostKind.Story) && db.Set<Publication>().Any(row => row.PostId == post.Id && row.State == PublicationState.Scheduled))))
        .OrderBy(post => post.Id).Take(Together).ToListAsync(cancel);

    private async Task Look(Post post, CancellationToken cancel)
    {
        var named = await uses.Of(PostConsents.KindName, post.Id.Value, cancel);
        foreach (var publication in await db.Set<Publication>().Where(row => row.PostId == post.Id).ToListAsync(cancel))
        {
            if (publication.State == PublicationState.Scheduled && await persons.Refuses(post, [publication.Network], publication.DueAt, cancel) is not null)
                events.Publish(new PublicationNeedsPerson(post.Id, publication.ChannelId, "NoConsent"));
            // What ended is taken back by its end, and what a person asked to stop is hidden: here it is the yes that never reached so far.
            else if (publication.State == PublicationState.Sent && named.Any(one => one.Live && !one.Consent.Covers(publication.Network)))
                back.Ask(publication, time.Now());
        }
    }
}

/// <summary>What the daily look asks and acts with.</summary>
internal sealed record CheckingTools(PersonsCheck Persons, ConsentUses Uses, TakeBack Back, EventBoard Events, JobBoard Jobs);
