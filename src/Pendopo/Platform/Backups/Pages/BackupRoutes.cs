using Pendopo.Platform.Access;
using Pendopo.Platform.Backups.Kept;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.People.SignIn;

namespace Pendopo.Platform.Backups.Pages;

internal static class BackupRoutes
{
    public const string Exit = "platform.backup";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/admin/backups/{id:guid}/file", Download).Needs(PlatformPermissions.Backups).AsksWhoYouAre().ExcludeFromDescription().WithMetadata(new LeavesByAttribute(Exit));

    private static async Task<IResult> Download(Guid id, BackupBook book, HttpContext http, CancellationToken cancel)
    {
        if (await book.TakeAway(new Id<Backup>(id), cancel) is not { } path)
            return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.PhysicalFile(path, "application/octet-stream", Path.GetFileName(path), enableRangeProcessing: true);
    }
}
