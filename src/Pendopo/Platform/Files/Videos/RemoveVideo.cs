using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Platform.Files.Videos;

/// <summary>Removes a video with all that was made of it: the rows in the caller's transaction, the bytes by jobs of the same transaction.</summary>
public sealed class RemoveVideo(PendopoDb db, JobBoard jobs, RemoveFile remove)
{
    /// <summary>Adds the removal to the context; it happens when the caller saves. A video of another centre is not found.</summary>
    public async Task<Result<Done>> Run(Id<Video> id, CancellationToken cancel)
    {
        if (await db.Set<Video>().FirstOrDefaultAsync(video => video.Id == id, cancel) is not { } found)
            return Problem.NotFound;
        foreach (var file in found.Files)
            await remove.Run(file, cancel);
        db.Remove(found);
        jobs.Add(new EraseBlobs(found.Name));
        return default(Done);
    }
}
