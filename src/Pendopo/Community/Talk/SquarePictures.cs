using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Files;

namespace Pendopo.Community.Talk;

/// <summary>Takes the pictures of a post in: cleaned as every picture of the house is, with what they show, and shown by the square's own address alone.</summary>
internal sealed class TakePictures(TakeFile take, RemoveFile remove, Here here, PendopoDb db, IStringLocalizer<CommunityText> words)
{
    public const int Most = 4;

    /// <param name="files">What was chosen; empty parts are passed over.</param>
    /// <param name="alt">What they show, for who does not see them.</param>
    /// <param name="shows">Whom they show. A person who can be recognised needs a consent, which the desk asks for.</param>
    public async Task<Result<IReadOnlyList<Id<StoredFile>>>> Run(IReadOnlyList<IFormFile> files, string? alt, string? shows, CancellationToken cancel)
    {
        var chosen = files.Where(file => file.Length > 0).ToList();
        if (chosen.Count == 0)
            return new List<Id<StoredFile>>();
        var problems = new List<Problem>();
        if (chosen.Count > Most)
            problems.Add(words.Problem("PicturesTooMany", "Pictures", Most));
        if (string.IsNullOrWhiteSpace(alt) || alt.Trim().Length > StoredFile.MaxAltText)
            problems.Add(words.Problem("AltMissing", "Alt", StoredFile.MaxAltText));
        if (!Enum.TryParse<Shown>(shows, ignoreCase: false, out var shown) || shown is not (Shown.Nobody or Shown.Crowd))
            problems.Add(words.Problem(shown == Shown.Persons && shows is { Length: > 0 } ? "ShowsPersons" : "ShowsMissing", "Shows", here.Centre.Name));
        if (problems.Count > 0)
            return problems;
        var taken = new List<Id<StoredFile>>();
        foreach (var file in chosen)
        {
            await using var content = file.OpenReadStream();
            var kept = await take.Run(here.Centre.Id, here.Actor, content, alt!.Trim(), cancel);
            if (!kept.Ok)
                return kept.Problems.Select(problem => problem with { Field = "Pictures" }).ToList();
            kept.Value.Declare(shown);
            taken.Add(kept.Value.Id);
        }
        await db.SaveChangesAsync(cancel);
        return taken;
    }

    /// <summary>Takes those away again that stand in nothing: what they were for was refused, or had been said already.</summary>
    public async Task Discard(IReadOnlyList<Id<StoredFile>> taken, CancellationToken cancel)
    {
        var used = await db.Set<SaidPicture>().Where(row => taken.Contains(row.FileId)).Select(row => row.FileId).ToListAsync(cancel);
        foreach (var file in taken.Except(used))
            await remove.Run(file, cancel);
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>Serves the pictures of the square, each after it was asked who looks.</summary>
internal static class SquarePictures
{
    private const string Sandbox = "default-src 'none'; sandbox";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var pictures = routes.MapGroup("").AllowAnonymous().ExcludeFromDescription().WithMetadata(new LeavesByAttribute(CommunityRoom.PageExit));
        foreach (var at in new[] { "", "/@{handle}" })
            pictures.MapGet(at + "/square/pictures/{name}/{width:int}", Serve);
    }

    private static async Task<IResult> Serve(string name, int width, HttpContext http, SaidReading reading, IBlobStore blobs, CancellationToken cancel)
    {
        if (!StoredFile.IsName(name) || width is not (> 0 and <= 4096) || await reading.Picture(name, cancel) is not { } file)
            return TypedResults.NotFound();
        var copy = file.Widths.Cast<int?>().FirstOrDefault(ready => ready >= width);
        if (blobs.Open(new BlobName(name, copy)) is not { } content)
            return TypedResults.NotFound();
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Sandbox;
        headers.ContentDisposition = "inline";
        headers.CacheControl = "private, no-store";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return TypedResults.Stream(content, copy is null ? file.Mime : FileType.Webp.Mime, entityTag: new EntityTagHeaderValue($"\"{file.Sha256[..32]}{(copy is null ? "" : "-" + copy)}\""));
    }
}
