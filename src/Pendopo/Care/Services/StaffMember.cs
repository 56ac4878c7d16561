using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Care.Services;

/// <summary>Somebody who holds sessions, with the licence to practise that they hold them under (in Indonesia the SIP, UU 17/2023 article 263).</summary>
public sealed class StaffMember : IBelongsToCentre, IVersioned
{
    public const int NameLength = 120, LicenceLength = 60;

    private StaffMember()
    {
    }

    public Id<StaffMember> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public string Name { get; private set; } = "";
    public Profession Profession { get; private set; }
    public string Licence { get; private set; } = "";
    /// <summary>The last day of the licence; null for who needs none or whose was not written down yet.</summary>
    public DateOnly? LicenceUntil { get; private set; }
    /// <summary>Since when they no longer hold sessions.</summary>
    public DateTimeOffset? LeftAt { get; private set; }
    public int Version { get; set; }

    public static StaffMember Of(Id<Centre> centre, string name, Profession profession, string licence, DateOnly? until)
    {
        var member = new StaffMember { Id = Id<StaffMember>.New(), CentreId = centre };
        member.Say(name, profession, licence, until);
        return member;
    }

    public void Say(string name, Profession profession, string licence, DateOnly? until) => (Name, Profession, Licence, LicenceUntil) = (name, profession, licence, until);

    public void Leave(DateTimeOffset now) => LeftAt = now;

    /// <summary>Nobody knows any more who this was; the sessions they held stay.</summary>
    public void Forget(DateTimeOffset now) => (Name, Licence, LicenceUntil, LeftAt) = ("–", "", null, LeftAt ?? now);

    /// <summary>Whether they may hold a session on a day: a licence that has ended allows none until a new one is written down.</summary>
    public bool MayPractise(DateOnly day) => LeftAt is null && LicenceDays.Hold(LicenceUntil, day);
}
