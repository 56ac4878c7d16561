using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Web;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Consents;

/// <summary>Giving and refusing at the desk, for programs: on a tablet, or from a signed paper with its photograph.</summary>
internal static class AnswersApi
{
    public static void Map(RouteGroupBuilder sheets)
    {
        sheets.MapPut("/{id}/answers", OnTablet).Needs(ConsentSetup.MayAsk).WithSummary("Takes the person's answers on the desk's tablet, with a drawn signature or a PIN.");
        // A program holds no page and so no page's token.
        sheets.MapPost("/{id}/paper", OnPaper).Needs(ConsentSetup.MayAsk).DisableAntiforgery().AddEndpointFilter(OtherSites.Refuse)
            .WithMetadata(new RequestSizeLimitAttribute(TakeFile.MaxRequest)).Produces<WholeSheetBody>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary("Takes the answers that stand on a signed paper, with its photograph: JPEG, PNG or WebP, at most 10 MB.");
    }

    private static async Task<IResult> OnTablet(Id<ConsentSheet> id, SheetAnswersBody body, AnswerConsent answer, ConsentDesk desk, ConsentReader reader, CancellationToken cancel)
    {
        // The person's own page asks for no permission; here somebody of the centre holds the tablet.
        if (desk.Forbids(ConsentSetup.MayAsk) is { } forbidden)
            return Refused([forbidden]);
        var proof = new ConsentProof(body.Signature ?? "", body.Pin?.Trim() ?? "", null, body.ReadAloud, body.Witness ?? "", body.ChildAgrees);
        return await Told(await answer.OnScreen(new(id, Read(body.Answers), proof), cancel), reader, cancel);
    }

    /// <param name="paper">The photograph of the signed form; required with a yes.</param>
    /// <param name="answers">The answers as JSON, as they stand in `answers` of the tablet's route.</param>
    private static async Task<IResult> OnPaper(Id<ConsentSheet> id, IFormFile? paper, [FromForm] string? answers, [FromForm] bool? readAloud, [FromForm] string? witness, [FromForm] bool? childAgrees,
        PaperTools tools, ConsentReader reader, CancellationToken cancel)
    {
        if (tools.Desk.Forbids(ConsentSetup.MayAsk) is { } forbidden)
            return Refused([forbidden]);
        if (await reader.Read(id, cancel) is not { } view)
            return TypedResults.NotFound();
        if (view.Sheet.AnsweredAt is not null)
            return Refused([tools.Desk.Problem("AnsweredAlready")]);
        if (tools.Read(answers) is not { } read)
            return Refused([tools.Desk.Problem("AnswersUnclear", "Answers")]);
        Id<StoredFile>? kept = null;
        if (paper is { Length: > 0 })
        {
            await using var content = paper.OpenReadStream();
            var taken = await tools.Files.Run(tools.Desk.Here.Centre.Id, tools.Desk.Here.Actor, content, tools.Words["PaperAlt", view.Sheet.Code], cancel);
            if (!taken.Ok)
                return Refused([.. taken.Problems.Select(problem => problem with { Field = "Paper" })]);
            kept = taken.Value.Id;
        }
        var proof = new ConsentProof("", "", kept, readAloud ?? false, witness ?? "", childAgrees);
        return await Told(await tools.Answer.OnPaper(new(id, Read(read), proof), cancel), reader, cancel);
    }

    private static IReadOnlyList<ConsentAnswer> Read(IReadOnlyList<ConsentAnswerBody?>? answers) =>
        [.. (answers ?? []).OfType<ConsentAnswerBody>().Where(one => one.Consent is not null && one.Yes is not null && Enum.IsDefined(one.Naming))
            .Select(one => new ConsentAnswer(one.Consent!.Value, one.Yes!.Value, [.. (one.Channels ?? []).OfType<string>()], one.Naming))];

    private static async Task<IResult> Told(Result<ConsentSheet> result, ConsentReader reader, CancellationToken cancel) =>
        result.Ok && await reader.Read(result.Value.Id, cancel) is { } view ? TypedResults.Ok(WholeSheetBody.Of(view)) : result.ToResult(_ => TypedResults.NoContent());

    private static IResult Refused(List<Problem> problems) => ((Result<ConsentSheet>)problems).ToResult(_ => TypedResults.NoContent());
}

/// <summary>What a paper is taken in with.</summary>
internal sealed record PaperTools(AnswerConsent Answer, TakeFile Files, ConsentDesk Desk, IStringLocalizer<ConsentText> Words, IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> Json)
{
    /// <summary>The answers of a form's field; null when it is not a list of them.</summary>
    public IReadOnlyList<ConsentAnswerBody?>? Read(string? answers)
    {
        try
        {
            return JsonSerializer.Deserialize<List<ConsentAnswerBody?>>(answers ?? "", Json.Value.SerializerOptions);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <param name="Yes">The person's word; without it there is no answer.</param>
/// <param name="Channels">With a yes: the channels they said yes to, of those offered.</param>
internal sealed record ConsentAnswerBody(Id<Consent>? Consent = null, bool? Yes = null, IReadOnlyList<string?>? Channels = null, ConsentNaming Naming = ConsentNaming.NotNamed);

/// <param name="Signature">The drawn signature as the path of an SVG of 600 by 200: `M10 20L30 40`.</param>
/// <param name="Pin">Six digits, instead of a signature.</param>
/// <param name="ReadAloud">The text was read to the person; then <paramref name="Witness"/> heard it.</param>
/// <param name="ChildAgrees">The child's own word, from twelve years on.</param>
internal sealed record SheetAnswersBody(IReadOnlyList<ConsentAnswerBody?>? Answers = null, string? Signature = null, string? Pin = null, bool ReadAloud = false, string? Witness = null, bool? ChildAgrees = null);
