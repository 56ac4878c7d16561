using System.Globalization;
using CsvHelper;
using Pendopo.Platform.Access;

namespace Pendopo.Insights.Dashboard;

/// <summary>The dashboard for programs and for tables.</summary>
internal static class DashboardRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/desk/figures.csv", Csv).Needs(InsightsRoom.MaySee).ExcludeFromDescription();
        routes.MapGet("/api/v1/figures", async (DashboardReader reader, CancellationToken cancel) => TypedResults.Ok(await reader.Read(cancel))).Needs(InsightsRoom.MaySee).WithTags("Figures");
    }

    private static async Task<IResult> Csv(string? part, DashboardReader reader, CancellationToken cancel)
    {
        var rows = Rows(part, await reader.Read(cancel));
        if (rows is null)
            return TypedResults.NotFound();
        await using var bytes = new MemoryStream();
        await using (var csv = CsvWriter.Create(bytes, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true))
        {
            foreach (var row in rows)
                csv.WriteRecord([.. row]);
        }
        return TypedResults.File(bytes.ToArray(), "text/csv; charset=utf-8", $"figures-{part}.csv");
    }

    private static List<IReadOnlyList<string>>? Rows(string? part, DashboardFigures all) => part switch
    {
        "weeks" => [["monday", "posts", "views", "reactions"], .. all.Weeks.Select(row => Row(row.Monday.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), row.Posts, row.Views, row.Reactions))],
        "objectives" => [["title", "measure", "baseline", "target", "figure", "percent"], .. all.Objectives.Select(row => Row(row.Title, row.Measure, row.Baseline, row.Target, row.Figure, row.Percent))],
        "campaigns" => [["name", "from", "to", "posts_out", "responses"], .. all.Campaigns.Select(row => Row(row.Campaign.Name, row.Campaign.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), row.Campaign.To.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), row.Out, row.Responses))],
        "posts" => [["title", "kind", "out_at", "views", "reactions", "minutes"], .. all.Posts.Select(row => Row(row.Title, row.Kind, row.OutAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), row.Views, row.Reactions, row.Minutes))],
        "kinds" => [["kind", "posts", "raw", "typical", "low", "high", "sure"], .. all.Kinds.Select(row => Row(row.Key, row.Posts, N(row.Raw), N(row.Typical), N(row.Low), N(row.High), row.Sure))],
        "hours" => [["from_hour", "posts", "raw", "typical", "low", "high", "sure"], .. all.Hours.Select(row => Row(row.Key, row.Posts, N(row.Raw), N(row.Typical), N(row.Low), N(row.High), row.Sure))],
        "mix" => [["kind", "wanted", "out"], .. all.Mix.Select(row => Row(row.Kind, row.Wanted, row.Out))],
        "efforts" => [["kind", "posts_with_hours", "minutes", "responses", "responses_per_hour"], .. all.Efforts.Select(row => Row(row.Kind, row.Posts, row.Minutes, row.Responses, row.PerHour is { } some ? N(some) : ""))],
        _ => null,
    };

    private static IReadOnlyList<string> Row(params object?[] cells) => [.. cells.Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "")];

    private static string N(double figure) => figure.ToString("0.#", CultureInfo.InvariantCulture);
}
