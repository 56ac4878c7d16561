using Pendopo.Channels.Contracts;
using Pendopo.Testing;
using Pendopo.Tests.Channels.Bluesky;
using Pendopo.Tests.Channels.Everywhere;
using Pendopo.Tests.Harness;
using Pendopo.Tests.StandIns.Mastodon;

namespace Pendopo.Tests.Channels.Mastodon;

/// <summary>Every fault at the picture, at the post, at its part and at the question what became of it, with the program killed or not, on servers that remember keys and such that
/// do not: nothing is lost in silence, nothing goes out twice.</summary>
public sealed class MastodonFaultsTests : IAsyncLifetime
{
    // Those that a server does to itself (the same post twice) and a silence that is waited for are left out.
    private static readonly MastodonFault[] Faults = [.. Enum.GetValues<MastodonFault>().Except([MastodonFault.Twice, MastodonFault.SilentAfter])];

    private readonly ManualTime clock = new(Melati.Now);
    private MastodonStandIn server = null!;

    private sealed record Case(MastodonFault Medium, MastodonFault Root, MastodonFault Part, MastodonFault Look, bool Keys, bool Killed);

    public async Task InitializeAsync() => server = await MastodonStandIn.StartAsync(clock);

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact, Trait(Series.Form, Series.Long)]
    public async Task Whatever_goes_wrong_a_post_is_out_once_or_it_is_told_why_not()
    {
        var cases = Cases().ToArray();
        new Random(7).Shuffle(cases);
        foreach (var one in cases.Take(Series.Of("MASTODON_FAULTS", 150, cases.Length)))
            await Run(one);
    }

    private static IEnumerable<Case> Cases() =>
        from root in Faults
        from part in Faults
        from look in new[] { MastodonFault.None, MastodonFault.ServerError, MastodonFault.BreakBefore }
        from keys in new[] { true, false }
        from killed in new[] { false, true }
        select new Case(Faults[((int)root + (int)part) % Faults.Length], root, part, look, keys, killed);

    private async Task Run(Case one)
    {
        server.Facts.KnowsKeys = one.Keys;
        server.Misbehave("POST /api/v2/media", one.Medium);
        server.Misbehave("POST /api/v1/statuses", one.Root, one.Part);
        server.Misbehave("GET /api/v1/accounts/:id/statuses", one.Look);
        using var centre = new MastodonMelati(server, clock, one.Keys);
        var post = Melati.Post($"Kabar {Guid.CreateVersion7()}", Melati.Image([1, 2])) with { IntendedAt = clock.GetUtcNow(), Parts = ["Bagian kedua"] };
        var rules = new ByItsRules(clock, () => centre.Publish(post), () => centre.Connector.Reconcile(centre.Account, post, default)) { Restart = () => centre.Restart(clock) };
        var outcome = await rules.Drive(one.Killed);
        var standing = server.Statuses.Own.Select(status => status.Text).ToList();
        (outcome switch
        {
            SendOutcome.Sent sent => standing.SequenceEqual([post.Text, post.Parts[0]]) && server.Statuses.Own[0].Id == sent.Remote.Id,
            // Nobody could be asked: a person looks, and it may be there.
            SendOutcome.Unknown { Reason.Length: > 0 } => standing.Distinct().Count() == standing.Count,
            // What stands of it is known, so that it can be taken back.
            SendOutcome.Refused { Reason.Length: > 0 } or SendOutcome.Reconnect { Reason.Length: > 0 } or SendOutcome.RetryAt { Reason.Length: > 0 } => standing.Distinct().Count() == standing.Count && (standing.Count == 0 || rules.Part is not null),
            _ => false,
        }).ShouldBeTrue($"{one}: {outcome}, {string.Join(" | ", standing)}");
        Clear();
    }

    // What a case left unused must not meet the next one.
    private void Clear()
    {
        clock.Advance(TimeSpan.FromMinutes(90));
        server.Behave();
        server.Calls.Clear();
        server.Statuses.All.Clear();
    }
}
