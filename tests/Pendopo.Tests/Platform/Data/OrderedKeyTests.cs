using System.Collections.Concurrent;
using System.Globalization;
using Pendopo.Platform.Data;

namespace Pendopo.Tests.Platform.Data;

public sealed class OrderedKeyTests
{
    private sealed class Row;

    [Fact]
    public void Each_key_is_greater_than_the_one_before()
    {
        var keys = Enumerable.Range(0, 100_000).Select(_ => Id<Row>.New()).ToList();
        keys.Zip(keys.Skip(1)).ShouldAllBe(pair => pair.First < pair.Second);
        keys.Select(key => key.ToString()).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_turn_the_order_round()
    {
        var before = OrderedKey.Next();
        OrderedKey.At(new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc)).CompareTo(before).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Many_threads_never_get_the_same_one()
    {
        var keys = new ConcurrentBag<Guid>();
        Parallel.For(0, 50_000, _ => keys.Add(OrderedKey.Next()));
        keys.Distinct().Count().ShouldBe(50_000);
    }

    [Fact]
    public void A_key_tells_its_time_and_version_as_the_standard_lays_them()
    {
        var early = DateTimeOffset.UtcNow.AddSeconds(-1).ToUnixTimeMilliseconds();
        var text = OrderedKey.Next().ToString("N");
        var milliseconds = long.Parse(text[..12], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        milliseconds.ShouldBeInRange(early, DateTimeOffset.UtcNow.AddSeconds(1).ToUnixTimeMilliseconds());
        text[12].ShouldBe('7');
        "89ab".ShouldContain(text[16]);
    }
}
