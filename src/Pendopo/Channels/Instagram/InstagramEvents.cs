using System.Text.Json;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;

namespace Pendopo.Channels.Instagram;

/// <summary>What the webhook tells of an account: comments, mentions and private messages.</summary>
internal sealed class InstagramEvents(PendopoDb db, EventBoard events, TimeProvider time) : IGraphEvents
{
    public string Object => "instagram";

    public string Network => InstagramConnector.NetworkName;

    public async Task Take(ConnectedAccount account, JsonElement entry, CancellationToken cancel)
    {
        var (keys, words, toldAt) = (account.Credentials<InstagramKeys>(), GraphWords.For(account), GraphHook.ToldAt(entry) ?? time.Now());
        var told = entry.Items("changes").Select(change => change.Text("field") switch
        {
            "comments" => InstagramMessages.Told(keys, words, change.Member("value"), toldAt),
            "mentions" => InstagramMessages.Mention(words, change.Member("value"), toldAt),
            _ => null,
        }).Concat(entry.Items("messaging").Select(message => InstagramMessages.ToldLetter(keys, words, message, toldAt)));
        foreach (var message in told.OfType<Incoming>())
        {
            if (Border.Of(message, time.Now()) is { } kept)
                events.Publish(new MessageHeard(account.Channel.Id, kept));
        }
        await db.SaveChangesAsync(cancel);
    }
}
