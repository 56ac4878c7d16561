using Pendopo.Fediverse.Identity;

namespace Pendopo.Fediverse.Delivery;

/// <summary>Somebody an activity is for.</summary>
/// <param name="Actor">Their id.</param>
/// <param name="Inbox">Their own inbox.</param>
/// <param name="SharedInbox">Their server's; null when it has none (GoToSocial).</param>
public readonly record struct DeliveryTarget(string Actor, string Inbox, string? SharedInbox);

/// <summary>Where an activity has to go.</summary>
public static class DeliveryPlan
{
    /// <summary>The distinct inboxes, in order of first appearance: a server's shared one where there is one, never our own host's.</summary>
    /// <param name="targets">The addressees.</param>
    /// <param name="personally">Whether the activity is private, so that it goes to personal inboxes only.</param>
    /// <param name="ownAuthority">Our host, as <see cref="WebAddress.AuthorityOf"/> writes it.</param>
    public static IReadOnlyList<string> Inboxes(IEnumerable<DeliveryTarget> targets, bool personally, string ownAuthority)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return
        [
            .. targets
                .Select(t => !personally && WebAddress.SameHost(t.SharedInbox, t.Inbox) ? t.SharedInbox! : t.Inbox)
                .Where(inbox => WebAddress.AuthorityOf(inbox) is { } host && host != ownAuthority)
                .Distinct(StringComparer.Ordinal),
        ];
    }
}
