using Pendopo.Channels.Contracts;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels.Everywhere;

/// <summary>What the program does with a publication, by its rules: asks after 1, 5 and 20 minutes, tries eight times, waits while it is held. Killed at its first call, it
/// begins each turn with nothing but what was kept.</summary>
internal sealed class ByItsRules(ManualTime clock, Func<Task<SendOutcome>> publish, Func<Task<SendOutcome>> reconcile)
{
    private const int Tries = 8;
    private static readonly TimeSpan[] AskAfter = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(20)];

    /// <summary>Begins anew; by default nothing is in memory alone.</summary>
    public Action Restart { get; init; } = () => { };

    /// <summary>What was told to stand there already, of a post that is not whole: the program keeps it, so that it can be taken back.</summary>
    public RemoteRef? Part { get; private set; }

    public async Task<SendOutcome> Drive(bool killed = false)
    {
        var outcome = await publish();
        if (killed)
            outcome = new SendOutcome.Unknown("The program stopped before the answer came.");
        for (var (attempts, questions) = (1, 0); ;)
        {
            if (killed)
                Restart();
            Part = outcome.Out is not null || outcome.Stopped || outcome is SendOutcome.Refused ? outcome.Out : Part;
            switch (outcome)
            {
                case SendOutcome.HeldUntil held:
                    Wait(held.When);
                    outcome = await publish();
                    break;
                case SendOutcome.RetryAt retry when ++attempts <= Tries:
                    questions = 0;
                    Wait(retry.When);
                    outcome = await publish();
                    break;
                case SendOutcome.Unknown when questions < AskAfter.Length:
                    clock.Advance(AskAfter[questions++]);
                    outcome = await reconcile();
                    break;
                default:
                    return outcome;
            }
        }
    }

    private void Wait(DateTimeOffset? until) => clock.Advance(until is { } when && when > clock.GetUtcNow() ? when - clock.GetUtcNow() : TimeSpan.FromMinutes(1));
}
