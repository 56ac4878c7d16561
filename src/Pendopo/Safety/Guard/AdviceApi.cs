using Microsoft.AspNetCore.Http.HttpResults;
using Pendopo.Platform.Access;
using Pendopo.Platform.Exits;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Guard;

internal sealed record AdviceBody(IReadOnlyList<LeavingText>? Texts);

/// <summary>Advice while writing, for the composer's script.</summary>
internal static class AdviceApi
{
    private const int MaxParts = 40;
    private const int MaxLength = 100_000;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGroup("/api/v1/safety").WithTags("Safety").Needs(SafetyRoom.MaySee).MapPost("/advice", Advise);

    private static async Task<Results<Ok<IReadOnlyList<PrivacyAdvice>>, ValidationProblem>> Advise(AdviceBody body, PrivacyCheck check, CancellationToken cancel)
    {
        var texts = body.Texts ?? [];
        if (texts.Count > MaxParts || texts.Any(text => text?.Text is null || text.Part is null) || texts.Sum(text => text.Text.Length) > MaxLength)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["texts"] = [SafetyText.Say("TextsTooLong")] });
        return TypedResults.Ok(await check.Look(texts, cancel));
    }
}
