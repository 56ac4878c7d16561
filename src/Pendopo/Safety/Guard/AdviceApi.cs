using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Web;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Guard;

internal sealed record AdviceBody(IReadOnlyList<LeavingText>? Texts);

/// <summary>Advice while writing, for the composer's script.</summary>
internal static class AdviceApi
{
    private const int MaxParts = 40;
    private const int MaxLength = 100_000;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGroup("/api/v1/safety").WithTags("Safety").Needs(SafetyRoom.MaySee).MapPost("/advice", Advise)
            .Produces<IReadOnlyList<PrivacyAdvice>>().ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> Advise(AdviceBody body, PrivacyCheck check, CancellationToken cancel)
    {
        var texts = body.Texts ?? [];
        if (texts.Count > MaxParts || texts.Any(text => text?.Text is null || text.Part is null) || texts.Sum(text => text.Text.Length) > MaxLength)
            return ((Result<Done>)new Problem("TextsTooLong", SafetyText.Say("TextsTooLong"), "texts")).ToResult(_ => TypedResults.NoContent());
        return TypedResults.Ok(await check.Look(texts, cancel));
    }
}
