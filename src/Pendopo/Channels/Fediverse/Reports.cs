using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Fediverse;

/// <summary>Complaints from elsewhere about something here: kept for those who moderate.</summary>
internal sealed class Reports(PendopoDb db, CentreScope scope, TimeProvider time)
{
    public async Task<JobOutcome> Take(Activity flag, CancellationToken cancel)
    {
        if (flag.Actor.Length > RemoteActor.MaxAddress)
            return JobOutcome.Done;
        // The reporter may write markup; only the words are kept.
        var comment = KeptText.Of(Pendopo.Fediverse.Html.HtmlText.From(flag.Content), Pendopo.Channels.Contracts.Border.TextLength);
        db.Add(FediverseReport.Of(scope.Centre, flag.Actor, flag.ObjectIds.Take(50), comment, time.Now()));
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }
}
