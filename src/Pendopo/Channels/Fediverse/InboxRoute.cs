using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pendopo.Fediverse.Identity;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Fediverse;

/// <summary>Takes in what other servers send: looked at, verified, kept as a job, answered at once.</summary>
internal sealed class InboxRoute(PendopoDb db, Verifying verifying, Concerned concerned, JobBoard jobs, IDialect dialect, Addresses addresses)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/inbox", Take);
        routes.MapPost("/ap/users/{handle}/inbox", Take);
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
        await Keep(activity, new TakeActivity(document.Root, actor.Id), request.Headers["Signature"].ToString(), actor, cancel);
        return Results.Accepted();
    }

    private async Task Keep(Activity activity, TakeActivity job, string signature, RemoteActor signer, CancellationToken cancel)
    {
        // Those who are gone or suspended may still take back what they did.
        if (signer.GoneAt is not null && activity.Kind is not (ActivityKind.Delete or ActivityKind.Reject or ActivityKind.Undo or ActivityKind.Update))
            return;
        foreach (var centre in await concerned.By(activity, signer, cancel))
        {
            jobs.Add(job, uniqueKey: UniqueKey(signature, centre), centre: centre);
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException error) when (dialect.IsDuplicate(error))
            {
                // The very same request came twice: a replay, or a sender that did not hear our answer.
                db.ChangeTracker.Clear();
            }
        }
    }

    // By the signature, not by the activity's id: some servers use one id again for a second Follow after an Undo.
    private static string UniqueKey(string signature, Id<Centre> centre) =>
        "fediverse:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{centre} {signature}")));
}
