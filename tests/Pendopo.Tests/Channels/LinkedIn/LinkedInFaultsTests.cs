using Pendopo.Channels.Contracts;
using Pendopo.Testing;
using Pendopo.Tests.Channels.Everywhere;
using Pendopo.Tests.StandIns.Wire;

namespace Pendopo.Tests.Channels.LinkedIn;

/// <summary>Every fault at every step of a post with a picture and its first comment, with the program killed or not: nothing is lost in silence, nothing goes out twice.</summary>
public sealed class LinkedInFaultsTests : LinkedInTests
{
    private static readonly string[] MediaSteps = ["POST images", "PUT upload", "GET image"];

    // Those that a network does to itself (the same post twice) and a silence that is waited for are left out.
    private static readonly WireFault[] Faults = [.. Enum.GetValues<WireFault>().Except([WireFault.Twice, WireFault.SilentAfter])];

    private sealed record Case(string Step, WireFault Media, WireFault Root, WireFault Part, WireFault Look, bool Killed);

    [Fact, Trait(Series.Form, Series.Long)]
    public async Task Whatever_goes_wrong_a_post_is_out_once_or_it_is_told_why_not()
    {
        var cases = Cases().ToArray();
        new Random(7).Shuffle(cases);
        foreach (var one in cases.Take(Series.Of("LINKEDIN_FAULTS", 150, cases.Length)))
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
        LinkedIn.Misbehave(one.Step, one.Media);
        LinkedIn.Misbehave("POST posts", one.Root);
        LinkedIn.Misbehave("POST comments", one.Part);
        LinkedIn.Misbehave("GET posts", one.Look);
        LinkedIn.Misbehave("GET comments", one.Look);
        var post = Post(text, Photo()) with { Parts = [text + " lanjut"] };
        var outcome = await new ByItsRules(Clock, () => Connector.Publish(Account, post, default), () => Connector.Reconcile(Account, post, default)) { Restart = () => (Connector, Account) = (Node(), Open()) }.Drive(one.Killed);
        var standing = LinkedIn.Posts.All.Values.Select(own => own.Shown).Concat(LinkedIn.Talk.All.Values.Select(own => own.Text)).Order(StringComparer.Ordinal).ToList();
        (outcome switch
        {
            SendOutcome.Sent sent => standing.SequenceEqual([text, text + " lanjut"]) && LinkedIn.Posts.All[sent.Remote.Id].Shown == text,
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
        LinkedIn.Behave();
        LinkedIn.Calls.Clear();
        LinkedIn.Posts.All.Clear();
        LinkedIn.Talk.All.Clear();
        LinkedIn.Media.Uploads.Clear();
        // A case may have used up the day, or sixty of them.
        Connect();
        Connector = Node();
    }
}
