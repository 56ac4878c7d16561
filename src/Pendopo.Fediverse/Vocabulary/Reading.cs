namespace Pendopo.Fediverse.Vocabulary;

/// <summary>What came of reading a thing out of a document: a value, or the reason there is none.</summary>
/// <param name="Value">The thing; null when refused.</param>
/// <param name="Problem">In English, for the log; never holds anything out of the document.</param>
public readonly record struct Reading<T>(T? Value, string? Problem)
    where T : class
{
    internal static Reading<T> Of(T value) => new(value, null);

    internal static Reading<T> Refused(string problem) => new(null, problem);
}
