using Pendopo.Fediverse.Discovery;
using Pendopo.Fediverse.Identity;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Fediverse.Followed;

/// <summary>What another server says of a handle, or why it says nothing.</summary>
internal readonly record struct Fingered(WebFingerAnswer? Answer, FetchFault? Fault);

/// <summary>Asks other servers by WebFinger which actor stands behind a handle.</summary>
internal sealed class AskWebFinger(OutboundHttp http)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<Fingered> Of(Handle handle, CancellationToken cancel)
    {
        var reply = await Send(WebFinger.Address(handle), cancel);
        // Plain http is dialled by the factory for the private addresses that an administrator listed, and for no other.
        if (reply is { IsFault: true, Sent: OutboundSent.Nothing } or { Fault: OutboundFault.Tls })
            reply = await Send(WebFinger.Address(handle, "http"), cancel) is { IsFault: false } plain ? plain : reply;
        if (reply.IsFault)
            return new(null, reply.Fault is OutboundFault.BadUrl or OutboundFault.InsecureUrl or OutboundFault.RefusedAddress or OutboundFault.TooLarge ? FetchFault.Refused : FetchFault.Later);
        if (!reply.IsSuccess)
            return new(null, reply.Status is >= 500 or 408 or 429 ? FetchFault.Later : FetchFault.Gone);
        return WebFinger.Read(reply.Body.Span) is { } answer ? new(answer, null) : new(null, FetchFault.Refused);
    }

    /// <summary>Whether a handle and an actor belong together: at most one more question, to the handle that the first answer names.</summary>
    public async Task<bool> Proves(Handle handle, WebFingerAnswer answer, string actor, CancellationToken cancel)
    {
        var verdict = WebFinger.Confirms(answer, handle, actor);
        if (verdict != WebFingerVerdict.AskSubject)
            return verdict == WebFingerVerdict.Confirmed;
        return (await Of(answer.Subject, cancel)).Answer is { } second && WebFinger.Confirms(second, answer.Subject, actor) == WebFingerVerdict.Confirmed;
    }

    private async Task<OutboundReply> Send(string address, CancellationToken cancel)
    {
        var last = address;
        return await http.Send(OutboundRequest.Get(address, "fediverse.webfinger") with
        {
            Accept = $"{WebFinger.MediaType}, application/json",
            Deadline = Patience,
            MaxReplyBytes = WebFinger.MaxBytes,
            MaxRedirects = FetchedDocument.MaxRedirects,
            BeforeHop = (hop, _) =>
            {
                var url = hop.Url.AbsoluteUri;
                // Fedify CVE-2025-23221: a redirect must not lead from https down to http.
                var may = hop.Number == 0 || FetchedDocument.MayRedirect(last, url);
                last = url;
                return ValueTask.FromResult<IReadOnlyList<KeyValuePair<string, string>>?>(may ? [] : null);
            },
        }, cancel);
    }
}
