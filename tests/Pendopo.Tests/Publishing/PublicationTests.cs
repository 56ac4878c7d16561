using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Tests.Publishing;

public sealed class PublicationTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    private static readonly RemoteRef There = new("at://x/1", "https://bsky.example/1", "cid1");

    private static Publication New()
    {
        var centre = Id<Centre>.New();
        var post = Post.Begin(centre, PostWords.Nothing("id"), Id<Person>.New(), Now);
        return Publication.Of(post, Channel.Connect(centre, "bluesky", "melati", "did:1", null, Now), Now);
    }

    private static Publication Sending()
    {
        var publication = New();
        publication.ScheduleAt(Now, approved: true);
        publication.Begin(1, Now);
        return publication;
    }

    private static TimeSpan Backoff(int attempt) => TimeSpan.FromSeconds(attempt * 10);

    [Fact]
    public void A_minute_chosen_before_approval_waits_and_is_kept_when_approval_comes()
    {
        var publication = New();
        publication.ScheduleAt(Now.AddHours(2), approved: false).ShouldBeTrue();
        publication.State.ShouldBe(PublicationState.WaitingForApproval);
        publication.RunAt.ShouldBeNull();
        publication.GainApproval();
        publication.State.ShouldBe(PublicationState.Scheduled);
        publication.RunAt.ShouldBe(Now.AddHours(2));
    }

    [Fact]
    public void An_edit_takes_a_scheduled_one_back_to_waiting_and_leaves_a_sent_one_alone()
    {
        var scheduled = New();
        scheduled.ScheduleAt(Now.AddHours(2), approved: true);
        scheduled.LoseApproval();
        (scheduled.State, scheduled.DueAt, scheduled.RunAt).ShouldBe((PublicationState.WaitingForApproval, Now.AddHours(2), null));
        var sent = Sending();
        sent.Settle(new SendOutcome.Sent(There), Now, Backoff);
        sent.LoseApproval();
        sent.State.ShouldBe(PublicationState.Sent);
    }

    [Fact]
    public void A_network_that_cannot_be_asked_before_its_limit_ends_is_asked_then_and_a_person_only_after_two_days()
    {
        var publication = Sending();
        for (var question = 0; question < 6; question++)
            publication.Settle(new SendOutcome.Unknown("Batas hari ini habis.") { AskAt = Now.AddHours(17) }, Now.AddHours(1), Backoff);
        (publication.RunAt, publication.NeedsPerson).ShouldBe((Now.AddHours(17), false));
        for (var question = 0; question < 4; question++)
            publication.Settle(new SendOutcome.Unknown("Masih habis.") { AskAt = Now.AddDays(3) }, Now.AddDays(2), Backoff);
        publication.NeedsPerson.ShouldBeTrue();
    }

    [Fact]
    public void The_intended_instant_and_the_key_stay_over_all_attempts()
    {
        var publication = Sending();
        var (key, intended) = (publication.Key, publication.IntendedAt);
        publication.Settle(new SendOutcome.RetryAt(null, "busy"), Now, Backoff);
        publication.Begin(1, Now.AddMinutes(9)).ShouldBeTrue();
        (publication.Key, publication.IntendedAt, publication.Attempts).ShouldBe((key, intended, 2));
    }

    [Fact]
    public void Sent_keeps_where_it_stands() =>
        After(new SendOutcome.Sent(There)).ShouldSatisfyAllConditions(
            row => row.State.ShouldBe(PublicationState.Sent), row => row.Remote.ShouldBe(There), row => row.SentRevision.ShouldBe(1), row => row.RunAt.ShouldBeNull());

    [Fact]
    public void Retry_later_is_scheduled_again_at_the_networks_instant() =>
        After(new SendOutcome.RetryAt(Now.AddMinutes(3), "busy")).ShouldSatisfyAllConditions(
            row => row.State.ShouldBe(PublicationState.Scheduled), row => row.RunAt.ShouldBe(Now.AddMinutes(3)), row => row.TroubleCode.ShouldBe("TriesAgain"));

    [Fact]
    public void A_used_up_quota_costs_no_attempt() =>
        After(new SendOutcome.HeldUntil(Now.AddDays(1), "quota")).ShouldSatisfyAllConditions(
            row => row.State.ShouldBe(PublicationState.Scheduled), row => row.RunAt.ShouldBe(Now.AddDays(1)), row => row.Attempts.ShouldBe(0));

    [Fact]
    public void Refused_fails_with_the_networks_words_and_waits_for_a_person() =>
        After(new SendOutcome.Refused("Spam", "Looks like spam")).ShouldSatisfyAllConditions(
            row => row.State.ShouldBe(PublicationState.Failed), row => row.TroubleReason.ShouldBe("Looks like spam"), row => row.NeedsPerson.ShouldBeTrue());

    [Fact]
    public void A_dead_account_fails_and_asks_to_be_connected_again() =>
        After(new SendOutcome.Reconnect("expired")).ShouldSatisfyAllConditions(
            row => row.State.ShouldBe(PublicationState.Failed), row => row.TroubleCode.ShouldBe("Reconnect"), row => row.NeedsPerson.ShouldBeTrue());

    [Fact]
    public void A_lost_answer_is_asked_about_three_times_and_then_a_person_decides()
    {
        var publication = After(new SendOutcome.Unknown("no answer"));
        foreach (var after in new[] { 1, 5, 20 })
        {
            (publication.State, publication.RunAt, publication.NeedsPerson).ShouldBe((PublicationState.Unknown, Now.AddMinutes(after), false));
            publication.Settle(new SendOutcome.Unknown("still none"), Now, Backoff);
        }
        (publication.State, publication.RunAt, publication.NeedsPerson).ShouldBe((PublicationState.Unknown, null, true));
    }

    [Fact]
    public void What_is_not_certain_can_be_neither_begun_nor_retried_blindly()
    {
        var publication = After(new SendOutcome.Unknown("no answer"));
        publication.Begin(1, Now).ShouldBeFalse();
        publication.Retry(true, Now).ShouldBeFalse();
        publication.ScheduleAt(Now, true).ShouldBeFalse();
    }

    [Fact]
    public void A_person_who_saw_it_makes_it_sent_with_its_address()
    {
        var publication = After(new SendOutcome.Unknown("no answer"));
        publication.SayItWentOut("https://bsky.example/7", Now).ShouldBeTrue();
        (publication.State, publication.RemoteUrl).ShouldBe((PublicationState.Sent, "https://bsky.example/7"));
    }

    [Fact]
    public void Tries_end_after_eight()
    {
        var publication = New();
        publication.ScheduleAt(Now, approved: true);
        for (var i = 0; i < Publication.MostAttempts; i++)
        {
            publication.Begin(1, Now).ShouldBeTrue();
            publication.Settle(new SendOutcome.RetryAt(null, "busy"), Now, Backoff);
        }
        (publication.State, publication.TroubleCode).ShouldBe((PublicationState.Failed, "TooManyTries"));
    }

    [Fact]
    public void Recall_calls_off_what_is_not_out_and_takes_back_what_is()
    {
        var waiting = New();
        waiting.ScheduleAt(Now.AddHours(1), approved: true);
        waiting.AskRecall(canRecall: true, Now);
        (waiting.State, waiting.RunAt).ShouldBe((PublicationState.Draft, null));
        var sent = After(new SendOutcome.Sent(There));
        sent.AskRecall(canRecall: true, Now);
        sent.RecallIsDue.ShouldBeTrue();
        sent.SettleRecall(new SendOutcome.Sent(There), Now, Backoff);
        sent.State.ShouldBe(PublicationState.Recalled);
    }

    [Fact]
    public void Recall_where_no_program_can_becomes_a_persons_task()
    {
        var sent = After(new SendOutcome.Sent(There));
        sent.AskRecall(canRecall: false, Now);
        (sent.Chore, sent.NeedsPerson, sent.RunAt).ShouldBe((Chore.Recall, true, null));
        sent.DoneByHand().ShouldBeTrue();
        sent.State.ShouldBe(PublicationState.Recalled);
    }

    [Fact]
    public void What_stands_in_part_is_taken_back_and_neither_called_off_nor_gone_on_with_in_other_words()
    {
        Publication Part() => After(new SendOutcome.HeldUntil(Now.AddHours(1), "quota") { Out = There });
        (Part().State, Part().MayBeOut, Part().Unschedule(), Part().BeginAnew()).ShouldBe((PublicationState.Scheduled, true, false, false));
        var recalled = Part();
        recalled.AskRecall(canRecall: true, Now);
        (recalled.RecallIsDue, recalled.RunAt, recalled.Remote).ShouldBe((true, Now, There));
        var edited = Part();
        edited.LoseApproval();
        (edited.State, edited.SentRevision).ShouldBe((PublicationState.Sent, 1));
        edited.AskChange(2, canEdit: false, Now);
        edited.Chore.ShouldBe(Chore.Change);
        var goesOn = Part();
        goesOn.Begin(1, Now);
        goesOn.Settle(new SendOutcome.RetryAt(null, "busy"), Now, Backoff);
        goesOn.PartIsOut.ShouldBeTrue();
        goesOn.Begin(1, Now);
        goesOn.Settle(new SendOutcome.Refused("no", "All of it is gone again."), Now, Backoff);
        (goesOn.PartIsOut, goesOn.BeginAnew()).ShouldBe((false, true));
    }

    [Fact]
    public void A_recall_asked_while_nobody_knows_of_a_part_is_a_persons_task_whatever_they_saw()
    {
        var unknown = After(new SendOutcome.Unknown("no answer") { Out = There });
        unknown.AskRecall(canRecall: true, Now);
        unknown.State.ShouldBe(PublicationState.Unknown);
        unknown.SendAgain(Now).ShouldBeTrue();
        (unknown.State, unknown.Chore, unknown.Remote).ShouldBe((PublicationState.Sent, Chore.Recall, There));
    }

    [Fact]
    public void What_no_program_can_take_back_there_ends_when_a_person_did()
    {
        var sent = After(new SendOutcome.Sent(There));
        sent.AskRecall(canRecall: true, Now);
        sent.SettleRecall(new SendOutcome.Refused(SendOutcome.ByHand, "Open the three dots."), Now, Backoff);
        (sent.Chore, sent.NeedsPerson, sent.TroubleReason).ShouldBe((Chore.Recall, true, "Open the three dots."));
        sent.DoneByHand().ShouldBeTrue();
        sent.State.ShouldBe(PublicationState.Recalled);
    }

    [Fact]
    public void A_change_asked_twice_ends_at_the_newer_revision()
    {
        var sent = After(new SendOutcome.Sent(There));
        sent.AskChange(2, canEdit: true, Now).ShouldBeTrue();
        sent.AskChange(3, canEdit: true, Now).ShouldBeTrue();
        sent.SettleChange(new SendOutcome.Sent(There), 2, Now, Backoff);
        (sent.SentRevision, sent.ChangeIsDue).ShouldBe((2, true));
        sent.SettleChange(new SendOutcome.Sent(There), 3, Now, Backoff);
        (sent.SentRevision, sent.ChangeIsDue).ShouldBe((3, false));
    }

    private static Publication After(SendOutcome outcome)
    {
        var publication = Sending();
        publication.Settle(outcome, Now, Backoff).ShouldBeTrue();
        return publication;
    }
}
