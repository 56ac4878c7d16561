using Pendopo.Channels.Contracts;
using Pendopo.Testing;
using Pendopo.Tests.StandIns.Wire;

namespace Pendopo.Tests.Channels.X;

/// <summary>Every fault at every step of a thread with a picture, with the program killed or not: nothing is lost in silence, nothing goes out twice.</summary>
public sealed class XFaultsTests : XTests
{
    private static readonly TimeSpan[] AskAfter = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(20)];
    private static readonly string[] MediaSteps = ["POST initialize", "POST append", "POST finalize", "POST metadata"];

    // Those that a network does to itself (the same post twice) and a silence that is waited for are left out.
    private static readonly WireFault[] Faults = [.. Enum.GetValues<WireFault>().Except([WireFault.Twice, WireFault.SilentAfter])];

    private sealed record Case(string Step, WireFault Media, WireFault Root, WireFault Part, WireFault Look, bool Killed);

    [Fact, Trait(Series.Form, Series.Long)]
    public async Task Whatever_goes_wrong_a_thread_is_out_once_or_it_is_told_why_not()
    {
        var cases = Cases().ToArray();
        new Random(7).Shuffle(cases);
        foreach (var one in cases.Take(Series.Of("X_FAULTS", 250, cases.Length)))
            await Run(one);
    }

    private static IEnumerable<Case> Cases() =>
        from root in Faults
        from part in Faults
        from look in new[] { WireFault.None, WireFault.ServerError, WireFault.BreakBefore }
        from killed in new[] { false, true }
        from step in MediaSteps
        select new Case(step, Faults[((int)root + (int)part + step.Length) % Faults.Length], root, part, look, killed);

    private async Task Run(Case one)
    {
        var text = $"Kabar {Guid.CreateVersion7()}";
        X.Misbehave(one.Step, one.Media);
        X.Misbehave("POST tweets", one.Root, one.Part);
        X.Misbehave("GET timeline", one.Look);
        var post = Post(text, Photo()) with { Parts = [text + " lanjut"] };
        var outcome = await Drive(post, one.Killed);
        var standing = X.Posts.Own.Select(own => own.Text).Order(StringComparer.Ordinal).ToList();
        (outcome switch
        {
            SendOutcome.Sent sent => standing.SequenceEqual([text, text + " lanjut"]) && X.Posts.All[sent.Remote.Id].Text == text,
            // Nobody could be asked: a person looks, and it may be there.
            SendOutcome.Unknown { Reason.Length: > 0 } => standing.Distinct().Count() == standing.Count,
            SendOutcome.Refused { Reason.Length: > 0 } => standing.Count == 0,
            // What stands of it is known, and the next try goes on behind it.
            SendOutcome.Reconnect { Reason.Length: > 0 } or SendOutcome.RetryAt => standing.Distinct().Count() == standing.Count && Keys.Of(post.Key)!.Posts.Count == standing.Count,
            _ => false,
        }).ShouldBeTrue($"{one}: {outcome}, {standing.Count} standing");
        Clear();
    }

    /// <summary>What the program does with a publication, by its rules: asks after 1, 5 and 20 minutes, tries eight times, waits while it is held.</summary>
    private async Task<SendOutcome> Drive(OutgoingPost post, bool killed)
    {
        var outcome = await Publish(post);
        if (killed)
        {
            // The program begins anew with nothing but what was kept.
            (Connector, Account) = (Node(), Open());
            outcome = new SendOutcome.Unknown("The program stopped before the answer came.");
        }
        for (var (attempts, questions) = (1, 0); ;)
        {
            switch (outcome)
            {
                case SendOutcome.HeldUntil held:
                    Clock.Advance(held.When - Clock.GetUtcNow());
                    outcome = await Publish(post);
                    break;
                case SendOutcome.RetryAt when ++attempts <= 8:
                    questions = 0;
                    Clock.Advance(TimeSpan.FromMinutes(1));
                    outcome = await Publish(post);
                    break;
                case SendOutcome.Unknown when questions < AskAfter.Length:
                    Clock.Advance(AskAfter[questions++]);
                    outcome = await Connector.Reconcile(Account, post, default);
                    break;
                default:
                    return outcome;
            }
        }
    }

    // What a case left unused must not meet the next one.
    private void Clear()
    {
        Clock.Advance(TimeSpan.FromMinutes(30));
        X.Behave();
        X.Calls.Clear();
        X.Posts.All.Clear();
        X.Media.Uploads.Clear();
    }
}
