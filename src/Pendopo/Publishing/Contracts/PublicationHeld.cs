namespace Pendopo.Publishing.Contracts;

/// <summary>What happens to a publication while its centre sends nothing that is not urgent.</summary>
public sealed partial class Publication
{
    /// <summary>The trouble code of what waits until a hold ends.</summary>
    public const string OnHold = "OnHold";

    // The end of a hold wakes it; should that word be lost, it looks by itself.
    private static readonly TimeSpan HoldLooks = TimeSpan.FromMinutes(10);

    /// <summary>Its minute has come and a hold stands: it waits, keeps its minute, and looks again.</summary>
    internal void KeepBack(DateTimeOffset now)
    {
        RunAt = now + HoldLooks;
        Become(PublicationState.Scheduled, OnHold);
    }

    /// <summary>The hold ended, or the post is urgent: it looks at once.</summary>
    internal void LookAgain(DateTimeOffset now)
    {
        if (State == PublicationState.Scheduled && TroubleCode == OnHold)
            RunAt = now;
    }
}
