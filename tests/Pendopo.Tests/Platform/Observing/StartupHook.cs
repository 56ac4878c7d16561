/// <summary>Brought into the built program by DOTNET_STARTUP_HOOKS, whose name and place the runtime demands (dotnet/runtime, host-startup-hook.md): once the
/// program is at work, a task that nobody waits for and a thread that nobody watches fail with somebody's words in their mouths.</summary>
internal static class StartupHook
{
    public const string Trigger = "Pendopo.Privacy", Words = "PENDOPO_TEST_WORDS";

    public static void Initialize() => AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) =>
    {
        if (loaded.LoadedAssembly.GetName().Name == Trigger)
            new Thread(Fail) { IsBackground = true }.Start();
    };

    private static void Fail()
    {
        var words = Environment.GetEnvironmentVariable(Words);
        var noticed = false;
        TaskScheduler.UnobservedTaskException += (_, _) => Volatile.Write(ref noticed, true);
        // A collection need not find what was dropped a moment ago.
        while (!Volatile.Read(ref noticed))
        {
            Drop(words);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        throw new InvalidOperationException($"The network said {words}", new FormatException(words));
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Drop(string? words) => _ = Task.FromException(new InvalidDataException(words));
}
