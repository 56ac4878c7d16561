namespace Pendopo.Testing;

/// <summary>How many rounds a long series runs: a few in the suite, all of them at night. The only place that reads these settings.
/// A test that has a long form asks here for its number and is marked `[Trait(Series.Form, Series.Long)]`, by which `tests/nightly` finds it.</summary>
internal static class Series
{
    public const string Form = "Form";
    public const string Long = "long";

    /// <summary>Runs at night alone: the twin on PostgreSQL of a test in which the database has no part, whose short form is the test on the embedded one.</summary>
    public const string Night = "night";

    /// <summary>Whether the long forms run (`PENDOPO_SERIES=nightly`, as tests/nightly sets it).</summary>
    public static bool Nightly { get; } = Setting("PENDOPO_SERIES") is "nightly";

    /// <summary>The number of rounds: `PENDOPO_SERIES_&lt;NAME&gt;` when it is set, else by the form.</summary>
    /// <param name="name">In capitals, such as `KILLS`.</param>
    public static int Of(string name, int suite, int nightly) =>
        int.TryParse(Setting("PENDOPO_SERIES_" + name), out var asked) && asked > 0 ? asked : Nightly ? nightly : suite;

    private static string? Setting(string name) => Environment.GetEnvironmentVariable(name);
}
