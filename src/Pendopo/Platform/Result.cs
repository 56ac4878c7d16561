using Microsoft.Extensions.Localization;

namespace Pendopo.Platform;

/// <summary>An expected refusal, told so that it can be mended.</summary>
/// <param name="Code">Stable name for programs, such as `TitleRequired`.</param>
/// <param name="Text">What is wrong and how to mend it, in the reader's language; holds no personal data of others.</param>
/// <param name="Field">The form field it is about (`Title`), or null when it is about the whole.</param>
/// <param name="Detail">For the log only; holds no personal data.</param>
public sealed record Problem(string Code, string Text, string? Field = null, string? Detail = null)
{
    /// <summary>The code of "there is no such thing for you": a stranger's row and a missing one look the same.</summary>
    public const string NotFoundCode = "NotFound";

    public static readonly Problem NotFound = new(NotFoundCode, "");
}

/// <summary>What a use case answers: a value, or the problems that kept it from happening. Never both.</summary>
public sealed class Result<T>
{
    private readonly T? value;

    private Result(T? value, IReadOnlyList<Problem> problems) => (this.value, Problems) = (value, problems);

    public IReadOnlyList<Problem> Problems { get; }

    public bool Ok => Problems.Count == 0;

    public bool IsNotFound => Problems.Count > 0 && Problems[0].Code == Problem.NotFoundCode;

    /// <summary>The value; throws when there are problems.</summary>
    public T Value => Ok ? value! : throw new InvalidOperationException($"No value: {Problems[0].Code}.");

    public static implicit operator Result<T>(T value) => new(value, []);

    public static implicit operator Result<T>(Problem problem) => new(default, [problem]);

    public static implicit operator Result<T>(List<Problem> problems) => new(default, problems);
}

/// <summary>The value of a use case that only succeeds.</summary>
public readonly record struct Done;

public static class Problems
{
    /// <summary>A problem whose text is the resource of the same name as its code.</summary>
    public static Problem Problem(this IStringLocalizer words, string code, string? field = null, params object[] arguments) =>
        new(code, words[code, arguments], field);
}
