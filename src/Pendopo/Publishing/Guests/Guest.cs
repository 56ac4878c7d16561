using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Guests;

/// <summary>What a guest is to the campaign.</summary>
public enum GuestKind { Expert, Influencer, Partner, Centre }

/// <summary>Somebody outside who is invited to one campaign by a link of their own: without an account, and to nothing else.</summary>
public sealed class Guest : IBelongsToCentre, IVersioned
{
    public const int NameLength = 120, EmailLength = 254, MostYears = 2;

    private Guest()
    {
    }

    public Id<Guest> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Campaign> CampaignId { get; private set; }
    public GuestKind Kind { get; private set; }
    /// <summary>Whom the centre invited, as the campaign names them; empty after they were erased.</summary>
    public string Called { get; private set; } = "";
    /// <summary>What is disclosed wherever they take part; null when nothing needs to be.</summary>
    public DisclosureLabel? Discloses { get; private set; }
    /// <summary>SHA-256 of the secret in their link.</summary>
    public string SecretHash { get; private set; } = "";
    /// <summary>The secret, sealed, so that the link can be shown again.</summary>
    public string SecretSealed { get; private set; } = "";
    public Id<Person> InvitedById { get; private set; }
    public DateTimeOffset InvitedAt { get; private set; }
    /// <summary>The last day on which the link opens.</summary>
    public DateOnly UntilDay { get; private set; }
    public DateTimeOffset? RevokedAt { get; private set; }
    /// <summary>When the link was first opened; null before.</summary>
    public DateTimeOffset? OpenedAt { get; private set; }
    /// <summary>What they call themselves; empty until they act.</summary>
    public string Name { get; private set; } = "";
    public string Email { get; private set; } = "";
    public int Version { get; set; }

    /// <summary>Whether they said who they are: nobody acts before.</summary>
    public bool IsNamed => Name.Length > 0;

    /// <summary>How they are named to colleagues.</summary>
    public string Shown => IsNamed ? Name : Called;

    internal static Guest Invite(Campaign campaign, GuestInvitation said, SecretLink link, Id<Person> by, DateTimeOffset now) => new()
    {
        Id = Id<Guest>.New(),
        CentreId = campaign.CentreId,
        CampaignId = campaign.Id,
        Kind = said.Kind,
        Called = said.Called,
        Discloses = said.Discloses,
        UntilDay = said.Until,
        SecretHash = link.Hash,
        SecretSealed = link.Sealed,
        InvitedById = by,
        InvitedAt = now,
    };

    public bool IsOpenOn(DateOnly today) => RevokedAt is null && today <= UntilDay;

    public void Open(DateTimeOffset now) => OpenedAt ??= now;

    public void Introduce(string name, string email) => (Name, Email) = (name, email);

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;

    public void Last(DateOnly until) => UntilDay = until;

    /// <summary>Takes away who it was; that somebody was invited stays, without a name and without a way in.</summary>
    public void Forget(DateTimeOffset now)
    {
        (Called, Name, Email, SecretHash, SecretSealed) = ("", "", "", Id.ToString(), "");
        Revoke(now);
    }
}

/// <summary>What an invitation says.</summary>
internal sealed record GuestInvitation(string Called, GuestKind Kind, DisclosureLabel? Discloses, DateOnly Until);
