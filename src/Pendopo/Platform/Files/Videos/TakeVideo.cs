using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Platform.Files.Videos;

/// <summary>Takes a video in, in as many pieces as the line needs: what is acknowledged is on the disk, and the sender goes on from there
/// (the meaning of offsets is that of tus 1.0, core protocol).</summary>
public sealed class TakeVideo(PendopoDb db, Here here, IBlobStore blobs, JobBoard jobs, Incoming incoming, TimeProvider time, IStringLocalizer<FileText> words)
{
    /// <summary>The largest video that is taken.</summary>
    public const long MaxBytes = 300L * 1024 * 1024;

    /// <summary>The body limit of a route that takes a piece.</summary>
    public const long MaxPiece = 16L * 1024 * 1024;

    /// <summary>The body limit of a form that carries a whole video, and the fields around it.</summary>
    public const long MaxForm = MaxBytes + 1024 * 1024;

    // More than one person sends at once; abandoned ones are swept away after a day.
    private const int MostAtOnce = 5;

    /// <summary>Makes a place for a video of the person in scope.</summary>
    /// <param name="size">Bytes of the whole, from 1 to <see cref="MaxBytes"/>.</param>
    /// <param name="sha256">SHA-256 of the whole in hexadecimal, checked at the end; empty when the sender does not know it.</param>
    /// <param name="nameKinds">Kinds of what the file's own name told of a person; the name itself does not come here.</param>
    public async Task<Result<Video>> Begin(long size, string sha256, CancellationToken cancel, IReadOnlyCollection<string>? nameKinds = null)
    {
        if (size is <= 0 or > MaxBytes)
            return words.Problem("VideoTooLarge", "Video", MaxBytes >> 20);
        if (sha256.Length > 0 && (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigit)))
            return words.Problem("VideoDigest", "Video");
        if (!incoming.HasRoom(size))
            return words.Problem("VideoNoRoom", "Video");
        var (centre, owner) = (here.Centre.Id, here.Actor);
        if (await db.Set<Video>().CountAsync(video => video.OwnerId == owner && video.State == VideoState.Arriving, cancel) >= MostAtOnce)
            return words.Problem("VideoTooMany", "Video", MostAtOnce);
        var begun = Video.Of(centre, owner, size, sha256.ToLowerInvariant(), time.Now());
        begun.Named(nameKinds ?? []);
        db.Add(begun);
        await db.SaveChangesAsync(cancel);
        return begun;
    }

    /// <summary>The video that the person in scope is sending; null when there is none of this id, or it is another's.</summary>
    public Task<Video?> Mine(Id<Video> id, CancellationToken cancel)
    {
        var owner = here.Actor;
        return db.Set<Video>().FirstOrDefaultAsync(video => video.Id == id && video.OwnerId == owner, cancel);
    }

    /// <summary>Adds a piece behind what is there. When the line is cut, what came is kept; the sender asks for the offset and goes on.</summary>
    /// <param name="offset">Where the piece belongs: what the last answer said.</param>
    public async Task<Result<Video>> Append(Id<Video> id, long offset, Stream piece, CancellationToken cancel)
    {
        if (await Mine(id, cancel) is not { } video)
            return Problem.NotFound;
        if (video.State != VideoState.Arriving || offset != video.Arrived)
            return words.Problem("VideoOffset", "Video");
        var came = await incoming.Append(video.Name, offset, piece, video.Size, cancel);
        if (came is null)
            return words.Problem("VideoOffset", "Video");
        video.Take(came.Value, time.Now());
        // The bytes are on the disk, whatever became of the line: that they are is written down too.
        if (!await db.TrySave(CancellationToken.None))
            return words.Problem("VideoOffset", "Video");
        if (!await incoming.LooksLikeVideo(video.Name, came.Value))
            return await Refuse(video, "NotAVideo");
        return video.Arrived == video.Size ? await Finish(video) : video;
    }

    /// <summary>How far it is: what the sender asks before it goes on. What a stop left between the last piece and its end is ended here.</summary>
    public async Task<Result<Video>> Ask(Id<Video> id, CancellationToken cancel)
    {
        if (await Mine(id, cancel) is not { } video)
            return Problem.NotFound;
        return video.State == VideoState.Arriving && video.Arrived == video.Size ? await Finish(video) : video;
    }

    /// <summary>Takes a whole video from a form.</summary>
    public async Task<Result<Video>> Whole(Stream content, long size, CancellationToken cancel, IReadOnlyCollection<string>? nameKinds = null)
    {
        var begun = await Begin(size, "", cancel, nameKinds);
        return begun.Ok ? await Append(begun.Value.Id, 0, content, cancel) : begun;
    }

    /// <summary>Makes the copies of a video once more, where that failed.</summary>
    public async Task<Result<Video>> Again(Id<Video> id, CancellationToken cancel)
    {
        if (await db.Set<Video>().FirstOrDefaultAsync(video => video.Id == id, cancel) is not { } video)
            return Problem.NotFound;
        if (video.State is not (VideoState.Failed or VideoState.NoProgram))
            return video;
        video.IsWhole(time.Now());
        jobs.Add(new MakeVideo(video.Id));
        await db.SaveChangesAsync(cancel);
        return video;
    }

    // Once all is there, a line that is cut changes nothing any more: it is ended without the request.
    private async Task<Result<Video>> Finish(Video video)
    {
        if (incoming.Has(video.Name))
        {
            if (video.Sha256.Length > 0 && await incoming.Digest(video.Name) != video.Sha256)
                return await Refuse(video, "VideoDiffers");
            // Bytes first, as with pictures; a row that points nowhere never stands.
            blobs.Take(new BlobName(video.Name), incoming.Path(video.Name));
        }
        video.IsWhole(time.Now());
        jobs.Add(new MakeVideo(video.Id));
        await db.SaveChangesAsync(CancellationToken.None);
        return video;
    }

    private async Task<Result<Video>> Refuse(Video video, string code)
    {
        db.Remove(video);
        await db.SaveChangesAsync(CancellationToken.None);
        incoming.Forget(video.Name);
        return words.Problem(code, "Video");
    }
}
