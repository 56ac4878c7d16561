using Pendopo.Channels.Contracts;

namespace Pendopo.Publishing.Contracts;

/// <summary>The way of a publication: every step says from which states it may be taken, and answers false when it may not.</summary>
public sealed partial class Publication
{
    /// <summary>A post whose time passed by more than this, because the machine was off, waits for a person: the hour may no longer be right.</summary>
    public static readonly TimeSpan TooLate = TimeSpan.FromHours(1);

    /// <summary>How long an attempt may be under way before it counts as lost.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromMinutes(5);

    /// <summary>So long after an attempt it is waited for a limit that keeps us from asking what became of it; then a person looks.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(2);

    /// <summary>Tries after which a person is asked.</summary>
    public const int MostAttempts = 8;

    // How long after a lost answer the network is asked, in turn; after the last a person decides.
    private static readonly TimeSpan[] AskAfter = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(20)];

    /// <summary>Takes a minute to go out at. It goes when the text is approved.</summary>
    internal bool ScheduleAt(DateTimeOffset due, bool approved)
    {
        if (State is not (PublicationState.Draft or PublicationState.WaitingForApproval or PublicationState.Scheduled or PublicationState.Failed))
            return false;
        (DueAt, Attempts) = (due, 0);
        Await(due, approved);
        return true;
    }

    /// <summary>Takes the time away again; nothing goes out.</summary>
    internal bool Unschedule()
    {
        if (State is not (PublicationState.WaitingForApproval or PublicationState.Scheduled or PublicationState.Failed) || PartIsOut)
            return false;
        (DueAt, RunAt) = (null, null);
        Become(PublicationState.Draft);
        return true;
    }

    /// <summary>The text was changed: what is not out yet waits for approval again and keeps its minute. What stands there in part is not gone on with in other
    /// words: it counts as out, and the newer text as a change of it.</summary>
    internal void LoseApproval()
    {
        if (PartIsOut)
            GoneOut(Remote, IntendedAt ?? CreatedAt);
        else if (State is PublicationState.Scheduled or PublicationState.Failed && DueAt is not null)
            Await(DueAt!.Value, approved: false);
    }

    /// <summary>The text was approved: what has a minute is scheduled.</summary>
    internal void GainApproval()
    {
        if (State == PublicationState.WaitingForApproval && DueAt is { } due)
            Await(due, approved: true);
    }

    /// <summary>Writes the intent. The caller saves before it makes the call.</summary>
    /// <param name="revision">The approved revision that goes out.</param>
    internal bool Begin(int revision, DateTimeOffset now)
    {
        if (State != PublicationState.Scheduled)
            return false;
        IntendedAt ??= now;
        Attempts++;
        IntendedRevision = revision;
        // Should the program stop before the answer is kept, the row is looked at again then.
        RunAt = now + AnswerWithin;
        Become(PublicationState.Sending);
        return true;
    }

    /// <summary>Takes up what became of an attempt, or of a question about one.</summary>
    /// <param name="backoff">When to try again after so many attempts.</param>
    internal bool Settle(SendOutcome outcome, DateTimeOffset now, Func<int, TimeSpan> backoff)
    {
        if (State is not (PublicationState.Sending or PublicationState.Unknown))
            return false;
        // A refusal is final, and says what stands; every other answer tells nothing new when it tells of nothing.
        if (outcome.Out is not null || outcome.Stopped || outcome is SendOutcome.Refused)
            (RemoteId, RemoteUrl, RemoteVersion) = (outcome.Out?.Id, outcome.Out?.Url, outcome.Out?.Version);
        switch (outcome)
        {
            case SendOutcome.Sent sent:
                GoneOut(sent.Remote, now);
                break;
            case SendOutcome.RetryAt when Attempts >= MostAttempts:
                Fail("TooManyTries", ReasonOf(outcome));
                break;
            case SendOutcome.RetryAt retry:
                Again(retry.When ?? now + backoff(Attempts), "TriesAgain", retry.Reason);
                break;
            case SendOutcome.HeldUntil held:
                Attempts--;
                Again(held.When, "QuotaUsedUp", held.Reason);
                break;
            case SendOutcome.Refused refused:
                Fail("Refused", refused.Reason);
                break;
            case SendOutcome.Reconnect reconnect:
                Fail("Reconnect", reconnect.Reason);
                break;
            case SendOutcome.Unknown unknown:
                NotCertain(unknown.Reason, now, unknown.AskAt);
                break;
        }
        return true;
    }

    /// <summary>The program stopped between the intent and the answer, or the answer was lost.</summary>
    /// <param name="askAt">The network's limit is used up until then; null where it may be asked. Only so long does nobody have to look.</param>
    internal void NotCertain(string reason, DateTimeOffset now, DateTimeOffset? askAt = null)
    {
        Become(PublicationState.Unknown, "NotCertain", reason);
        if (askAt is { } at && at > now && at - (IntendedAt ?? now) <= LongestWait)
        {
            RunAt = at;
            return;
        }
        NeedsPerson = Questions >= AskAfter.Length;
        RunAt = NeedsPerson ? null : now + AskAfter[Questions];
        Questions++;
    }

    /// <summary>It surely did not go out, and does not by itself.</summary>
    internal void Fail(string code, string? reason = null)
    {
        RunAt = null;
        Become(PublicationState.Failed, code, reason);
        NeedsPerson = true;
    }

    /// <summary>The program itself could not take the due step: a person is told instead of waiting for ever.</summary>
    internal void GiveUp()
    {
        if (State == PublicationState.Scheduled)
            Fail("ProgramFault");
        else
            (TroubleCode, NeedsPerson, RunAt) = ("ProgramFault", true, null);
    }

    /// <summary>A person tries a failed one again.</summary>
    internal bool Retry(bool approved, DateTimeOffset now)
    {
        if (State != PublicationState.Failed)
            return false;
        (DueAt, Attempts) = (approved ? DueAt ?? now : now, 0);
        Await(now, approved);
        return true;
    }

    /// <summary>A person saw it on the network.</summary>
    /// <param name="url">Its address there, or null when the person gave none.</param>
    internal bool SayItWentOut(string? url, DateTimeOffset now)
    {
        if (State != PublicationState.Unknown)
            return false;
        GoneOut(Remote ?? (url is null ? null : new RemoteRef(url, url)), now);
        // Only what a person saw is known, so a person does there what was asked for meanwhile.
        TakeUpAsked(canEdit: false, canRecall: false, now);
        return true;
    }

    /// <summary>A person saw that it is not on the network, and wants it there.</summary>
    internal bool SendAgain(DateTimeOffset now)
    {
        if (State != PublicationState.Unknown)
            return false;
        if (RecallAskedAt is not null && Remote is { } part)
        {
            // A part of it was seen there, and a person takes it away.
            GoneOut(part, now);
            TakeUpAsked(canEdit: false, canRecall: false, now);
            return true;
        }
        if (RecallAskedAt is not null)
        {
            // It is not out, and the post was recalled meanwhile: it stays where it is.
            (DueAt, RunAt, RecallAskedAt) = (null, null, null);
            Become(PublicationState.Draft);
            return true;
        }
        (RunAt, Questions) = (now, 0);
        Become(PublicationState.Scheduled);
        return true;
    }

    private void Await(DateTimeOffset when, bool approved)
    {
        RunAt = approved ? when : null;
        Become(approved ? PublicationState.Scheduled : PublicationState.WaitingForApproval);
    }

    private void GoneOut(RemoteRef? remote, DateTimeOffset now)
    {
        (RemoteId, RemoteUrl, RemoteVersion) = (remote?.Id, remote?.Url, remote?.Version);
        (SentAt, SentRevision, RunAt) = (now, IntendedRevision, null);
        // What went out may be the newer text itself.
        if (ChangeTo <= SentRevision)
            ChangeTo = null;
        Become(PublicationState.Sent);
    }

    private void Again(DateTimeOffset when, string code, string reason)
    {
        RunAt = when;
        Become(PublicationState.Scheduled, code, reason);
    }

    private void Become(PublicationState state, string? code = null, string? reason = null) =>
        (State, TroubleCode, TroubleReason, NeedsPerson) = (state, code, reason is null ? null : Border.Reason(reason), false);

    private static string? ReasonOf(SendOutcome outcome) => outcome switch
    {
        SendOutcome.RetryAt retry => retry.Reason,
        SendOutcome.Refused refused => refused.Reason,
        SendOutcome.Reconnect reconnect => reconnect.Reason,
        SendOutcome.Unknown unknown => unknown.Reason,
        SendOutcome.HeldUntil held => held.Reason,
        _ => null,
    };
}
