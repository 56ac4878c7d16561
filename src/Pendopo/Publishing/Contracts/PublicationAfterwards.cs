using Pendopo.Channels.Contracts;

namespace Pendopo.Publishing.Contracts;

/// <summary>What still happens to a publication that is out: changes and recall.</summary>
public sealed partial class Publication
{
    /// <summary>True when a revision is to reach the channel and has not.</summary>
    public bool ChangeIsDue => State == PublicationState.Sent && ChangeTo is not null && RecallAskedAt is null;

    /// <summary>True when it is to be taken back and has not been.</summary>
    public bool RecallIsDue => State == PublicationState.Sent && RecallAskedAt is not null;

    /// <summary>A newer text was approved. What is out is changed; what may be out is changed as soon as that is known.</summary>
    /// <param name="canEdit">Whether the network lets a program change a post; else a person does it there.</param>
    /// <returns>True when the change is asked for now.</returns>
    internal bool AskChange(int revision, bool canEdit, DateTimeOffset now)
    {
        if (!MayBeOut || RecallAskedAt is not null || State == PublicationState.Sent && SentRevision >= revision)
            return false;
        // Written on the row also while nobody knows: whoever keeps the answer of the network meanwhile sees that the row has changed.
        ChangeTo = revision;
        if (State != PublicationState.Sent)
            return false;
        (Chore, NeedsPerson) = (canEdit ? Chore.None : Chore.Change, !canEdit);
        (RunAt, Questions, TroubleCode, TroubleReason) = (canEdit ? now : null, 0, null, null);
        return true;
    }

    /// <summary>Takes up what people asked for while nobody knew whether it is out: the recall, else the newer text.</summary>
    internal void TakeUpAsked(bool canEdit, bool canRecall, DateTimeOffset now)
    {
        if (RecallAskedAt is not null && State is not (PublicationState.Sent or PublicationState.Recalled))
            AskRecall(canRecall, now);
        if (State != PublicationState.Sent || RunAt is not null || TroubleCode is not null || Chore != Chore.None)
            return;
        if (RecallAskedAt is not null)
            AskRecall(canRecall && Remote is not null, now);
        else if (ChangeTo is { } revision)
            AskChange(revision, canEdit && Remote is not null, now);
    }

    /// <summary>Asks for recall. What is not out yet is called off at once; what may be out is taken back as soon as that is known.</summary>
    /// <param name="canRecall">Whether the network lets a program take a post back; else a person does it there.</param>
    internal void AskRecall(bool canRecall, DateTimeOffset now)
    {
        if (State == PublicationState.Recalled)
            return;
        if (PartIsOut)
            GoneOut(Remote, now);
        if (!MayBeOut)
        {
            (DueAt, RunAt, RecallAskedAt, ChangeTo) = (null, null, null, null);
            Become(PublicationState.Draft);
            return;
        }
        RecallAskedAt ??= now;
        // While the answer is out nobody can take anything back: it follows as soon as the answer is there.
        if (State != PublicationState.Sent)
            return;
        (ChangeTo, Chore, NeedsPerson) = (null, canRecall ? Chore.None : Chore.Recall, !canRecall);
        (RunAt, Questions, TroubleCode, TroubleReason) = (canRecall ? now : null, 0, null, null);
    }

    /// <summary>Forgets what was taken back, so that it can be planned again. A new key makes a new post there: what a network has deleted it does
    /// not take back under the old one.</summary>
    internal bool BeginAnew()
    {
        if (MayBeOut)
            return false;
        (Key, DueAt, RunAt, IntendedAt, IntendedRevision) = (Guid.CreateVersion7(), null, null, null, null);
        (SentAt, SentRevision, RemoteId, RemoteUrl, RemoteVersion) = (null, null, null, null, null);
        (Attempts, Questions, ChangeTo, RecallAskedAt, Chore) = (0, 0, null, null, Chore.None);
        Become(PublicationState.Draft);
        return true;
    }

    /// <summary>Takes up what became of a change. An unknown answer is asked again: the same change twice is one change.</summary>
    internal void SettleChange(SendOutcome outcome, int revision, DateTimeOffset now, Func<int, TimeSpan> backoff)
    {
        if (outcome is SendOutcome.Sent sent)
            (RemoteId, RemoteUrl, RemoteVersion, SentRevision) = (sent.Remote.Id, sent.Remote.Url ?? RemoteUrl, sent.Remote.Version, revision);
        // A recall or a newer text that was asked for during the call is what counts now, whatever became of this change.
        if (RecallAskedAt is not null || ChangeTo > revision)
            return;
        if (outcome is SendOutcome.Sent)
            (ChangeTo, RunAt, TroubleCode, TroubleReason, NeedsPerson) = (null, null, null, null, false);
        else
            TryLater(outcome, "ChangeFailed", now, backoff);
    }

    /// <summary>Takes up what became of a recall; recalled already counts as done.</summary>
    internal void SettleRecall(SendOutcome outcome, DateTimeOffset now, Func<int, TimeSpan> backoff)
    {
        if (outcome is SendOutcome.Sent)
        {
            (RunAt, Chore) = (null, Chore.None);
            Become(PublicationState.Recalled);
            return;
        }
        TryLater(outcome, "RecallFailed", now, backoff);
        if (outcome is SendOutcome.Refused { Code: SendOutcome.ByHand })
            Chore = Chore.Recall;
    }

    /// <summary>A person did by hand what no program may do there.</summary>
    internal bool DoneByHand()
    {
        switch (Chore)
        {
            case Chore.Recall:
                Become(PublicationState.Recalled);
                break;
            case Chore.Change:
                (SentRevision, ChangeTo, NeedsPerson) = (ChangeTo, null, false);
                break;
            default:
                return false;
        }
        Chore = Chore.None;
        return true;
    }

    /// <summary>A person has a change or a recall that failed tried again.</summary>
    internal bool TryAfterwardsAgain(DateTimeOffset now)
    {
        if (!ChangeIsDue && !RecallIsDue || Chore != Chore.None)
            return false;
        (RunAt, Questions, TroubleCode, TroubleReason, NeedsPerson) = (now, 0, null, null, false);
        return true;
    }

    private void TryLater(SendOutcome outcome, string code, DateTimeOffset now, Func<int, TimeSpan> backoff)
    {
        Questions++;
        var final = outcome is SendOutcome.Refused or SendOutcome.Reconnect || Questions >= MostAttempts;
        (TroubleCode, TroubleReason, NeedsPerson) = (code, ReasonOf(outcome) is { } reason ? Border.Reason(reason) : null, final);
        RunAt = final ? null : outcome switch
        {
            SendOutcome.RetryAt { When: { } when } => when,
            SendOutcome.HeldUntil held => held.When,
            _ => now + backoff(Questions),
        };
    }
}
