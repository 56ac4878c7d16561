namespace Pendopo.Libraries.Tests.Fediverse;

/// <summary>Work measured by what it asks of memory, which is the same on every machine and in every hour.</summary>
internal static class Memory
{
    /// <summary>How many times more the larger input takes than the smaller; about the ratio of their sizes when work is in proportion.</summary>
    public static double Grows(int small, int large, Action<int> work)
    {
        Of(small, work);
        return (double)Of(large, work) / Of(small, work);
    }

    private static long Of(int size, Action<int> work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work(size);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
