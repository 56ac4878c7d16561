using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.WhatsApp;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Sms;

/// <summary>The address to which a gateway reports, and at which it passes on who wrote STOP. It is answered with 200 only when that is on the disk; told ten times,
/// late, or in any order, it comes to the same.</summary>
internal sealed class SmsHook(PendopoDb db, CentreScope scope, Accounts accounts, ListWishes wishes, TimeProvider time)
{
    public const int MostBytes = 64 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var hooks = routes.MapGroup("/hooks/sms").AllowAnonymous().ExcludeFromDescription();
        hooks.MapGet("/{id}/{secret}", Take);
        // A gateway posts with no cookie and no page before it; the word in the address is the proof.
        hooks.MapPost("/{id}/{secret}", Take).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(MostBytes));
    }

    private static Task<IResult> Take(Id<Channel> id, string secret, HttpRequest request, SmsHook hook, CancellationToken cancel) => hook.Run(id, secret, request, cancel);

    private async Task<IResult> Run(Id<Channel> id, string secret, HttpRequest request, CancellationToken cancel)
    {
        scope.EnterInstallation();
        if (await db.Set<Channel>().AcrossCentres().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.Network == SmsConnector.NetworkName, cancel) is not { } channel
            || (await accounts.Open(channel, cancel)).Credentials<SmsKeys>() is not { } keys || !keys.Knows(secret))
            return TypedResults.NotFound();
        scope.Enter(channel.CentreId);
        var said = await Read(request, cancel);
        if (said(keys.StopFrom) is { Length: > 0 } from && ListWords.Of(said(keys.StopText)) is { } wish)
            return await Obey(channel, from, wish, cancel);
        return await Report(channel, keys, said(keys.ReportId), said(keys.ReportStatus), cancel);
    }

    private async Task<IResult> Report(Channel channel, SmsKeys keys, string id, string status, CancellationToken cancel)
    {
        SendingState? state = Says(keys.Arrived, status) ? SendingState.Delivered : Says(keys.Failed, status) ? SendingState.Failed : null;
        if (id.Length is 0 or > Border.IdLength || KeptText.Of(id, Border.IdLength) != id)
            return TypedResults.Ok();
        var mark = Sending.OfMark(id);
        while (await db.Set<Sending>().FirstOrDefaultAsync(row => row.ChannelId == channel.Id && (row.RemoteId == id || (mark != null && row.Id == mark.Value)), cancel) is { } line)
        {
            // A word that is not told apart says that it is on its way.
            line.Told(state ?? SendingState.Sent, id, state == SendingState.Failed ? KeptText.Of(status, 40) : null, time.Now());
            if (await db.TrySave(cancel))
                return TypedResults.Ok();
            db.ChangeTracker.Clear();
        }
        // It may come before the answer to the call was kept: a gateway that tries again finds it then.
        return TypedResults.NotFound();
    }

    private async Task<IResult> Obey(Channel channel, string from, ListWish wish, CancellationToken cancel)
    {
        if (Phones.Of(from, Phones.CountryOf(channel)) is not { } phone)
            return TypedResults.Ok();
        var contact = await db.Set<Contact>().FirstOrDefaultAsync(row => row.ChannelId == channel.Id && row.Phone == phone, cancel);
        // Whoever stands on no list is not put on one by leaving it.
        if (contact is null && wish == ListWish.Off)
            return TypedResults.Ok();
        contact ??= db.Add(Contact.Of(channel, phone, "", time.Now())).Entity;
        await wishes.Note(contact, time.Now(), wish, cancel);
        return await db.TrySave(cancel) ? TypedResults.Ok() : TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }

    private static bool Says(string list, string status) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Contains(status.Trim(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds a value by its name in the address, the form or the JSON that came.</summary>
    private static async Task<Func<string, string>> Read(HttpRequest request, CancellationToken cancel)
    {
        var form = request.HasFormContentType ? await request.ReadFormAsync(cancel) : null;
        var json = default(JsonElement);
        if (form is null && HttpMethods.IsPost(request.Method))
        {
            using var kept = new MemoryStream();
            await request.Body.CopyToAsync(kept, cancel);
            json = LooseJson.Parse(kept.ToArray());
        }
        return name => name.Length == 0 ? "" : form?[name].ToString() is { Length: > 0 } inForm ? inForm : request.Query[name].ToString() is { Length: > 0 } inAddress ? inAddress : SmsForm.At(json, name);
    }
}
