using System.Globalization;
using CsvHelper;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Insights.Measures;

internal static class FiguresRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var figures = routes.MapGroup("/desk/posts/{id}").Needs(InsightsRoom.MaySee).ExcludeFromDescription();
        figures.MapGet("/figures.csv", Csv);
        figures.MapPost("/figures", ReadNow);
        routes.MapGet("/api/v1/posts/{id}/figures", Json).Needs(InsightsRoom.MaySee).WithTags("Figures");
    }

    private static async Task<IResult> Json(Id<Post> id, PublishedPosts posts, PostFigures figures, CancellationToken cancel) =>
        await posts.ById(id, cancel) is null ? TypedResults.NotFound() : TypedResults.Ok(await figures.Of(id, cancel));

    /// <summary>One row a channel; an unknown figure is an empty cell.</summary>
    private static async Task<IResult> Csv(Id<Post> id, PublishedPosts posts, PostFigures figures, CancellationToken cancel)
    {
        if (await posts.ById(id, cancel) is null)
            return TypedResults.NotFound();
        var found = await figures.Of(id, cancel);
        await using var bytes = new MemoryStream();
        // A cell that begins like a formula is escaped, so that no spreadsheet runs it (OWASP ASVS 1.2.10).
        await using (var csv = CsvWriter.Create(bytes, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true))
        {
            csv.WriteRecord(["network", "handle", "views", "clicks", "likes", "shares", "replies", "read_at"]);
            foreach (var row in found.Channels)
                csv.WriteRecord([row.Network, row.Handle, Cell(row.Views), Cell(row.Clicks), Cell(row.Likes), Cell(row.Shares), Cell(row.Replies), row.ReadAt?.ToString("u", CultureInfo.InvariantCulture) ?? ""]);
        }
        return TypedResults.File(bytes.ToArray(), "text/csv; charset=utf-8", "figures.csv");
    }

    private static string Cell(int? figure) => figure?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static async Task<IResult> ReadNow(Id<Post> id, IFormCollection form, PublishedPosts posts, PendopoDb db, JobBoard jobs, CancellationToken cancel)
    {
        // The form is asked for because a form is what carries the token against forged requests.
        ArgumentNullException.ThrowIfNull(form);
        if (await posts.ById(id, cancel) is null)
            return TypedResults.NotFound();
        jobs.Add(new MeasureCentre());
        await db.SaveChangesAsync(cancel);
        return TypedResults.Redirect($"/desk/posts/{id}#figures");
    }
}
