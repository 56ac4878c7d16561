using System.Globalization;
using CsvHelper;
using Pendopo.Platform.Access;

namespace Pendopo.Inbox.Pace;

/// <summary>How the team keeps up, for programs and as a table.</summary>
internal static class PaceSetup
{
    public static void Add(IServiceCollection services) => services.AddScoped<PaceReader>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/desk/inbox/team.csv", Csv).Needs(InboxRoom.MayRead).ExcludeFromDescription();
        routes.MapGet("/api/v1/inbox/pace", async (PaceReader reader, CancellationToken cancel) => TypedResults.Ok(await reader.Read(cancel))).WithTags("Conversations").Needs(InboxRoom.MayRead);
    }

    private static async Task<IResult> Csv(PaceReader reader, CancellationToken cancel)
    {
        var pace = await reader.Read(cancel);
        await using var bytes = new MemoryStream();
        await using (var csv = CsvWriter.Create(bytes, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true))
        {
            csv.WriteRecord(["part", "key", "heard", "answered", "median_minutes"]);
            foreach (var day in pace.Days)
                csv.WriteRecord(["day", day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Say(day.Heard), Say(day.Answered), ""]);
            foreach (var hour in pace.Hours)
                csv.WriteRecord(["hour", Say(hour.Key), "", Say(hour.Answers), Say(hour.Median)]);
            foreach (var kind in pace.Kinds)
                csv.WriteRecord(["kind", kind.Key.ToString(), "", Say(kind.Answers), Say(kind.Median)]);
        }
        return TypedResults.File(bytes.ToArray(), "text/csv; charset=utf-8", "inbox-pace.csv");
    }

    private static string Say(int? figure) => figure?.ToString(CultureInfo.InvariantCulture) ?? "";
}
