using Pendopo.Platform.Outbound;

namespace Pendopo.Tests.Platform.Outbound;

/// <summary>How long a server asks to be left alone (RFC 9110, section 10.2.3).</summary>
public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Mon, 02 Mar 2026 01:05:00 GMT", 300)]
    [InlineData("9999999", 86_400)]
    [InlineData("Fri, 31 Dec 2100 23:59:59 GMT", 86_400)]
    public void A_wait_in_seconds_or_as_a_date_is_heeded_for_a_day_at_most(string said, int seconds) => Asked(said).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData(null)]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("soon")]
    [InlineData("99999999999999999999")]
    [InlineData("Mon, 02 Mar 2026 00:59:00 GMT")]
    public void Nothing_a_past_moment_or_nonsense_asks_for_no_wait(string? said) => Asked(said).ShouldBeNull();

    private static TimeSpan? Asked(string? said)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (said is not null)
            headers["retry-after"] = said;
        return OutboundReply.Answered(new("https://slow.example/"), 429, headers, default).RetryAfter(Now);
    }
}
