using Pendopo.Fediverse.Signatures;

namespace Pendopo.Fediverse.Delivery;

/// <summary>What an attempt to deliver came to.</summary>
public enum DeliveryOutcome
{
    /// <summary>It is there.</summary>
    Delivered,

    /// <summary>Try the other signature at once, and remember it for that host when it helps.</summary>
    OtherSignature,

    /// <summary>Try again later.</summary>
    Later,

    /// <summary>It will never be taken; the host itself is well.</summary>
    Refused,

    /// <summary>That inbox is gone for good: remove the follower.</summary>
    Gone,
}

/// <summary>Reads answers to deliveries.</summary>
public static class DeliveryAnswer
{
    /// <summary>What a status means (Mastodon: 501 and 4xx but 401, 408 and 429 are final).</summary>
    /// <param name="status">The status; null when no answer came, whatever the reason.</param>
    /// <param name="triedBoth">Whether the other way was tried in this attempt.</param>
    public static DeliveryOutcome Of(int? status, bool triedBoth) => status switch
    {
        >= 200 and < 300 => DeliveryOutcome.Delivered,
        400 or 401 when !triedBoth => DeliveryOutcome.OtherSignature,
        410 => DeliveryOutcome.Gone,
        401 or 408 or 429 or null => DeliveryOutcome.Later,
        501 => DeliveryOutcome.Refused,
        >= 400 and < 500 => DeliveryOutcome.Refused,
        >= 300 and < 400 => DeliveryOutcome.Refused,
        _ => DeliveryOutcome.Later,
    };

    /// <summary>The other of the two schemes.</summary>
    public static SignatureScheme Other(SignatureScheme scheme) =>
        scheme == SignatureScheme.Cavage ? SignatureScheme.MessageSignatures : SignatureScheme.Cavage;

    /// <summary>Whether the answer says that the host itself is in trouble, which its breaker counts.</summary>
    public static bool CountsAgainstHost(int? status) => status is null or >= 500 and not 501;
}
