using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Platform.Web;

namespace Pendopo.Publishing.Imports;

/// <summary>Bringing posts in and out for programs, and the files that the pages lead to.</summary>
internal static class ImportsRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var desk = routes.MapGroup("/desk/imports").Needs("publishing.publish").ExcludeFromDescription();
        desk.MapGet("/plan.csv", Plan);
        desk.MapGet("/{id}/rows.csv", Bad);
        var imports = routes.MapGroup("/api/v1/imports").WithTags("Imports").Needs("publishing.publish");
        // A program holds no page and so no page's token; a browser that sends another site's form says so (Fetch Metadata, W3C).
        imports.MapPost("/", Looked).DisableAntiforgery().AddEndpointFilter(OtherSites.Refuse).WithMetadata(new RequestSizeLimitAttribute(ImportFile.MaxRequest))
            .Produces<ImportBody>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary("Looks at a file of posts: a plan as CSV, WordPress (WXR), RSS or Atom, or a Facebook page's zip. Nothing is made yet.");
        imports.MapGet("/{id}", One);
        imports.MapPut("/{id}/acceptance", Taken);
        imports.MapDelete("/{id}/acceptance", Undone);
    }

    private static async Task<IResult> Plan(string? month, WritePlan plan, Here here, TimeProvider time, CancellationToken cancel)
    {
        var wanted = DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2000 and < 2200
            ? day : Clock.DateOf(time.GetUtcNow(), here.Centre.Zone);
        return TypedResults.File(await plan.Run(wanted, cancel), "text/csv; charset=utf-8", $"plan-{wanted.ToString("yyyy-MM", CultureInfo.InvariantCulture)}.csv");
    }

    private static async Task<IResult> Bad(Id<Import> id, ImportReader reader, CancellationToken cancel) =>
        await reader.Read(id, cancel) is { Source: ImportSource.Plan } import ? TypedResults.File(WritePlan.Bad(import), "text/csv; charset=utf-8", "rows.csv") : TypedResults.NotFound();

    private static async Task<IResult> Looked(IFormFile? file, [FromForm] ImportSource? source, ImportFile look, CancellationToken cancel)
    {
        await using var content = file is null ? Stream.Null : file.OpenReadStream();
        return (await look.Run(source ?? ImportSource.Plan, file?.FileName ?? "", content, cancel)).ToResult(import => TypedResults.Created($"/api/v1/imports/{import.Id}", ImportBody.Of(import)));
    }

    private static async Task<IResult> One(Id<Import> id, ImportReader reader, CancellationToken cancel) =>
        await reader.Read(id, cancel) is { } import ? TypedResults.Ok(ImportBody.Of(import)) : TypedResults.NotFound();

    private static async Task<IResult> Taken(Id<Import> id, ImportVersionBody body, TakeImport take, CancellationToken cancel) =>
        (await take.Run(id, body.Version, cancel)).ToResult(import => TypedResults.Ok(ImportBody.Of(import)));

    private static async Task<IResult> Undone(Id<Import> id, int version, UndoImport undo, CancellationToken cancel) =>
        (await undo.Run(id, version, cancel)).ToResult(import => TypedResults.Ok(ImportBody.Of(import)));
}

internal sealed record ImportVersionBody(int Version);

/// <param name="Line">The line of the file, or the number of the entry, from 1.</param>
internal sealed record ImportRowBody(int Line, string Title, DateTime? At, IReadOnlyList<ImportFault> Faults);

/// <param name="Made">How many posts of it stand.</param>
internal sealed record ImportBody(Id<Import> Id, int Version, ImportSource Source, ImportState State, int Good, int Bad, int Made, IReadOnlyList<string> Notes, IReadOnlyList<ImportRowBody> Rows)
{
    public static ImportBody Of(Import import)
    {
        var content = import.Content;
        return new(import.Id, import.Version, import.Source, import.State, import.Good, import.Bad, import.Made, content.Notes, [.. content.Rows.Select(row => new ImportRowBody(row.Line, row.Words.Title, row.At, row.Faults))]);
    }
}
