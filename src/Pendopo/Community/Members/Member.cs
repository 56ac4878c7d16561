using Pendopo.Community.Trust;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Community.Members;

/// <summary>That a person belongs to the square of a centre. It gives no right at the desk.</summary>
public sealed class Member : IBelongsToCentre, IVersioned
{
    public const int GuardianLength = 120, TopicsLength = 200;

    private Member()
    {
    }

    public Id<Member> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Person> PersonId { get; private set; }
    public Id<Area>? VillageId { get; private set; }
    /// <summary>Keys of <see cref="SquareTopics"/>, separated by spaces.</summary>
    public string Topics { get; private set; } = "";
    /// <summary>Who brought somebody under the age; empty for everybody else.</summary>
    public string Guardian { get; private set; } = "";
    public DateTimeOffset JoinedAt { get; private set; }
    /// <summary>Up to when they have read; what is newer is marked.</summary>
    public DateTimeOffset ReadUntil { get; private set; }
    /// <summary>Until when they write nothing, because somebody who keeps the square decided so; null for who may write.</summary>
    public DateTimeOffset? SuspendedUntil { get; private set; }
    /// <summary>Whether nobody may ask to write to them.</summary>
    public bool MessagesOff { get; private set; }
    /// <summary>On how many days they read.</summary>
    public int DaysRead { get; private set; }
    /// <summary>One bit for each day before the last one; see <see cref="Trust.Visits.Recent"/>.</summary>
    public long RecentDays { get; private set; }
    public DateOnly? LastDay { get; private set; }
    /// <summary>Since when nothing of theirs is used, as they asked; null for who asked nothing of the kind.</summary>
    public DateTimeOffset? RestrictedAt { get; private set; }
    public int Version { get; set; }

    public bool IsMinor => Guardian.Length > 0;

    public Visits Visits => new(DaysRead, RecentDays, LastDay);

    public IReadOnlyList<string> TopicList => Topics.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public static Member Of(Id<Centre> centre, Id<Person> person, string guardian, DateTimeOffset now) =>
        new() { Id = Id<Member>.New(), CentreId = centre, PersonId = person, Guardian = guardian, JoinedAt = now, ReadUntil = now };

    public void Settle(Id<Area>? village, IEnumerable<string> topics) => (VillageId, Topics) = (village, string.Join(' ', topics));

    public void TakeMessages(bool mayAsk) => MessagesOff = !mayAsk;

    public void Suspend(DateTimeOffset? until) => SuspendedUntil = until;

    public void Restrict(DateTimeOffset? since) => RestrictedAt = since;

    public void Read(DateTimeOffset until) => ReadUntil = until;

    /// <summary>They read on a day.</summary>
    public void Come(DateOnly day) => (DaysRead, RecentDays, LastDay) = Visits.On(day);

    /// <summary>They are of age now: nobody stands for them any more.</summary>
    public void ComeOfAge() => Guardian = "";
}
