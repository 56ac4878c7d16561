using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.WhatsApp;

/// <summary>The address that Meta calls: it proves itself ours, and takes in what comes. A delivery is answered with 200 only when it is on the disk.</summary>
internal sealed partial class Hook(PendopoDb db, CentreScope scope, Accounts accounts, JobIntake intake)
{
    /// <summary>Meta's own bound of one delivery is 3 MB.</summary>
    public const int MostBytes = 3 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var hooks = routes.MapGroup("/hooks/whatsapp").AllowAnonymous().ExcludeFromDescription();
        hooks.MapGet("/{id}", Prove);
        hooks.MapPost("/{id}", Take).WithMetadata(new RequestSizeLimitAttribute(MostBytes + 1));
    }

    private static async Task<IResult> Prove(Id<Channel> id, HttpRequest request, Hook hook, CancellationToken cancel)
    {
        var (mode, word, challenge) = (request.Query["hub.mode"].ToString(), request.Query["hub.verify_token"].ToString(), request.Query["hub.challenge"].ToString());
        return mode == "subscribe" && Challenge().IsMatch(challenge) && await hook.Keys(id, cancel) is { } found && found.Keys.Knows(word)
            ? TypedResults.Text(challenge, "text/plain") : TypedResults.StatusCode(StatusCodes.Status403Forbidden);
    }

    private static Task<IResult> Take(Id<Channel> id, HttpRequest request, Hook hook, CancellationToken cancel) => hook.Run(id, request, cancel);

    private async Task<IResult> Run(Id<Channel> id, HttpRequest request, CancellationToken cancel)
    {
        if (await Body(request, cancel) is not { } body)
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        // Signed over the very bytes, and looked at before anything is read out of them. Only the app that signed it speaks for this number.
        if (await Keys(id, cancel) is not { } found || !found.Keys.Signed(body.Span, request.Headers["X-Hub-Signature-256"].ToString()))
            return TypedResults.StatusCode(StatusCodes.Status401Unauthorized);
        await intake.Keep(new TakeEvents(id, Encoding.UTF8.GetString(body.Span)), $"whatsapp:{id}:{Convert.ToHexStringLower(SHA256.HashData(body.Span))}", found.Channel.CentreId);
        return TypedResults.Ok();
    }

    private async Task<(Channel Channel, WhatsAppKeys Keys)?> Keys(Id<Channel> id, CancellationToken cancel)
    {
        scope.EnterInstallation();
        if (await db.Set<Channel>().AcrossCentres().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.Network == WhatsAppConnector.NetworkName, cancel) is not { } channel)
            return null;
        return (channel, (await accounts.Open(channel, cancel)).Credentials<WhatsAppKeys>());
    }

    private static async Task<ReadOnlyMemory<byte>?> Body(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > MostBytes)
            return null;
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MostBytes + 1;
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancel)) > 0;)
        {
            if (kept.Length + read > MostBytes)
                return null;
            kept.Write(buffer, 0, read);
        }
        return kept.ToArray();
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,200}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Challenge();
}
