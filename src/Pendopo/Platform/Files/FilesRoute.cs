using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;

namespace Pendopo.Platform.Files;

/// <summary>Serves stored files, each after its rights were looked at: never from a folder that the server lists by itself.</summary>
internal static class FilesRoute
{
    public const string ExitName = "platform.files";
    public const string SeePermission = "files.see";

    // A picture opened alone must not run anything, whatever a reader takes it for (ASVS 5.0 3.2.1).
    private const string Sandbox = "default-src 'none'; sandbox", PlayingSandbox = "default-src 'none'; media-src 'self'; sandbox";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup("/files").AllowAnonymous().ExcludeFromDescription().WithMetadata(new LeavesByAttribute(ExitName));
        files.MapMethods("/{name}", ["GET", "HEAD"], Serve);
        files.MapMethods("/{name}/{width:int}", ["GET", "HEAD"], Serve);
    }

    private static async Task<IResult> Serve(string name, int? width, HttpContext context, FileQuery query, IBlobStore blobs, CancellationToken cancel)
    {
        if (!StoredFile.IsName(name) || width is not (null or (> 0 and <= 4096)) || await query.Find(name, cancel) is not { } file)
            return TypedResults.NotFound();
        var copy = width is null ? null : file.Widths.Cast<int?>().FirstOrDefault(ready => ready >= width);
        if (blobs.Open(new BlobName(name, copy)) is not { } content)
            return TypedResults.NotFound();
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = file.IsPicture ? Sandbox : PlayingSandbox;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentDisposition = "inline";
        headers["Cross-Origin-Resource-Policy"] = file.Audience == FileAudience.Everybody ? "cross-origin" : "same-origin";
        // The smaller copies come later than the page: until then the original stands in, and is not kept for long.
        var isFinal = width is null || file.Renditions.Length > 0;
        headers.CacheControl = file.Audience != FileAudience.Everybody ? "private, no-store" : isFinal ? "public, max-age=31536000, immutable" : "public, max-age=60";
        return TypedResults.Stream(content, copy is null ? file.Mime : FileType.Webp.Mime,
            entityTag: new EntityTagHeaderValue($"\"{file.Sha256[..32]}{(copy is null ? "" : "-" + copy)}\""), enableRangeProcessing: true);
    }
}

/// <summary>Finds a file that the person of this request may see.</summary>
internal sealed class FileQuery(PendopoDb db, Here here, ExitDoors doors)
{
    /// <summary>The file; null when there is none, when it is not this person's to see, or when its words may not leave.</summary>
    public async Task<StoredFile?> Find(string name, CancellationToken cancel)
    {
        // The name is a secret of 128 bits and the address carries no handle, so the centre in scope may be another one.
        var file = await db.Set<StoredFile>().AcrossCentres().AsNoTracking().FirstOrDefaultAsync(row => row.Name == name, cancel);
        if (file is null)
            return null;
        if (file.Audience != FileAudience.Everybody)
            return IsOwnOrStaffs(file) ? file : null;
        var leaving = new Leaving(FilesRoute.ExitName, file.CentreId, $"file:{file.Id}", [new("alt", file.AltText)]);
        return (await doors.Ask(leaving, cancel)).MayLeave ? file : null;
    }

    private bool IsOwnOrStaffs(StoredFile file) =>
        here.Person is { } person && (person.Id == file.OwnerId || (here.HasCentre && here.Centre.Id == file.CentreId && here.May(FilesRoute.SeePermission)));
}
