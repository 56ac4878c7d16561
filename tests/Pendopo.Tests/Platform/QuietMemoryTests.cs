using Pendopo.Platform.Web;

namespace Pendopo.Tests.Platform;

public sealed class QuietMemoryTests
{
    private const long Megabyte = 1 << 20;
    private long allocated;
    private int given;

    [Fact]
    public void Memory_is_given_back_once_after_a_busy_time_falls_quiet()
    {
        var quiet = Watching();
        allocated = 100 * Megabyte;
        quiet.LookOnce();
        given.ShouldBe(0, "still busy");
        allocated += Megabyte;
        quiet.LookOnce();
        given.ShouldBe(1);
        quiet.LookOnce();
        given.ShouldBe(1, "nothing new to give");
    }

    [Fact]
    public void A_busy_house_is_left_alone()
    {
        var quiet = Watching();
        for (var look = 0; look < 50; look++)
        {
            allocated += 3 * Megabyte;
            quiet.LookOnce();
        }
        given.ShouldBe(0);
    }

    [Fact]
    public void A_trickle_is_worth_a_pause_only_from_sixteen_megabytes_on()
    {
        var quiet = Watching();
        for (var look = 1; look <= 15; look++)
        {
            allocated = look * Megabyte;
            quiet.LookOnce();
        }
        given.ShouldBe(0);
        allocated = 16 * Megabyte;
        quiet.LookOnce();
        given.ShouldBe(1);
    }

    private QuietMemory Watching() => new(TimeProvider.System, () => allocated, () => given++);
}
