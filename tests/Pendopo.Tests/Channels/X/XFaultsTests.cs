using Pendopo.Channels.Contracts;
using Pendopo.Testing;
using Pendopo.Tests.Channels.Everywhere;
using Pendopo.Tests.StandIns.Wire;

namespace Pendopo.Tests.Channels.X;

/// <summary>Every fault at every step of a thread with a picture, with the program killed or not: nothing is lost in silence, nothing goes out twice.</summary>
public sealed class XFaultsTests : XTests
{
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
        var outcome = await new ByItsRules(Clock, () => Publish(post), () => Connector.Reconcile(Account, post, default)) { Restart = () => (Connector, Account) = (Node(), Open()) }.Drive(one.Killed);
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
