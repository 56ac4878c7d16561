using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files.Pictures;
using Pendopo.Platform.Jobs;

namespace Pendopo.Platform.Files.Videos;

[Job("platform.video.make", Queue = VideoQueue.Name, MaxAttempts = 3)]
internal sealed record MakeVideo(Id<Video> Video) : IJob;

/// <summary>Videos take minutes: nothing else waits behind them.</summary>
internal static class VideoQueue
{
    public const string Name = "video";
}

/// <summary>Makes what readers get of a video: two sizes, a poster, and VP9 where that is smaller. Rows are written when all stands; broken off, it begins anew.</summary>
internal sealed class MakeVideoJob(PendopoDb db, IBlobStore blobs, Ffmpeg ffmpeg, JobBoard jobs, Incoming incoming, TimeProvider time) : IJobHandler<MakeVideo>
{
    private const int SmallLines = 240, LargeLines = 480, WholeWork = 4;
    private static readonly PictureLimits Limits = new();
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);
    private long toldAt;

    public async Task<JobOutcome> Run(MakeVideo job, CancellationToken cancel)
    {
        if (await db.Set<Video>().FirstOrDefaultAsync(row => row.Id == job.Video, cancel) is not { State: not VideoState.Ready } video)
            return JobOutcome.Cancel("The video was removed, or is made.");
        if (!ffmpeg.IsInstalled)
        {
            video.LacksProgram(time.Now());
            await db.SaveChangesAsync(cancel);
            return JobOutcome.Done;
        }
        video.Begin(time.Now());
        await db.SaveChangesAsync(cancel);
        var folder = Directory.CreateDirectory(incoming.Path(StoredFile.NewName()));
        try
        {
            if (await Make(video, folder.FullName, cancel) is { } fault)
                video.Fail(fault, time.Now());
            await db.SaveChangesAsync(cancel);
            return JobOutcome.Done;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Null when all stands, else the name of what is wrong with it.</summary>
    private async Task<string?> Make(Video video, string folder, CancellationToken cancel)
    {
        var source = Path.Combine(folder, "source");
        await using (var original = blobs.Open(new BlobName(video.Name)) ?? throw new FileNotFoundException("The bytes of a video are gone."))
        await using (var copy = File.Create(source))
            await original.CopyToAsync(copy, cancel);
        var head = new byte[FileType.HeadLength];
        int length;
        await using (var begin = File.OpenRead(source))
            length = await begin.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
        if (FileType.Sniff(head.AsSpan(0, length)) is not { IsVideo: true } type)
            return "NotAVideo";
        var demuxer = VideoRecipe.Demuxer(type);
        if (await ffmpeg.Probe(source, demuxer, cancel) is not { } probed || VideoFacts.Of(probed) is not { } facts)
            return "VideoBroken";
        if (facts.Seconds > VideoRecipe.MaxSeconds)
            return "VideoTooLong";
        if ((long)facts.Width * facts.Height > VideoRecipe.MaxPixels)
            return "VideoTooSharp";
        return await Copies(video, source, demuxer, facts, cancel);
    }

    private async Task<string?> Copies(Video video, string source, string demuxer, VideoFacts facts, CancellationToken cancel)
    {
        var folder = Path.GetDirectoryName(source)!;
        var (still, small, large, web) = (Path.Combine(folder, "poster.jpg"), Path.Combine(folder, "240.mp4"), Path.Combine(folder, "480.mp4"), Path.Combine(folder, "480.webm"));
        if (await ffmpeg.Make(VideoRecipe.Poster(source, demuxer, still, facts.Seconds), folder, null, cancel) is not null || !File.Exists(still))
            return "VideoBroken";
        var cleaned = PictureCleaner.Clean(await File.ReadAllBytesAsync(still, cancel), Limits);
        if (cleaned.Fault is not null)
            return "VideoBroken";
        if (await ffmpeg.Make(VideoRecipe.Mp4(source, demuxer, small, SmallLines), folder, Told(video, facts, 0, 1), cancel) is not null
            || await ffmpeg.Make(VideoRecipe.Mp4(source, demuxer, large, LargeLines), folder, Told(video, facts, 1, 1), cancel) is not null)
            return "VideoBroken";
        // A browser without VP9 has the other; that it could not be made is no reason to show nothing.
        var hasWeb = await ffmpeg.Make(VideoRecipe.Webm(source, demuxer, web, LargeLines), folder, Told(video, facts, 2, 2), cancel) is null
            && new FileInfo(web).Length < new FileInfo(large).Length;
        var copies = new VideoCopies(await KeepPoster(video, cleaned, cancel), await Keep(video, small, FileType.Mp4, cancel), await Keep(video, large, FileType.Mp4, cancel),
            hasWeb ? await Keep(video, web, FileType.Webm, cancel) : null);
        video.Made(copies, (int)Math.Ceiling(facts.Seconds), time.Now());
        // What was brought says where and by what it was taken: nobody needs it any more.
        jobs.Add(new EraseBlobs(video.Name));
        return null;
    }

    private async Task<StoredFile> KeepPoster(Video video, CleanedPicture cleaned, CancellationToken cancel)
    {
        var poster = StoredFile.Of(video.CentreId, video.OwnerId, CleanedFile.Of(cleaned), "", time.Now());
        await blobs.Keep(new BlobName(poster.Name), cleaned.Bytes, cancel);
        db.Add(poster);
        jobs.Add(new MakeRenditions(poster.Id));
        Reading.ReadPicture.Ask(poster, jobs);
        return poster;
    }

    private async Task<StoredFile> Keep(Video video, string path, FileType type, CancellationToken cancel)
    {
        var facts = await ffmpeg.Probe(path, VideoRecipe.Demuxer(type), cancel) is { } probed && VideoFacts.Of(probed) is { } found
            ? found : throw new InvalidDataException("ffmpeg wrote something that is no video.");
        string sha256;
        await using (var made = new FileStream(path, FileMode.Open, FileAccess.ReadWrite))
        {
            sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(made, cancel));
            made.Flush(flushToDisk: true);
        }
        var file = StoredFile.OfMedia(video.CentreId, video.OwnerId, type, new(facts.Width, facts.Height, new FileInfo(path).Length, sha256), time.Now());
        blobs.Take(new BlobName(file.Name), path);
        db.Add(file);
        return file;
    }

    /// <summary>Writes down how far it is, now and then, past the row that this job holds.</summary>
    private Func<long, Task> Told(Video video, VideoFacts facts, int before, int share) => async microseconds =>
    {
        if (facts.Seconds <= 0 || time.GetElapsedTime(toldAt) < Step)
            return;
        toldAt = time.GetTimestamp();
        var done = (int)Math.Clamp(100 * (before + share * Math.Min(1, microseconds / 1e6 / facts.Seconds)) / WholeWork, 0, 99);
        await db.Set<Video>().Where(row => row.Id == video.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Percent, done), CancellationToken.None);
    };
}
