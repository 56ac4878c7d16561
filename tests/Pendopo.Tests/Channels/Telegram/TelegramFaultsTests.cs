using System.Text.Json.Nodes;
using Pendopo.Channels.Contracts;
using Pendopo.Testing;
using Pendopo.Tests.Channels.Bluesky;
using Pendopo.Tests.Channels.Everywhere;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels.Telegram;

/// <summary>Every fault after every other at the one call of a post, with pictures or without, with the program killed or not. Telegram cannot be asked what became of a call, so
/// what got no answer is left to a person.</summary>
public sealed class TelegramFaultsTests : TelegramTests
{
    private static readonly Dictionary<string, Action<TelegramStandIn, string>> Faults = new()
    {
        ["none"] = (_, _) => { },
        ["breaks before"] = (telegram, method) => telegram.BreakNext(method),
        ["breaks after"] = (telegram, method) => telegram.BreakAnswerOfNext(method),
        ["wait"] = (telegram, method) => telegram.FailNext(method, 429, "Too Many Requests: retry after 17", new JsonObject { ["retry_after"] = 17 }),
        ["wrong words"] = (telegram, method) => telegram.FailNext(method, 400, "Bad Request: can't parse entities"),
        ["shut out"] = (telegram, method) => telegram.FailNext(method, 403, "Forbidden: bot was kicked from the channel chat"),
        ["no token"] = (telegram, method) => telegram.FailNext(method, 401, "Unauthorized"),
        ["gone"] = (telegram, method) => telegram.FailNext(method, 400, "Bad Request: chat not found"),
        ["error"] = (telegram, method) => telegram.FailNext(method, 500, "Internal Server Error"),
        ["gateway"] = (telegram, method) => telegram.FailNext(method, 502, "Bad Gateway"),
    };

    private readonly ManualTime clock = new(TelegramMelati.Now);

    private sealed record Case(string First, string Second, int Pictures, bool Killed);

    [Fact, Trait(Series.Form, Series.Long)]
    public async Task Whatever_goes_wrong_a_post_is_out_once_or_it_is_told_why_not()
    {
        var cases = (from first in Faults.Keys from second in Faults.Keys from pictures in new[] { 0, 1, 2 } from killed in new[] { false, true } select new Case(first, second, pictures, killed)).ToArray();
        new Random(7).Shuffle(cases);
        foreach (var one in cases.Take(Series.Of("TELEGRAM_FAULTS", 150, cases.Length)))
            await Run(one);
    }

    private async Task Run(Case one)
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        using var centre = new TelegramMelati(telegram);
        var method = one.Pictures switch { 0 => "sendMessage", 1 => "sendPhoto", _ => "sendMediaGroup" };
        Faults[one.First](telegram, method);
        Faults[one.Second](telegram, method);
        var post = Melati.Post($"Kabar {Guid.CreateVersion7()}", [.. Enumerable.Range(0, one.Pictures).Select(number => Melati.Image([1, 2]))]);
        var outcome = await new ByItsRules(clock, () => centre.Publish(post), () => centre.Connector.Reconcile(centre.Account, post, default)).Drive(one.Killed);
        var whole = Math.Max(one.Pictures, 1);
        var standing = telegram.Messages.Count;
        (outcome switch
        {
            SendOutcome.Sent { Remote.Id.Length: > 0 } => standing == whole,
            // Nobody can be asked: a person looks, and it may be there, once.
            SendOutcome.Unknown { Reason.Length: > 0 } => standing == 0 || standing == whole,
            SendOutcome.Refused { Reason.Length: > 0 } or SendOutcome.Reconnect { Reason.Length: > 0 } or SendOutcome.RetryAt { Reason.Length: > 0 } => standing == 0,
            _ => false,
        }).ShouldBeTrue($"{one}: {outcome}, {standing} standing");
    }
}
