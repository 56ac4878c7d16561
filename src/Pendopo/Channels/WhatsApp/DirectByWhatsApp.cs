using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.WhatsApp;

/// <summary>In free words to who wrote within the day, else in approved ones; never sooner after another message than the network wants, and to no more people a day.</summary>
internal sealed class DirectByWhatsApp(PendopoDb db, Answering answering, PairPause pairs, PeopleADay people, TimeProvider time) : IDirectCarrier
{
    public DirectWay Way => DirectWay.WhatsApp;

    public string Network => WhatsAppConnector.NetworkName;

    public async Task<SendOutcome> Send(ConnectedAccount account, Contact contact, Sending line, DirectWord word, CancellationToken cancel)
    {
        var words = WhatsAppWords.For(account);
        if (Answering.Known(line, words["NoAnswer"]) is { } known)
            return await answering.Keep(known, cancel);
        if (await Message(account.Channel.Id, contact, word, cancel) is not { } message)
            return new SendOutcome.Refused("NoTemplate", "");
        if (await people.FullUntil(account.Channel.Id, contact, cancel) is { } free)
            return new SendOutcome.RetryAt(free, words["DayIsFull"]);
        return await pairs.Take(contact, Verdict.Pair, cancel) is { } later
            ? new SendOutcome.RetryAt(later, words["TooMany"]) : await answering.Call(account.Credentials<WhatsAppKeys>(), contact, line, message, words, cancel);
    }

    private async Task<JsonObject?> Message(Id<Channel> channel, Contact contact, DirectWord word, CancellationToken cancel)
    {
        if (contact.IsOpen(time.Now()))
            return Answering.Text($"{word.Text} {word.Link}");
        var approved = await db.Set<WordTemplate>().AsNoTracking().Where(row => row.ChannelId == channel && row.State == TemplateState.Approved && row.Name == word.Template).OrderBy(row => row.Id).ToListAsync(cancel);
        if ((approved.Find(row => row.Language.StartsWith(word.Language, StringComparison.OrdinalIgnoreCase)) ?? approved.FirstOrDefault()) is not { } template)
            return null;
        IReadOnlyList<string> values = new ReadyWords(template.Name, template.Body, template.Language).Blanks == 1 ? [$"{word.Text} {word.Link}"] : [word.Text, word.Link];
        return Answering.Template(template, values);
    }
}
