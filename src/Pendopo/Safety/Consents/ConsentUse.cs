using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Consents;

/// <summary>That a thing of some room shows a person under a consent.</summary>
internal sealed class ConsentUse : IBelongsToCentre
{
    public const int KindLength = 40;

    private ConsentUse()
    {
    }

    public Id<ConsentUse> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Consent> ConsentId { get; private set; }
    public string Kind { get; private set; } = "";
    public Guid Item { get; private set; }
    public DateTimeOffset Since { get; private set; }

    public static ConsentUse Of(Id<Centre> centre, Id<Consent> consent, string kind, Guid item, DateTimeOffset now) =>
        new() { Id = Id<ConsentUse>.New(), CentreId = centre, ConsentId = consent, Kind = kind, Item = item, Since = now };
}

/// <summary>One copy under a consent that ended, and how far its taking back is.</summary>
public sealed class RecallLine : IBelongsToCentre
{
    private RecallLine()
    {
    }

    public Id<RecallLine> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Consent> ConsentId { get; private set; }
    public string Kind { get; private set; } = "";
    public Guid Item { get; private set; }
    public string Channel { get; private set; } = "";
    public string ChannelName { get; private set; } = "";
    public RecallState State { get; private set; }
    public DateTimeOffset? DueAt { get; private set; }
    /// <summary>When it was first written down.</summary>
    public DateTimeOffset BegunAt { get; private set; }
    /// <summary>When the state last changed.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    internal static RecallLine Of(Id<Centre> centre, Id<Consent> consent, RecallReport report, DateTimeOffset now) => new()
    {
        Id = Id<RecallLine>.New(),
        CentreId = centre,
        ConsentId = consent,
        Kind = report.Kind,
        Item = report.Item,
        Channel = report.Channel,
        ChannelName = report.ChannelName,
        State = report.State,
        BegunAt = now,
        ChangedAt = now,
    };

    internal bool Is(RecallReport report) => Kind == report.Kind && Item == report.Item && Channel == report.Channel;

    internal void Become(RecallState state, DateTimeOffset? due, DateTimeOffset now)
    {
        if (State != state)
            ChangedAt = now;
        (State, DueAt) = (state, due);
    }
}
