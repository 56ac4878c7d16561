using Pendopo.Channels.Contracts;
using Pendopo.Testing;
using Pendopo.Tests.Channels.Everywhere;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels.Bluesky;

/// <summary>Every fault at the picture, at the call that shows the post, at that of its part and at the question what became of it, with the program killed or not: records stand
/// under chosen keys, so nothing goes out twice, and nothing is lost in silence.</summary>
public sealed class BlueskyFaultsTests : IAsyncLifetime
{
    private const string Upload = "com.atproto.repo.uploadBlob", Put = "com.atproto.repo.putRecord", Look = "com.atproto.repo.getRecord";

    private static readonly Dictionary<string, Action<FakePds, string>> Faults = new()
    {
        ["none"] = (pds, method) => pds.ServeNext(method),
        ["breaks before"] = (pds, method) => pds.BreakNext(method),
        ["breaks after"] = (pds, method) => pds.BreakAnswerOfNext(method),
        ["token over"] = (pds, method) => pds.FailNext(method, 400, "ExpiredToken", "Token has expired"),
        ["wait"] = (pds, method) => pds.FailNext(method, 429, "RateLimitExceeded", "Too many requests"),
        ["refused"] = (pds, method) => pds.FailNext(method, 400, "InvalidRequest", "Record is not valid"),
        ["error"] = (pds, method) => pds.FailNext(method, 500, "InternalServerError"),
        ["gateway"] = (pds, method) => pds.FailNext(method, 502, "UpstreamFailure"),
    };

    private readonly ManualTime clock = new(Melati.Now);
    private FakePds pds = null!;

    private sealed record Case(string Medium, string Root, string Part, string Looks, bool Killed);

    public async Task InitializeAsync() => pds = await FakePds.StartAsync();

    public async Task DisposeAsync() => await pds.DisposeAsync();

    [Fact, Trait(Series.Form, Series.Long)]
    public async Task Whatever_goes_wrong_a_post_is_out_once_or_it_is_told_why_not()
    {
        var cases = (from medium in Faults.Keys from root in Faults.Keys from part in Faults.Keys from look in new[] { "none", "error", "breaks before" } from killed in new[] { false, true } select new Case(medium, root, part, look, killed)).ToArray();
        new Random(7).Shuffle(cases);
        foreach (var one in cases.Take(Series.Of("BLUESKY_FAULTS", 150, cases.Length)))
            await Run(one);
    }

    private async Task Run(Case one)
    {
        pds.Behave();
        pds.Records.Clear();
        using var centre = new Melati(new(FakePds.Did, "melati.test", pds.Url, pds.Access, pds.Refresh), time: clock);
        Faults[one.Medium](pds, Upload);
        Faults[one.Root](pds, Put);
        Faults[one.Part](pds, Put);
        Faults[one.Looks](pds, Look);
        var post = Melati.Post($"Kabar {Guid.CreateVersion7()}", Melati.Image([1, 2])) with { IntendedAt = clock.GetUtcNow(), Parts = ["Bagian kedua"] };
        var rules = new ByItsRules(clock, () => centre.Connector.Publish(centre.Open(), post, default), () => centre.Connector.Reconcile(centre.Open(), post, default));
        var outcome = await rules.Drive(one.Killed);
        var standing = pds.Records.Values.Select(record => record["text"]!.GetValue<string>()).ToList();
        (outcome switch
        {
            SendOutcome.Sent { Remote.Id.Length: > 0 } => standing.Order(StringComparer.Ordinal).SequenceEqual([post.Parts[0], post.Text]),
            SendOutcome.Unknown { Reason.Length: > 0 } => standing.Distinct().Count() == standing.Count,
            // What stands of it is known, so that it can be taken back.
            SendOutcome.Refused { Reason.Length: > 0 } or SendOutcome.Reconnect { Reason.Length: > 0 } or SendOutcome.RetryAt { Reason.Length: > 0 } => standing.Distinct().Count() == standing.Count && (standing.Count == 0 || rules.Part is not null),
            _ => false,
        }).ShouldBeTrue($"{one}: {outcome}, {string.Join(" | ", standing)}");
    }
}
