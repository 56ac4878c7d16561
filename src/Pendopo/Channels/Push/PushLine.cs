using System.Text.Json;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Outbound;
using Pendopo.Platform.Settings;

namespace Pendopo.Channels.Push;

/// <summary>What a push service made of a message.</summary>
/// <param name="Wait">How long it wants to be left alone; null where it does not say.</param>
internal sealed record Pushed(PushState State, TimeSpan? Wait = null);

/// <summary>
/// Hands messages to push services (RFC 8030). Their addresses come from strangers' browsers, so every call goes the guarded way: no private place is reached, no redirect followed.
/// </summary>
internal sealed class PushLine(OutboundHttp outbound, PublicAddress address, TimeProvider time)
{
    private const string Purpose = "push";

    // News is old after two days; a telephone that was off for longer is spared it.
    private const string TimeToLive = "172800";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // From the whole of it to the title alone, where a service takes less.
    private static readonly int[] Lengths = [PushNotice.WordsLength, 80, 0];

    public async Task<Pushed> Hand(PushTarget target, BrowserNotice notice, VapidKeys keys, CancellationToken cancel)
    {
        if (!Uri.TryCreate(target.Endpoint, UriKind.Absolute, out var endpoint))
            return new(PushState.Gone);
        var pushed = new Pushed(PushState.Refused);
        foreach (var length in Lengths)
        {
            var (status, last) = await Call(target, endpoint, notice, length, keys, cancel);
            pushed = last;
            if (status != 413)
                break;
        }
        return pushed;
    }

    /// <summary>What a browser is told, within what one message holds.</summary>
    internal static byte[] Message(BrowserNotice notice, int words)
    {
        var title = notice.Title;
        var said = notice.Words.Length > words ? notice.Words[..Whole(notice.Words, words)].TrimEnd() + "…" : notice.Words;
        var message = JsonSerializer.SerializeToUtf8Bytes(new { title, body = words == 0 ? "" : said, url = notice.Url, tag = Topic(notice), lang = notice.Language }, Plain);
        return message.Length <= SealedNotice.MostBytes || words == 0 ? message : Message(notice, words / 2);
    }

    private async Task<(int Status, Pushed Pushed)> Call(PushTarget target, Uri endpoint, BrowserNotice notice, int words, VapidKeys keys, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var request = OutboundRequest.Post(target.Endpoint, Purpose, OutboundBody.Of(target.Encrypt(Message(notice, words)), "application/octet-stream") with { Encoding = "aes128gcm" }) with
        {
            // What a page told is https (PushTarget.Read): it leads to nothing that was opened for ourselves, such as a gateway in the house.
            OnlyPublic = endpoint.Scheme == Uri.UriSchemeHttps,
            Headers =
            [
                new("Authorization", keys.Token(endpoint, address.Root, now)), new("TTL", TimeToLive), new("Urgency", "normal"), new("Topic", Topic(notice)),
            ],
        };
        var reply = await outbound.Send(request, cancel);
        return (reply.Status, Of(reply, now));
    }

    private static Pushed Of(OutboundReply reply, DateTimeOffset now)
    {
        if (reply.IsFault)
        {
            return reply.Fault switch
            {
                // Such an address no push service has.
                OutboundFault.BadUrl or OutboundFault.InsecureUrl or OutboundFault.RefusedAddress => new(PushState.Gone),
                _ when reply.Sent == OutboundSent.Nothing => new(PushState.Waiting),
                _ => new(PushState.Unknown),
            };
        }
        return reply.Status switch
        {
            >= 200 and <= 299 => new(PushState.Sent),
            // 403: the browser asked for messages of another key.
            403 or 404 or 410 => new(PushState.Gone),
            429 or 500 or 503 => new(PushState.Waiting, reply.RetryAfter(now)),
            // A gateway that gave up does not say whether the service behind it took the message.
            502 or 504 => new(PushState.Unknown),
            _ => new(PushState.Refused),
        };
    }

    // RFC 8030 section 5.4: at most 32 characters of base64url. One that is still waiting is replaced.
    private static string Topic(BrowserNotice notice) => notice.Key.ToString("N");

    // Never through the middle of a character.
    private static int Whole(string text, int length) => char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
}
