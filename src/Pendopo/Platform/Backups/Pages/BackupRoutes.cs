using Pendopo.Platform.Access;
using Pendopo.Platform.Backups.Kept;
using Pendopo.Platform.Data;
using Pendopo.Platform.People.SignIn;

namespace Pendopo.Platform.Backups.Pages;

internal static class BackupRoutes
{
    /// <summary>No exit that Safety asks at: what leaves is sealed, and leaves for who may read all of it anyway.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/admin/backups/{id:guid}/file", Download).Needs(PlatformPermissions.Backups).AsksWhoYouAre().ExcludeFromDescription();

    private static async Task<IResult> Download(Guid id, BackupBook book, HttpContext http, CancellationToken cancel)
    {
        if (await book.TakeAway(new Id<Backup>(id), cancel) is not { } path)
            return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.PhysicalFile(path, "application/octet-stream", Path.GetFileName(path), enableRangeProcessing: true);
    }
}
