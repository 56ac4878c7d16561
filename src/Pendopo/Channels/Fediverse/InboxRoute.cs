using Microsoft.AspNetCore.Mvc;
using Pendopo.Fediverse.Identity;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Fediverse;

/// <summary>Takes in what other servers send: looked at, verified, kept as a job, answered at once.</summary>
internal sealed class InboxRoute(Verifying verifying, Concerned concerned, JobIntake intake, Addresses addresses, FetchAllowance allowance)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var size = new RequestSizeLimitAttribute(ActivityLimits.Document + 1);
        routes.MapPost("/inbox", Take).WithMetadata(size);
        routes.MapPost("/ap/users/{handle}/inbox", Take).WithMetadata(size);
    }

    private static Task<IResult> Take(HttpRequest request, InboxRoute inbox, CancellationToken cancel) => inbox.Run(request, cancel);

    private async Task<IResult> Run(HttpRequest request, CancellationToken cancel)
    {
        if (!ActivityDocument.IsMediaType(request.ContentType))
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        if (await RequestReading.Body(request, cancel) is not { } body)
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        var document = ActivityDocument.Open(body.Span);
        if (document.Refusal is { } refusal)
            return Results.StatusCode(refusal == DocumentRefusal.TooLarge ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest);
        if (Activity.Read(document.Root).Value is not { } activity)
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        if (addresses.IsOwn(activity.Actor) || activity.Kind == ActivityKind.Other)
            return Results.Accepted();
        var description = RequestReading.Describe(request, addresses, body);
        var signer = ActivityTrust.IsAboutItself(activity) ? await verifying.VerifyKnown(description, cancel) : await verifying.Verify(description, cancel);
        if (signer.Actor is not { } actor)
            return Results.StatusCode(signer.Status);
        if (ActivityTrust.Judge(activity, actor.Uri).Trust == Trust.Refuse)
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        await Keep(activity, new TakeActivity(document.Root, actor.Id, allowance.Made), signer.Fingerprint, actor, cancel);
        return Results.Accepted();
    }

    private async Task Keep(Activity activity, TakeActivity job, string fingerprint, RemoteActor signer, CancellationToken cancel)
    {
        // Those who are gone or suspended may still take back what they did.
        if (signer.GoneAt is not null && activity.Kind is not (ActivityKind.Delete or ActivityKind.Reject or ActivityKind.Undo or ActivityKind.Update))
            return;
        foreach (var centre in await concerned.By(activity, signer, cancel))
        {
            // The very same request may come twice: a replay, or a sender that did not hear our answer.
            await intake.Keep(job, UniqueKey(fingerprint, centre), centre);
        }
    }

    // By the signature, not by the activity's id: some servers use one id again for a second Follow after an Undo. By its bytes, not by its
    // header: whoever caught a request could write the header's parameters in another order and have it done twice.
    private static string UniqueKey(string fingerprint, Id<Centre> centre) => $"fediverse:{centre}:{fingerprint}";
}
