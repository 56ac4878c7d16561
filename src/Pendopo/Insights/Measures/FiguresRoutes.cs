using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
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
        await using var text = new StringWriter(CultureInfo.InvariantCulture);
        // A cell that begins like a formula is quoted, so that no spreadsheet runs it.
        await using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape });
        await csv.WriteRecordsAsync(found.Channels.Select(row => new { row.Network, row.Handle, row.Views, row.Clicks, row.Likes, row.Shares, row.Replies, ReadAt = row.ReadAt?.ToString("u", CultureInfo.InvariantCulture) }), cancel);
        await csv.FlushAsync();
        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", "figures.csv");
    }

    private static async Task<IResult> ReadNow(Id<Post> id, PublishedPosts posts, PendopoDb db, JobBoard jobs, CancellationToken cancel)
    {
        if (await posts.ById(id, cancel) is null)
            return TypedResults.NotFound();
        jobs.Add(new MeasureCentre());
        await db.SaveChangesAsync(cancel);
        return TypedResults.Redirect($"/desk/posts/{id}#figures");
    }
}
