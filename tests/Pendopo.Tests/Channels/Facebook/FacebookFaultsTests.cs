using Pendopo.Channels.Contracts;
using Pendopo.Testing;
using Pendopo.Tests.StandIns.Graph;

namespace Pendopo.Tests.Channels.Facebook;

/// <summary>Every fault at every step, one after another, with the program killed or not: nothing is lost in silence, nothing goes out twice.</summary>
public sealed class FacebookFaultsTests : FacebookTests
{
    // Those that a network does to itself (the same post twice) and a silence that is waited for are left out.
    private static readonly GraphFault[] Faults = [.. Enum.GetValues<GraphFault>().Except([GraphFault.Twice, GraphFault.SilentAfter])];

    private sealed record Case(GraphFault Photo, GraphFault Feed, GraphFault Again, GraphFault Look, bool Killed, bool Inside);

    [Fact, Trait(Series.Form, Series.Long)]
    public async Task Whatever_goes_wrong_a_post_is_out_once_or_it_is_told_why_not()
    {
        var cases = Cases().ToArray();
        new Random(7).Shuffle(cases);
        foreach (var one in cases.Take(Series.Of("FACEBOOK_FAULTS", 400, cases.Length)))
            await Run(one);
    }

    private static IEnumerable<Case> Cases() =>
        from feed in Faults
        from again in Faults
        from look in new[] { GraphFault.None, GraphFault.ServerError, GraphFault.BreakBefore }
        from killed in new[] { false, true }
        from photo in new[] { GraphFault.None, Faults[((int)feed + (int)again) % Faults.Length] }
        select new Case(photo, feed, again, look, killed, ((int)feed + (int)again) % 2 == 0);

    private async Task Run(Case one)
    {
        var text = $"Kabar {Guid.CreateVersion7()}";
        Graph.Facts.ErrorsInside200 = one.Inside;
        Graph.Misbehave("POST photos", GraphFault.None, one.Photo);
        Graph.Misbehave("POST feed", one.Feed, one.Again);
        Graph.Misbehave("GET feed", one.Look);
        var outcome = await Drive(Post(text, Photo(), Photo()), one.Killed);
        var standing = Graph.Page.Posts.Values.Count(post => post.Message == text);
        (outcome switch
        {
            SendOutcome.Sent sent => standing == 1 && Graph.Page.Posts[sent.Remote.Id].Message == text,
            // Nobody could be asked: a person looks, and it may be there.
            SendOutcome.Unknown => standing <= 1,
            SendOutcome.Refused { Reason.Length: > 0 } or SendOutcome.Reconnect { Reason.Length: > 0 } or SendOutcome.RetryAt => standing == 0,
            _ => false,
        }).ShouldBeTrue($"{one}: {outcome}, {standing} standing");
        Clear();
    }

    // What a case left unused must not meet the next one.
    private void Clear()
    {
        Clock.Advance(TimeSpan.FromMinutes(30));
        Graph.Behave();
        Graph.Calls.Clear();
        Graph.Page.Posts.Clear();
        Graph.Page.Photos.Clear();
    }
}
