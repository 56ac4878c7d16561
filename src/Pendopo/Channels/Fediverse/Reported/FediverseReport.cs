using Pendopo.Fediverse.Identity;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Channels.Fediverse.Reported;

/// <summary>A report that another server's moderators sent: somebody there complained of something here. Open until a person here closes it.</summary>
internal sealed class FediverseReport : IBelongsToCentre
{
    public const int MaxNote = 1000, MaxComment = 5000;

    private FediverseReport()
    {
    }

    public Id<FediverseReport> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    /// <summary>Who sent it: mostly the server's own actor, so that whoever complained stays unknown.</summary>
    public string From { get; private set; } = "";
    /// <summary>The ids of what it is about, one a line.</summary>
    public string About { get; private set; } = "";
    public string Comment { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public Id<Person>? ClosedById { get; private set; }
    /// <summary>What was done about it, by who closed it; null while it was never closed.</summary>
    public string? Note { get; private set; }

    public bool IsOpen => ClosedAt is null;

    /// <summary>The reporting server, host and port.</summary>
    public string Server => WebAddress.AuthorityOf(From) ?? From;

    public IReadOnlyList<string> Subjects => About.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static FediverseReport Of(Id<Centre> centre, string from, IEnumerable<string> about, string comment, DateTimeOffset now) =>
        new() { Id = Id<FediverseReport>.New(), CentreId = centre, From = from, About = string.Join('\n', about), Comment = comment, At = now };

    public void Close(Id<Person> by, string note, DateTimeOffset now) => (ClosedAt, ClosedById, Note) = (now, by, note);

    /// <summary>Opens it again; the note of who closed it stays to be read.</summary>
    public void Reopen() => (ClosedAt, ClosedById) = (null, null);
}
