using System.Text.Json;
using Pendopo.Fediverse.Identity;
using Pendopo.Fediverse.Signatures;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Fediverse;

internal enum FetchFault
{
    /// <summary>No answer, or one that may be better later.</summary>
    Later,

    /// <summary>It is not there any more.</summary>
    Gone,

    /// <summary>It is not what it would have to be.</summary>
    Refused,
}

/// <summary>A document of another server, or why there is none.</summary>
internal readonly record struct Fetched(JsonElement Root, FetchFault? Fault)
{
    public static Fetched No(FetchFault fault) => new(default, fault);
}

/// <summary>How many requests one thing may still cost us: an activity that came in, or a question of somebody here. Redirects, second tries
/// and the owner of a key count like the first request, so that a stranger's one request never becomes many of ours (Fedify CVE-2026-34148).</summary>
internal sealed class FetchAllowance
{
    /// <summary>A key, its owner, and one step more.</summary>
    public const int Most = 3;

    /// <summary>How many were made.</summary>
    public int Made { get; private set; }

    /// <summary>Goes on where the same thing's earlier half ended.</summary>
    public void Resume(int made) => Made = made;

    /// <summary>Takes one; false when there is none left.</summary>
    public bool Take()
    {
        if (Made >= Most)
            return false;
        Made++;
        return true;
    }
}

/// <summary>Asks other servers for documents, signed by the installation's own actor, since many answer nobody else.</summary>
internal sealed class Fetching(OutboundHttp http, LocalActors actors, FetchAllowance allowance, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The document that bears this id. At most two fetches: one more when the first names another id on the same host.</summary>
    public async Task<Fetched> Get(string id, CancellationToken cancel)
    {
        var asked = WebAddress.WithoutFragment(id);
        var (fetched, verdict) = await Once(asked, askedAgain: false, cancel);
        if (verdict == FetchVerdict.AskItsId)
            (fetched, verdict) = await Once(IdOf(fetched.Root), askedAgain: true, cancel);
        return fetched.Fault is null && verdict != FetchVerdict.Take ? Fetched.No(FetchFault.Refused) : fetched;
    }

    private static string IdOf(JsonElement root) => root.GetProperty("id").GetString()!;

    private async Task<(Fetched Fetched, FetchVerdict Verdict)> Once(string address, bool askedAgain, CancellationToken cancel)
    {
        var reply = await Send(address, SignatureScheme.Cavage, cancel);
        if (reply is { IsFault: false, Status: 400 or 401 })
            reply = await Send(address, SignatureScheme.MessageSignatures, cancel);
        if (FaultOf(reply) is { } fault)
            return (Fetched.No(fault), FetchVerdict.Refuse);
        var document = ActivityDocument.Open(reply.Body.Span);
        if (document.Refusal is not null)
            return (Fetched.No(FetchFault.Refused), FetchVerdict.Refuse);
        return (new(document.Root, null), FetchedDocument.Judge(reply.FinalUrl!.AbsoluteUri, reply.Header("Content-Type"), document.Root, askedAgain));
    }

    private static FetchFault? FaultOf(OutboundReply reply) => reply switch
    {
        { IsFault: true, Fault: OutboundFault.BadUrl or OutboundFault.InsecureUrl or OutboundFault.RefusedAddress or OutboundFault.TooLarge or OutboundFault.TooManyRedirects or OutboundFault.RedirectRefused } => FetchFault.Refused,
        { IsFault: true } => FetchFault.Later,
        { IsSuccess: true } => null,
        { Status: 404 or 410 } => FetchFault.Gone,
        { Status: >= 500 or 408 or 429 } => FetchFault.Later,
        _ => FetchFault.Refused,
    };

    private async Task<OutboundReply> Send(string address, SignatureScheme scheme, CancellationToken cancel)
    {
        using var key = actors.Key(await actors.OfInstallation(cancel));
        var last = address;
        return await http.Send(OutboundRequest.Get(address, "fediverse.fetch") with
        {
            Accept = ActivityDocument.Accept,
            Deadline = Patience,
            MaxReplyBytes = ActivityLimits.Document,
            MaxRedirects = FetchedDocument.MaxRedirects,
            BeforeHop = (hop, _) =>
            {
                var url = hop.Url.AbsoluteUri;
                if ((hop.Number > 0 && !FetchedDocument.MayRedirect(last, url)) || !allowance.Take())
                    return ValueTask.FromResult<IReadOnlyList<KeyValuePair<string, string>>?>(null);
                last = url;
                return ValueTask.FromResult<IReadOnlyList<KeyValuePair<string, string>>?>(RequestSigner.Sign(new("GET", url, [], default), scheme, key, time.GetUtcNow()));
            },
        }, cancel);
    }
}
