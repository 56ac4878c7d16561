using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Platform.Files.Videos;

/// <summary>Copies a video that is ready, with its poster and sizes, to the centre and the person in scope: bytes of its own, so that what one post does with
/// its video (show it, hide it when it is recalled, remove it) concerns no other. Whether they may have it is the caller's to know.</summary>
public sealed class CopyVideo(PendopoDb db, Here here, IBlobStore blobs, Incoming incoming, JobBoard jobs, TimeProvider time)
{
    /// <summary>Adds the copy to the context; it stands when the caller saves.</summary>
    /// <param name="from">The video, of whatever centre.</param>
    /// <returns>The copy; null when the video is gone or not ready, its bytes are, or the disk has no room for it.</returns>
    public async Task<Video?> Run(Id<Video> from, CancellationToken cancel)
    {
        if (await db.Set<Video>().AcrossCentres().AsNoTracking().FirstOrDefaultAsync(row => row.Id == from, cancel) is not { State: VideoState.Ready } video)
            return null;
        var ids = video.Files;
        var files = await db.Set<StoredFile>().AcrossCentres().AsNoTracking().Where(file => ids.Contains(file.Id)).ToDictionaryAsync(file => file.Id, cancel);
        if (files.Count < ids.Count || !incoming.HasRoom(files.Values.Sum(file => file.Size)))
            return null;
        var made = new Dictionary<Id<StoredFile>, StoredFile>();
        foreach (var (id, file) in files)
        {
            if (await Copy(file, cancel) is not { } own)
                return null;
            made[id] = own;
        }
        var copy = Video.Of(here.Centre.Id, here.Actor, video.Size, video.Sha256, time.Now());
        copy.Made(new(made[video.PosterId!.Value], made[video.SmallId!.Value], made[video.LargeId!.Value], video.WebId is { } web ? made[web] : null), video.Seconds, time.Now());
        copy.Named(video.NameKinds.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        db.AddRange(made.Values);
        db.Add(copy);
        jobs.Add(new MakeRenditions(made[video.PosterId.Value].Id));
        return copy;
    }

    // Bytes first: a row that points nowhere never stands, and bytes without a row are swept away.
    private async Task<StoredFile?> Copy(StoredFile file, CancellationToken cancel)
    {
        await using var content = blobs.Open(new BlobName(file.Name));
        if (content is null)
            return null;
        var own = StoredFile.CopyOf(file, here.Centre.Id, here.Actor, time.Now());
        var path = incoming.Path(own.Name);
        await using (var fresh = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
        {
            await content.CopyToAsync(fresh, cancel);
            fresh.Flush(flushToDisk: true);
        }
        blobs.Take(new BlobName(own.Name), path);
        return own;
    }
}
