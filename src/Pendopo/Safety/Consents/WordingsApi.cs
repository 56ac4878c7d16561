using Microsoft.AspNetCore.Http.HttpResults;
using Pendopo.Platform.Access;
using Pendopo.Platform.Web;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Consents;

/// <summary>The texts that people are asked with, for programs: purpose by purpose, every version.</summary>
internal static class WordingsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var texts = routes.MapGroup("/api/v1/consent-texts").WithTags("Consents").Needs(ConsentSetup.MaySee);
        texts.MapGet("/", InForce).WithSummary("The text in force of every purpose, in both languages, with the age from which on it is read without help.");
        texts.MapGet("/{purpose}", Versions).WithSummary("Every version of the text of a purpose, the newest first.");
        texts.MapPost("/{purpose}", Written).Needs(ConsentSetup.MayWrite).WithSummary("Keeps a new version. Who agreed to an older one agreed to that one.");
    }

    private static async Task<Ok<List<WordingBody>>> InForce(ConsentWordings wordings, CancellationToken cancel)
    {
        var texts = new List<WordingBody>();
        foreach (var purpose in Enum.GetValues<ConsentPurpose>())
            texts.Add(WordingBody.Of((await wordings.All(purpose, cancel))[0]));
        return TypedResults.Ok(texts);
    }

    private static async Task<Results<Ok<List<WordingBody>>, NotFound>> Versions(string purpose, ConsentWordings wordings, CancellationToken cancel) =>
        Known(purpose) is { } known ? TypedResults.Ok((await wordings.All(known, cancel)).Select(WordingBody.Of).ToList()) : TypedResults.NotFound();

    private static async Task<IResult> Written(string purpose, WordingWriteBody body, ConsentWordings wordings, CancellationToken cancel) =>
        Known(purpose) is { } known
            ? (await wordings.Write(known, body.Indonesian ?? "", body.English ?? "", body.BasedOn, cancel)).ToResult(wording => TypedResults.Created($"/api/v1/consent-texts/{known}", WordingBody.Of(wording)))
            : TypedResults.NotFound();

    private static ConsentPurpose? Known(string purpose) => Enum.TryParse<ConsentPurpose>(purpose, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null;
}

/// <param name="BasedOn">The version that was read; a newer one meanwhile is refused.</param>
internal sealed record WordingWriteBody(int BasedOn = 0, string? Indonesian = null, string? English = null);

/// <param name="IndonesianAge">From which age on it is read without help; rough. Advice: 9 to 11.</param>
internal sealed record WordingBody(ConsentPurpose Purpose, int Version, string Indonesian, string English, int? IndonesianAge, int? EnglishAge, DateTimeOffset WrittenAt)
{
    public static WordingBody Of(ConsentWording row) =>
        new(row.Purpose, row.Number, row.Indonesian, row.English, ReadingAdvice.Of(row.Indonesian, "id").Age, ReadingAdvice.Of(row.English, "en").Age, row.WrittenAt);
}
