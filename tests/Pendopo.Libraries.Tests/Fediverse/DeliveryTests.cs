using Pendopo.Fediverse.Delivery;
using Pendopo.Fediverse.Signatures;

namespace Pendopo.Libraries.Tests.Fediverse;

public sealed class DeliveryTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 8, 30, 0, TimeSpan.Zero);

    [Fact]
    public void A_server_is_written_to_once_and_our_own_never()
    {
        DeliveryTarget[] targets =
        [
            new("https://a.example/1", "https://a.example/1/inbox", "https://a.example/inbox"), new("https://a.example/2", "https://a.example/2/inbox", "https://a.example/inbox"),
            new("https://b.example/1", "https://b.example/1/inbox", null), new("https://pendopo.example/1", "https://pendopo.example/1/inbox", "https://pendopo.example/inbox"),
            new("https://c.example/1", "https://c.example/1/inbox", "https://victim.example/inbox"),
        ];
        DeliveryPlan.Inboxes(targets, personally: false, "pendopo.example").ShouldBe(["https://a.example/inbox", "https://b.example/1/inbox", "https://c.example/1/inbox"]);
        DeliveryPlan.Inboxes(targets, personally: true, "pendopo.example")
            .ShouldBe(["https://a.example/1/inbox", "https://a.example/2/inbox", "https://b.example/1/inbox", "https://c.example/1/inbox"]);
    }

    [Theory]
    [InlineData(202, false, DeliveryOutcome.Delivered)]
    [InlineData(401, false, DeliveryOutcome.OtherSignature)]
    [InlineData(400, false, DeliveryOutcome.OtherSignature)]
    [InlineData(401, true, DeliveryOutcome.Later)]
    [InlineData(400, true, DeliveryOutcome.Refused)]
    [InlineData(403, false, DeliveryOutcome.Refused)]
    [InlineData(404, false, DeliveryOutcome.Refused)]
    [InlineData(410, false, DeliveryOutcome.Gone)]
    [InlineData(408, false, DeliveryOutcome.Later)]
    [InlineData(429, false, DeliveryOutcome.Later)]
    [InlineData(500, false, DeliveryOutcome.Later)]
    [InlineData(501, false, DeliveryOutcome.Refused)]
    [InlineData(503, false, DeliveryOutcome.Later)]
    [InlineData(302, false, DeliveryOutcome.Refused)]
    [InlineData(null, false, DeliveryOutcome.Later)]
    public void Answers_are_read_as_Mastodon_reads_them(int? status, bool triedBoth, DeliveryOutcome outcome) => DeliveryAnswer.Of(status, triedBoth).ShouldBe(outcome);

    [Fact]
    public void The_other_signature_is_the_other_one() => DeliveryAnswer.Other(DeliveryAnswer.Other(SignatureScheme.Cavage)).ShouldBe(SignatureScheme.Cavage);

    [Fact]
    public void Retries_span_two_to_three_days()
    {
        TimeSpan Sum(double chance) => Enumerable.Range(1, Backoff.Retries).Aggregate(TimeSpan.Zero, (sum, n) => sum + Backoff.Pause(n, chance)!.Value);
        Backoff.Pause(1, 1).ShouldBe(TimeSpan.FromSeconds(15));
        Backoff.Pause(3, 0).ShouldBe(TimeSpan.FromSeconds(31));
        Backoff.Pause(3, 1).ShouldBe(TimeSpan.FromSeconds(39));
        Sum(0).TotalDays.ShouldBeInRange(2.0, 2.2);
        Sum(1).TotalDays.ShouldBeInRange(2.9, 3.2);
        Backoff.Pause(Backoff.Retries + 1, 0).ShouldBeNull();
        Backoff.Pause(0, 0).ShouldBeNull();
    }

    [Fact]
    public void Ten_failures_in_a_row_hold_a_host_for_a_minute()
    {
        var breaker = HostBreaker.Healthy;
        for (var i = 0; i < 9; i++)
        {
            breaker = breaker.Failed(Now);
        }

        breaker.Allows(Now).ShouldBeTrue();
        breaker = breaker.Failed(Now);
        breaker.Allows(Now.AddSeconds(59)).ShouldBeFalse();
        breaker.Allows(Now.AddSeconds(60)).ShouldBeTrue();
        HostBreaker.Succeeded().Allows(Now).ShouldBeTrue();
    }

    [Fact]
    public void Seven_failing_days_make_a_host_dead_until_it_speaks()
    {
        var breaker = HostBreaker.Healthy;
        for (var day = 0; day < 7; day++)
        {
            breaker.IsDead.ShouldBeFalse();
            breaker = breaker.Failed(Now.AddDays(day)).Failed(Now.AddDays(day).AddMinutes(1));
        }

        breaker.IsDead.ShouldBeTrue();
        breaker.Allows(Now.AddDays(20)).ShouldBeFalse();
        HostBreaker.Succeeded().IsDead.ShouldBeFalse();
    }
}
