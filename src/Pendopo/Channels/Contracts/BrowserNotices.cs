using Pendopo.Channels.Push;

namespace Pendopo.Channels.Contracts;

/// <summary>What a browser shows of its own accord.</summary>
/// <param name="Key">One that waits at the push service is replaced by another with the same key.</param>
/// <param name="Words">May be empty.</param>
/// <param name="Url">The page that it opens.</param>
public sealed record BrowserNotice(Guid Key, string Title, string Words, string Url, string Language);

/// <summary>A browser as it told itself.</summary>
/// <param name="Mark">By which it is known again; it says nothing of where its messages go, nor whether it takes the notices of a centre too.</param>
/// <param name="Sealed">Where its messages go and how they are encrypted, sealed by the house key.</param>
public sealed record ToldBrowser(string Mark, string Sealed);

/// <summary>What became of a notice.</summary>
public enum BrowserOutcome
{
    /// <summary>The push service took it.</summary>
    Sent,
    /// <summary>The browser is not there any more.</summary>
    Gone,
    /// <summary>Nothing left; it may be tried again.</summary>
    Waits,
    /// <summary>It was refused, or nobody knows: it is not sent again.</summary>
    Over,
}

/// <summary>Hands a notice to one browser that another room knows, encrypted for it alone (RFC 8291) and the guarded way.</summary>
public sealed class BrowserNotices
{
    private readonly PushLine line;
    private readonly VapidKeyring keyring;
    private readonly PushSubscribing subscribing;

    internal BrowserNotices(PushLine line, VapidKeyring keyring, PushSubscribing subscribing) => (this.line, this.keyring, this.subscribing) = (line, keyring, subscribing);

    /// <summary>The key that a page hands to the browser when it asks for notices.</summary>
    public async Task<string> PublicKey(CancellationToken cancel) => (await keyring.Open(cancel)).Public();

    /// <summary>A browser as a page tells it; null for what no browser tells.</summary>
    public ToldBrowser? Read(string? endpoint, string? key, string? auth) => PushTarget.Read(endpoint, key, auth) is { } target ? new(target.MemberMark, target.Seal(subscribing.Protector)) : null;

    /// <summary>Hands it over once; the caller has written down before that it leaves.</summary>
    /// <returns>What became of it, and for how long the service wants to be left alone, when it says so.</returns>
    public async Task<(BrowserOutcome Outcome, TimeSpan? Wait)> Hand(string sealedBrowser, BrowserNotice notice, CancellationToken cancel)
    {
        var pushed = await line.Hand(PushTarget.Unseal(sealedBrowser, subscribing.Protector), notice, await keyring.Open(cancel), cancel);
        return pushed.State switch
        {
            PushState.Sent => (BrowserOutcome.Sent, null),
            PushState.Gone => (BrowserOutcome.Gone, null),
            PushState.Waiting => (BrowserOutcome.Waits, pushed.Wait),
            _ => (BrowserOutcome.Over, null),
        };
    }
}
