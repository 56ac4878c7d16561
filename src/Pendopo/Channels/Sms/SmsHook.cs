using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.WhatsApp;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;

namespace Pendopo.Channels.Sms;

/// <summary>The address to which a gateway reports, and at which it passes on what people write: STOP ends it, other words go to the inbox. It is answered with 200 only when that is on the disk; told ten times,
/// late, or in any order, it comes to the same.</summary>
internal sealed class SmsHook(PendopoDb db, CentreScope scope, Accounts accounts, ListWishes wishes, EventBoard events, TimeProvider time)
{
    public const int MostBytes = 64 * 1024;

    // So long after a post somebody who writes answers it, as far as anybody can tell.
    private static readonly TimeSpan Recent = TimeSpan.FromDays(3);

    private const int Tries = 3;

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
            || await accounts.Open(channel, cancel) is not { } account || account.Credentials<SmsKeys>() is not { } keys || !keys.Knows(secret))
            return TypedResults.NotFound();
        scope.Enter(channel.CentreId);
        var said = await Read(request, cancel);
        // A report may repeat from whom the SMS was and what it said; those words are ours.
        var reports = said(keys.ReportId).Length > 0 && said(keys.ReportStatus) is var status && (Says(keys.Arrived, status) || Says(keys.Failed, status));
        if (!reports && said(keys.StopFrom) is { Length: > 0 } from && said(keys.StopText) is var text && !string.IsNullOrWhiteSpace(text))
            return ListWords.Of(text) is { } wish ? await Obey(channel, from, wish, cancel) : await Hear(channel, keys, from, text, said(keys.HeardId), cancel);
        return await Report(account, channel, keys, said(keys.ReportId), said(keys.ReportStatus), cancel);
    }

    private async Task<IResult> Report(ConnectedAccount account, Channel channel, SmsKeys keys, string id, string status, CancellationToken cancel)
    {
        SendingState? state = Says(keys.Arrived, status) ? SendingState.Delivered : Says(keys.Failed, status) ? SendingState.Failed : null;
        if (id.Length is 0 or > Border.IdLength || KeptText.Of(id, Border.IdLength) != id)
            return TypedResults.Ok();
        var mark = Sending.OfMark(id);
        while (await db.Set<Sending>().FirstOrDefaultAsync(row => row.ChannelId == channel.Id && (row.RemoteId == id || (mark != null && row.Id == mark.Value)), cancel) is { } line)
        {
            // A word that is not told apart says that it is on its way.
            if (line.Told(state ?? SendingState.Sent, id, state == SendingState.Failed ? KeptText.Of(status, 40) : null, time.Now()) && line.Kind == SendingKind.Answer)
                events.Publish(new ReplySettled(channel.Id, line.Key, line.IsOut ? new(line.RemoteId ?? line.Mark, null) : null, line.IsOut ? null : SmsWords.For(account)["Refused"]));
            if (await db.TrySave(cancel))
                return TypedResults.Ok();
            db.ChangeTracker.Clear();
        }
        // It may come before the answer to the call was kept: a gateway that tries again finds it then.
        return TypedResults.NotFound();
    }

    /// <summary>What somebody wrote goes to the inbox; told again, it is the same message.</summary>
    private async Task<IResult> Hear(Channel channel, SmsKeys keys, string from, string text, string id, CancellationToken cancel)
    {
        // A name instead of a number is an advertiser, or the provider itself: nobody can be answered there.
        if (Phones.Of(from, Phones.CountryOf(channel)) is not { } phone)
            return TypedResults.Ok();
        var now = time.Now();
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var contact = await db.Set<Contact>().FirstOrDefaultAsync(row => row.ChannelId == channel.Id && row.Phone == phone, cancel) ?? db.Add(Contact.Of(channel, phone, "", now)).Entity;
            if (id.Length == 0)
            {
                if (HeardLately.With(contact.HeardLately, keys.Secret, phone, text, await AnsweredAt(contact, cancel), now) is not { } lately)
                    return TypedResults.Ok();
                contact.Remember(lately);
            }
            contact.Wrote("", now);
            var incoming = new Incoming(new(Mark(id, phone, text, now), null), IncomingKind.Private, new(phone, "+" + phone, contact.Name, null), await About(contact, now, cancel), new(phone, null), text, null, null, now);
            if (Border.Of(incoming, now) is { } heard)
                events.Publish(new MessageHeard(channel.Id, heard));
            if (await db.TrySave(cancel))
                return TypedResults.Ok();
        }
        return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }

    // Numbers of gateways come again, after a modem began anew: alone they say nothing. Without one the instant tells new words from the same ones of another hour.
    private static string Mark(string id, string phone, string text, DateTimeOffset now) =>
        "sms:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id.Length > 0 ? $"{id} {phone} {text.Trim()}" : string.Create(CultureInfo.InvariantCulture, $"{phone} {now.Ticks} {text.Trim()}"))).AsSpan(0, 16));

    /// <summary>When an answer to them was begun last, as far as it may have gone out.</summary>
    private Task<DateTimeOffset?> AnsweredAt(Contact contact, CancellationToken cancel) =>
        db.Set<Sending>().Where(row => row.ContactId == contact.Id && row.Kind == SendingKind.Answer && row.CalledAt != null && row.State != SendingState.Failed).OrderByDescending(row => row.CalledAt).Select(row => row.CalledAt).FirstOrDefaultAsync(cancel);

    /// <summary>The post that went to them last, where that is not long ago.</summary>
    private async Task<string?> About(Contact contact, DateTimeOffset now, CancellationToken cancel)
    {
        var since = now - Recent;
        var last = await db.Set<Sending>().Where(row => row.ContactId == contact.Id && row.Kind == SendingKind.Post && row.CalledAt > since && row.State != SendingState.Failed && row.State != SendingState.Waiting && row.State != SendingState.Skipped).OrderByDescending(row => row.CalledAt).Select(row => (Guid?)row.Key).FirstOrDefaultAsync(cancel);
        return last is { } key ? Broadcast.RemoteIdOf(key) : null;
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
