using System.Globalization;
using CsvHelper;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.People;
using Pendopo.Platform.People.SignIn;

namespace Pendopo.Platform.Audit;

/// <summary>A search as the page's address holds it.</summary>
internal sealed record AuditAsked(string? Person, string? Act, string? From, string? Until);

internal static class AuditRoutes
{
    public const string Exit = "platform.audit";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/admin/audit.csv", Csv).Needs(PlatformPermissions.Audit).AsksWhoYouAre().ExcludeFromDescription();

    /// <summary>What was looked for as a table. It was looked at, too, so that is written down.</summary>
    private static async Task<IResult> Csv([AsParameters] AuditAsked asked, AuditList list, AuditBook book, ExitDoors exits, Here here, PendopoDb db, CancellationToken cancel)
    {
        var search = Search(asked.Person, asked.Act, asked.From, asked.Until);
        var leaving = new Leaving(Exit, here.Centre.Id, "audit", [.. (await list.Details(search, cancel)).Select(detail => new LeavingText("detail", detail))]);
        if (!(await exits.Ask(leaving, cancel)).MayLeave)
            return TypedResults.Problem(statusCode: StatusCodes.Status409Conflict, title: "Held by the privacy guard.");
        book.Note("audit.export", "audit", search.Act ?? "");
        await db.SaveChangesAsync(cancel);
        return TypedResults.Stream(stream => Write(list, search, stream, cancel), "text/csv; charset=utf-8", "audit.csv");
    }

    public static AuditSearch Search(string? person, string? act, string? from, string? until) => new(
        Id<Person>.TryParse(person, null, out var id) ? id : null, act is { Length: > 0 and <= 60 } ? act : null, Day(from), Day(until));

    private static async Task Write(AuditList list, AuditSearch search, Stream stream, CancellationToken cancel)
    {
        await using var csv = CsvWriter.Create(stream, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true);
        csv.WriteRecord(["at", "actor", "act", "detail", "subject", "person", "chain_place", "id"]);
        await foreach (var (entry, actor, about) in list.All(search, cancel))
        {
            csv.WriteRecord([entry.At.ToString("u", CultureInfo.InvariantCulture), actor ?? "", entry.Act, entry.Detail, entry.Subject, about ?? "",
                entry.Sequence?.ToString(CultureInfo.InvariantCulture) ?? "", entry.Id.ToString()]);
        }
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
