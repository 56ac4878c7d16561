using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Letters;

public enum SubscriberState
{
    /// <summary>Asked for letters and has not said yes by the link: gets none.</summary>
    Waiting,
    Confirmed,
    /// <summary>Gets none any more. The address is kept so that no list brings it back.</summary>
    Ended,
}

public enum SubscriberEnd
{
    /// <summary>By their own link or their mail program's button.</summary>
    Themselves,
    /// <summary>A colleague ended it for them.</summary>
    Desk,
    /// <summary>Their server says that there is no such address, or refused too often.</summary>
    Bounced,
    /// <summary>They told their mail provider that it is unwanted.</summary>
    Complained,
}

/// <summary>Somebody who asked a centre for letters. No account: their link is all they need.</summary>
public sealed class Subscriber : IBelongsToCentre, IVersioned
{
    public const int EmailLength = 254, NameLength = 120, ProofLength = 500;

    /// <summary>So many soft bounces within <see cref="SoftWithin"/> end it: a full box that nobody empties is one that nobody reads. Our own rule.</summary>
    public const int MostSoft = 5;

    private static readonly TimeSpan SoftWithin = TimeSpan.FromDays(60);

    private Subscriber()
    {
    }

    public Id<Subscriber> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    /// <summary>In lower case.</summary>
    public string Email { get; private set; } = "";
    public string Name { get; private set; } = "";
    /// <summary>`id` or `en`: the language of what is said to them.</summary>
    public string Language { get; private set; } = "";
    /// <summary>The only language of letters they want; null for all.</summary>
    public string? OnlyIn { get; private set; }
    public SubscriberState State { get; private set; }
    /// <summary>SHA-256 of the secret in their link.</summary>
    public string SecretHash { get; private set; } = "";
    public string SecretSealed { get; private set; } = "";
    public DateTimeOffset AskedAt { get; private set; }
    public DateTimeOffset? ConfirmedAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public SubscriberEnd? Ending { get; private set; }
    public int SoftBounces { get; private set; }
    public DateTimeOffset? BouncedAt { get; private set; }
    /// <summary>Since when nothing of theirs may be used, because they asked for that; null when it may.</summary>
    public DateTimeOffset? RestrictedAt { get; private set; }
    /// <summary>How it is known that they agreed: `form`, or what a colleague wrote who brought them in.</summary>
    public string Proof { get; private set; } = "";
    public int Version { get; set; }

    internal static Subscriber Ask(Id<Centre> centre, string email, SubscriberChoice choice, SecretLink link, DateTimeOffset now) => new()
    {
        Id = Id<Subscriber>.New(),
        CentreId = centre,
        Email = email,
        Name = choice.Name,
        Language = choice.Language,
        OnlyIn = choice.OnlyIn,
        SecretHash = link.Hash,
        SecretSealed = link.Sealed,
        AskedAt = now,
        Proof = "form",
    };

    /// <summary>Asks once more, with a new link; what they chose before a yes is replaced by this.</summary>
    internal void AskAgain(SubscriberChoice choice, SecretLink link, DateTimeOffset now)
    {
        (SecretHash, SecretSealed, AskedAt) = (link.Hash, link.Sealed, now);
        if (State == SubscriberState.Confirmed)
            return;
        (Name, Language, OnlyIn, State, Ending, EndedAt, SoftBounces, Proof) = (choice.Name, choice.Language, choice.OnlyIn, SubscriberState.Waiting, null, null, 0, "form");
    }

    /// <summary>They said yes by their link. The link that was used is used up; the next one opens their choices.</summary>
    internal void Confirm(SecretLink next, DateTimeOffset now) => (State, ConfirmedAt, SecretHash, SecretSealed) = (SubscriberState.Confirmed, now, next.Hash, next.Sealed);

    /// <summary>A colleague brought them in and says how they agreed. Who ended it once is not brought back.</summary>
    internal void BringIn(string proof, DateTimeOffset now)
    {
        if (State == SubscriberState.Waiting)
            (State, ConfirmedAt, Proof) = (SubscriberState.Confirmed, now, proof);
    }

    internal void Choose(SubscriberChoice choice) => (Name, Language, OnlyIn) = (choice.Name, choice.Language, choice.OnlyIn);

    internal void Restrict(DateTimeOffset? at) => RestrictedAt = at;

    internal void End(SubscriberEnd why, DateTimeOffset now)
    {
        if (State != SubscriberState.Ended)
            (State, Ending, EndedAt) = (SubscriberState.Ended, why, now);
    }

    /// <summary>A letter came back.</summary>
    /// <param name="hard">Whether it would come back every time.</param>
    internal void Bounce(bool hard, DateTimeOffset now)
    {
        SoftBounces = BouncedAt is { } last && now - last <= SoftWithin ? SoftBounces + 1 : 1;
        BouncedAt = now;
        if (hard || SoftBounces >= MostSoft)
            End(SubscriberEnd.Bounced, now);
    }
}

/// <summary>What a subscriber says of themselves.</summary>
/// <param name="Name">May be empty.</param>
/// <param name="OnlyIn">The only language of letters they want, `id` or `en`; null for all.</param>
internal sealed record SubscriberChoice(string Name, string Language, string? OnlyIn);

/// <summary>That a subscriber gets the letters of one list.</summary>
public sealed class Subscription : IBelongsToCentre
{
    private Subscription()
    {
    }

    public Id<Subscriber> SubscriberId { get; private set; }
    public Id<Channel> ChannelId { get; private set; }
    public Id<Centre> CentreId { get; private set; }

    internal static Subscription Of(Subscriber subscriber, Id<Channel> list) => new() { SubscriberId = subscriber.Id, ChannelId = list, CentreId = subscriber.CentreId };
}
