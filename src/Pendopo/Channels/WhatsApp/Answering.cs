using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.WhatsApp;

/// <summary>Answers one person. The line of the ledger is kept before the call, so that the same answer never goes twice, whatever breaks.</summary>
internal sealed class Answering(PendopoDb db, Cloud cloud, PairPause pairs, TimeProvider time)
{
    public const int TextLength = 4096;

    public async Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel)
    {
        var (words, now) = (WhatsAppWords.For(account), time.Now());
        var phone = reply.Author.Id;
        if (await db.Set<Contact>().FirstOrDefaultAsync(row => row.ChannelId == account.Channel.Id && row.Phone == phone, cancel) is not { } contact)
            return new SendOutcome.Refused("Gone", words["PersonGone"]);
        if (reply.Text.Length > TextLength)
            return new SendOutcome.Refused("TooLong", words["TooLong"]);
        var line = await db.Set<Sending>().FirstOrDefaultAsync(row => row.Key == reply.Key && row.ContactId == contact.Id, cancel) ?? db.Add(Sending.To(contact, SendingKind.Answer, reply.Key, now)).Entity;
        Missed(line, reply.LookedAt, now);
        if (Known(line, words["NoAnswer"]) is { } known)
            return await Keep(known, cancel);
        if (await Message(account, contact, reply, now, cancel) is not { } message)
            return new SendOutcome.Refused("WindowClosed", words["WindowClosed"]);
        return await Send(account.Credentials<WhatsAppKeys>(), contact, line, message, words, cancel);
    }

    /// <summary>Answers somebody who waits for it at once, whatever else goes to them; the next post to them waits.</summary>
    public async Task<SendOutcome> Send(WhatsAppKeys keys, Contact contact, Sending line, JsonObject message, WhatsAppWords words, CancellationToken cancel)
    {
        await pairs.Note(contact, cancel);
        return await Call(keys, contact, line, message, words, cancel);
    }

    /// <summary>Makes the one call of a line and keeps what became of it.</summary>
    public Task<SendOutcome> Call(WhatsAppKeys keys, Contact contact, Sending line, JsonObject message, WhatsAppWords words, CancellationToken cancel) =>
        Hand(line, message["type"]!.GetValue<string>() == "template" && !contact.IsOpen(time.Now()), words["NotReached"],
            async token => Verdict.Of(await cloud.Do(keys, $"{keys.Phone}/messages", Addressed(message, contact, line), token), words), cancel);

    /// <summary>The same by whichever network makes the call.</summary>
    /// <param name="clash">What is said where somebody else was at the line in the same moment; in the centre's language.</param>
    public async Task<SendOutcome> Hand(Sending line, bool opens, string clash, Func<CancellationToken, Task<Verdict>> call, CancellationToken cancel)
    {
        line.Call(opens, time.Now());
        return await db.TrySave(cancel) ? await Settle(line.Id, await call(cancel), cancel) : new SendOutcome.RetryAt(null, clash);
    }

    public static JsonObject Text(string text) => new() { ["type"] = "text", ["text"] = new JsonObject { ["body"] = text, ["preview_url"] = true } };

    public static JsonObject Template(WordTemplate template, IReadOnlyList<string> values)
    {
        var filled = new JsonObject { ["name"] = template.Name, ["language"] = new JsonObject { ["code"] = template.Language } };
        if (values.Count > 0)
            filled["components"] = new JsonArray(new JsonObject
            {
                ["type"] = "body", ["parameters"] = new JsonArray([.. values.Select(value => new JsonObject { ["type"] = "text", ["text"] = value })]),
            });
        return new() { ["type"] = "template", ["template"] = filled };
    }

    public static JsonObject Addressed(JsonObject message, Contact contact, Sending line)
    {
        (message["messaging_product"], message["recipient_type"], message["to"], message["biz_opaque_callback_data"]) = ("whatsapp", "individual", contact.Phone, line.Mark);
        return message;
    }

    /// <summary>A person looked for it after its call and did not find it: it may be sent once more. A call after that look is another one.</summary>
    public static void Missed(Sending line, DateTimeOffset? lookedAt, DateTimeOffset now)
    {
        line.Forget();
        if (lookedAt > line.CalledAt)
            line.Decide(arrived: false, now);
    }

    /// <summary>What is known of an answer that was begun before: it is out, it failed, or nobody knows and it is never sent blindly.</summary>
    public static SendOutcome? Known(Sending line, string noAnswer)
    {
        line.Forget();
        return line.State switch
        {
            SendingState.Waiting or SendingState.Failed or SendingState.Skipped => null,
            SendingState.Unknown => new SendOutcome.Unknown(noAnswer),
            _ => new SendOutcome.Sent(new(line.RemoteId ?? line.Mark, null)),
        };
    }

    public async Task<SendOutcome> Keep(SendOutcome known, CancellationToken cancel)
    {
        await db.TrySave(cancel);
        return known;
    }

    private async Task<JsonObject?> Message(ConnectedAccount account, Contact contact, OutgoingReply reply, DateTimeOffset now, CancellationToken cancel)
    {
        if (contact.IsOpen(now))
            return Text(reply.Text);
        foreach (var template in await db.Set<WordTemplate>().AsNoTracking().Where(row => row.ChannelId == account.Channel.Id && row.State == TemplateState.Approved).OrderBy(row => row.Id).ToListAsync(cancel))
        {
            if (new ReadyWords(template.Name, template.Body, template.Language).ValuesFor(reply.Text) is { } values)
                return Template(template, values);
        }
        return null;
    }

    private async Task<SendOutcome> Settle(Id<Sending> id, Verdict verdict, CancellationToken cancel)
    {
        Sending line;
        do
        {
            db.ChangeTracker.Clear();
            line = await db.Set<Sending>().FirstAsync(row => row.Id == id, CancellationToken.None);
            line.Settle(verdict, time.Now(), JobBackoff.After);
        }
        while (!await db.TrySave(CancellationToken.None));
        cancel.ThrowIfCancellationRequested();
        // A status may have come before the answer: what the network told of the message stands.
        return line.IsOut ? new SendOutcome.Sent(new(line.RemoteId ?? verdict.Id, null)) : verdict.Outcome(time.Now(), verdict.Id);
    }
}
