using System.Text.Json;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;

namespace Pendopo.Channels.Facebook;

/// <summary>What the webhook tells of a page: comments that came, were changed or taken back, and private messages.</summary>
internal sealed class FacebookEvents(PendopoDb db, EventBoard events, TimeProvider time) : IGraphEvents
{
    public string Object => "page";

    public string Network => FacebookConnector.NetworkName;

    public async Task Take(ConnectedAccount account, JsonElement entry, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<FacebookKeys>(), GraphWords.For(account));
        var toldAt = GraphHook.ToldAt(entry) ?? time.Now();
        foreach (var change in entry.Items("changes").Where(change => change.Text("field") == "feed"))
            Take(account.Channel, keys, words, change.Member("value"), toldAt);
        foreach (var told in entry.Items("messaging"))
        {
            if (FacebookMessages.ToldLetter(keys, words, told, toldAt) is { } letter && Border.Of(letter, time.Now()) is { } kept)
                events.Publish(new MessageHeard(account.Channel.Id, kept));
        }
        await db.SaveChangesAsync(cancel);
    }

    private void Take(Channel channel, FacebookKeys keys, GraphWords words, JsonElement value, DateTimeOffset toldAt)
    {
        if (value.Text("item") != "comment")
            return;
        if (value.Text("verb") == "remove" && value.Text("comment_id") is { Length: > 0 } gone)
            events.Publish(new MessageWithdrawn(channel.Id, gone));
        else if (value.Text("verb") is "add" or "edited" && FacebookMessages.Told(keys, words, value, toldAt) is { } message && Border.Of(message, time.Now()) is { } kept)
            Tell(channel, kept);
    }

    private void Tell(Channel channel, Incoming message)
    {
        if (message.EditedAt is null)
            events.Publish(new MessageHeard(channel.Id, message));
        else
            events.Publish(new MessageChanged(channel.Id, message));
    }
}
