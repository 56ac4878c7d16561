using Microsoft.AspNetCore.Http.HttpResults;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Consents;

/// <summary>The register for programs, with the same handlers as the desk's pages. A person's secret link never leaves by it.</summary>
internal static class ConsentsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var sheets = routes.MapGroup("/api/v1/consent-sheets").WithTags("Consents").Needs(ConsentSetup.MaySee);
        sheets.MapGet("/", List).WithSummary("The sheets, the newest first, 50 at a time; find by code or name, by state.");
        sheets.MapGet("/{id}", One).WithSummary("Who said what under which text, when and how, what stands under it, and what became of every copy on every channel.");
        sheets.MapPost("/", Asked).Needs(ConsentSetup.MayAsk).WithSummary("Asks one person for one or more consents.");
        AnswersApi.Map(sheets);
        var consents = routes.MapGroup("/api/v1/consents").WithTags("Consents").Needs(ConsentSetup.MaySee);
        consents.MapGet("/{id}", Shown).WithSummary("One consent: its text, what stands under it, and the state of every copy on every channel.");
        routes.MapPut("/api/v1/consents/{id}/withdrawal", Withdrawn).WithTags("Consents").Needs(ConsentSetup.MayAsk).WithSummary("Ends a consent that the person withdrew at the desk or by letter.");
        WordingsApi.Map(routes);
    }

    private static async Task<Ok<List<SheetBody>>> List(string? find, ConsentState? state, string? before, ConsentReader reader, CancellationToken cancel) =>
        TypedResults.Ok((await reader.All(find, state, PageMark.Read(before), cancel)).Take(ConsentReader.Slice).Select(line => SheetBody.Of(line.Sheet, line.Consents)).ToList());

    private static async Task<Results<Ok<WholeSheetBody>, NotFound>> One(Id<ConsentSheet> id, ConsentReader reader, NoteOpening note, CancellationToken cancel)
    {
        if (await reader.Read(id, cancel) is not { } view)
            return TypedResults.NotFound();
        await note.Run(id, cancel);
        return TypedResults.Ok(WholeSheetBody.Of(view));
    }

    private static async Task<Results<Ok<WholeConsentBody>, NotFound>> Shown(Id<Consent> id, ConsentReader reader, NoteOpening note, CancellationToken cancel)
    {
        if (await reader.SheetOf(id, cancel) is not { } sheet || await reader.Read(sheet, cancel) is not { } view)
            return TypedResults.NotFound();
        await note.Run(sheet, cancel);
        return TypedResults.Ok(WholeConsentBody.Of(view.Sheet, view.Consents.First(row => row.Consent.Id == id)));
    }

    private static async Task<IResult> Asked(AskBody body, AskForConsent ask, CancellationToken cancel) =>
        (await ask.Run(body.ToRequest(), cancel)).ToResult(sheet => TypedResults.Created($"/api/v1/consent-sheets/{sheet.Id}", SheetBody.Of(sheet, [])));

    private static async Task<IResult> Withdrawn(Id<Consent> id, WithdrawalBody body, WithdrawConsent withdraw, CancellationToken cancel) =>
        (await withdraw.AtDesk(id, body.How, body.Note ?? "", cancel)).ToResult(_ => TypedResults.NoContent());
}

/// <param name="ChildAge">Years, for a child.</param>
/// <param name="Until">The last day, as yyyy-MM-dd.</param>
internal sealed record AskBody(DateOnly Until, string? Name = null, ConsentDecider Decides = ConsentDecider.Self, string? Guardian = null, string? Relation = null, int? ChildAge = null,
    IReadOnlyList<ConsentPurpose>? Purposes = null, IReadOnlyList<string>? Channels = null, string? Language = null)
{
    public AskForConsent.Request ToRequest() =>
        new(new(Name ?? "", Decides, Guardian ?? "", Relation ?? "", ChildAge), Purposes ?? [], Channels ?? [], Until, Language ?? "id");
}

/// <param name="How">`Desk` or `Letter`.</param>
internal sealed record WithdrawalBody(ConsentEnd How, string? Note = null);
