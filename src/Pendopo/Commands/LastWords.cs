using Pendopo.Platform.Observing;

namespace Pendopo.Commands;

/// <summary>What the process says of a fault on a thread that nobody watches. The runtime would print its words, which may be somebody's: here it is
/// told by its kind and its place, and the process ends as it would have ended.</summary>
internal static class LastWords
{
    /// <param name="errors">Where the program complains.</param>
    public static void Keep(TextWriter errors)
    {
        AppDomain.CurrentDomain.UnhandledException += (_, fault) => End(errors, fault.ExceptionObject);
        TaskScheduler.UnobservedTaskException += (_, fault) =>
        {
            errors.WriteLine($"A task that nobody waited for failed: {new QuietFault(fault.Exception)}");
            fault.SetObserved();
        };
    }

    // Ends the process here, before the runtime prints the fault itself. Like its own end it is an abort, so that a supervisor starts the program again.
    private static void End(TextWriter errors, object fault)
    {
        errors.WriteLine($"Unhandled exception on a thread of its own: {(fault is Exception known ? new QuietFault(known).ToString() : fault.GetType().FullName)}");
        errors.Flush();
        Environment.FailFast("Pendopo ended because of the fault above.");
    }
}
