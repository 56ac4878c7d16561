using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Jobs;

public enum JobState
{
    /// <summary>Due at <see cref="Job.RunAt"/>, now or later.</summary>
    Available,
    Running,
    /// <summary>Failed before; due again at <see cref="Job.RunAt"/>.</summary>
    Retryable,
    Completed,
    Cancelled,
    /// <summary>Shelved with its reason after the last attempt; an administrator may replay it.</summary>
    Discarded,
}

/// <summary>One piece of background work. The row is written in the caller's transaction, so the table is the outbox.</summary>
public sealed class Job : IEntity
{
    internal const int ErrorLength = 500;
    internal const int LaneLength = 40;

    private Job()
    {
    }

    public Id<Job> Id { get; private set; }
    public string Queue { get; private set; } = "";
    /// <summary>Whom it waits for, such as a network; empty when for nobody outside.</summary>
    public string Lane { get; private set; } = "";
    public string Kind { get; private set; } = "";
    public string Arguments { get; private set; } = "";
    public Id<Centre>? CentreId { get; private set; }
    public JobState State { get; private set; }
    public int Attempt { get; private set; }
    public int MaxAttempts { get; private set; }
    public DateTimeOffset RunAt { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? StartedAt { get; private set; }
    public DateTimeOffset? FinishedAt { get; private set; }
    public Guid? Node { get; private set; }
    /// <summary>Two jobs with the same key are the same job: the second is not written.</summary>
    public string? UniqueKey { get; private set; }
    /// <summary>Why the last attempt failed; free of personal data.</summary>
    public string? LastError { get; private set; }

    internal static Job Of(JobKind kind, string arguments, Id<Centre>? centre, DateTimeOffset runAt, DateTimeOffset now, string? uniqueKey, string lane = "") => new()
    {
        Id = Id<Job>.New(),
        Queue = kind.Queue,
        Lane = lane,
        Kind = kind.Name,
        Arguments = arguments,
        CentreId = centre,
        State = JobState.Available,
        MaxAttempts = kind.MaxAttempts,
        RunAt = Instants.Cut(runAt),
        CreatedAt = Instants.Cut(now),
        UniqueKey = uniqueKey,
    };

    /// <summary>Takes up what the handler answered.</summary>
    internal void Settle(JobOutcome outcome, DateTimeOffset now, Func<int, TimeSpan> backoff)
    {
        LastError = outcome.Reason is { } reason ? KeptText.Of(reason, ErrorLength) : outcome.Kind == JobOutcomeKind.Done ? null : LastError;
        FinishedAt = now;
        Node = null;
        switch (outcome.Kind)
        {
            case JobOutcomeKind.Done:
                // What it was about is not needed any more, and may be somebody's words.
                (State, Arguments) = (JobState.Completed, "{}");
                break;
            case JobOutcomeKind.Snooze:
                (State, RunAt, Attempt, FinishedAt) = (JobState.Available, Instants.Cut(now + outcome.After!.Value), Attempt - 1, null);
                break;
            case JobOutcomeKind.Retry when Attempt < MaxAttempts:
                (State, RunAt, FinishedAt) = (JobState.Retryable, Instants.Cut(now + (outcome.After ?? backoff(Attempt))), null);
                break;
            case JobOutcomeKind.Retry:
                State = JobState.Discarded;
                break;
            case JobOutcomeKind.Cancel:
                State = JobState.Cancelled;
                break;
        }
    }

    /// <summary>Takes a job that waits out of its queue.</summary>
    internal void Withdraw(DateTimeOffset now)
    {
        if (State is JobState.Available or JobState.Retryable)
            (State, FinishedAt) = (JobState.Cancelled, now);
    }

    /// <summary>Puts a shelved or cancelled job back in its queue, with all its attempts.</summary>
    internal void Replay(DateTimeOffset now)
    {
        if (State is not (JobState.Discarded or JobState.Cancelled))
            return;
        (State, Attempt, RunAt, FinishedAt) = (JobState.Available, 0, now, null);
    }
}

public enum JobOutcomeKind { Done, Retry, Snooze, Cancel }

/// <summary>What a job's handler answers. An exception counts as <see cref="Again"/>.</summary>
public sealed record JobOutcome(JobOutcomeKind Kind, string? Reason = null, TimeSpan? After = null)
{
    public static readonly JobOutcome Done = new(JobOutcomeKind.Done);

    /// <summary>Failed; try again after the given time, or after the usual backoff.</summary>
    public static JobOutcome Again(string reason, TimeSpan? after = null) => new(JobOutcomeKind.Retry, reason, after);

    /// <summary>Not its time yet; costs no attempt.</summary>
    public static JobOutcome Later(TimeSpan after) => new(JobOutcomeKind.Snooze, null, after);

    /// <summary>No longer wanted or never possible.</summary>
    public static JobOutcome Cancel(string reason) => new(JobOutcomeKind.Cancel, reason);
}
