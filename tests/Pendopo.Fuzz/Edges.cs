namespace Pendopo.Fuzz;

/// <summary>Which ways through the code one input took. <see cref="Instrument"/> puts a call of <see cref="Hit"/> at the beginning of every
/// stretch of code that is run as a whole.</summary>
public static class Edges
{
    private const int Size = 1 << 16;

    private static readonly byte[] Now = new byte[Size];
    private static readonly byte[] Ever = new byte[Size];

    [ThreadStatic]
    private static int previous;

    /// <summary>A step from one stretch to another is counted, not the stretch: the numbering of AFL (lcamtuf.coredump.cx/afl/technical_details.txt, 1).</summary>
    public static void Hit(int place)
    {
        ref var count = ref Now[(place ^ previous) & (Size - 1)];
        if (count < byte.MaxValue)
            count++;
        previous = place >> 1;
    }

    internal static int Seen => Ever.Count(buckets => buckets != 0);

    internal static void Forget() => Array.Clear(Ever);

    internal static void Begin()
    {
        Array.Clear(Now);
        previous = 0;
    }

    /// <summary>Whether the input took a step that none before it took, or took one markedly more often; it is remembered.</summary>
    internal static bool Found()
    {
        var found = false;
        for (var at = 0; at < Size; at++)
        {
            if (Now[at] == 0)
                continue;
            var bucket = Bucket(Now[at]);
            found |= (Ever[at] & bucket) == 0;
            Ever[at] |= bucket;
        }
        return found;
    }

    // Once, twice, three times, up to 7, 15, 31, 127 and more: within these a loop that turns once more is nothing new.
    private static byte Bucket(byte count) => count switch { 1 => 1, 2 => 2, 3 => 4, < 8 => 8, < 16 => 16, < 32 => 32, < 128 => 64, _ => 128 };
}
