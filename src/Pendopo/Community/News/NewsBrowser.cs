using Pendopo.Community.Members;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People.SignIn;

namespace Pendopo.Community.News;

/// <summary>A browser in which a member wishes to be told that there are news. It is told nothing of them, and nothing once they are signed out there.</summary>
public sealed class NewsBrowser : IBelongsToCentre, IVersioned
{
    public const int MarkLength = 64, SealedLength = 4_000;

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(8)];

    private NewsBrowser()
    {
    }

    public Id<NewsBrowser> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Member> MemberId { get; private set; }
    /// <summary>The sign-in in which it was switched on: it ends with it.</summary>
    public Id<Session> SessionId { get; private set; }
    public string Mark { get; private set; } = "";
    public string Sealed { get; private set; } = "";
    public DateTimeOffset MadeAt { get; private set; }
    /// <summary>When it is tried again; null when nothing waits for it.</summary>
    public DateTimeOffset? AgainAt { get; private set; }
    public int Attempts { get; private set; }
    public int Version { get; set; }

    public static NewsBrowser Of(Id<Centre> centre, string mark) => new() { Id = Id<NewsBrowser>.New(), CentreId = centre, Mark = mark };

    /// <summary>It is this member's from now on, whoever had it before.</summary>
    public void Belong(Id<Member> member, Id<Session> session, string sealedBrowser, DateTimeOffset now) =>
        (MemberId, SessionId, Sealed, MadeAt, AgainAt, Attempts) = (member, session, sealedBrowser, now, null, 0);

    /// <summary>Written down before it is told: who finds it so after a crash does not tell it again.</summary>
    public void Tell() => (AgainAt, Attempts) = (null, Attempts + 1);

    public void Told() => Attempts = 0;

    /// <summary>Its service did not take it; after some tries it is let be until there are other news.</summary>
    public void Wait(TimeSpan? asked, DateTimeOffset now)
    {
        if (Attempts > Pauses.Length)
            Told();
        else
            AgainAt = now + (asked ?? Pauses[Attempts - 1]);
    }
}
