using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Videos;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Site;

namespace Pendopo.Publishing.Videos;

/// <summary>The video of some words with the copies that readers get; these are null before they are made.</summary>
internal sealed record ShownVideo(PostVideo Said, Video Video, StoredFile? Poster, StoredFile? Small, StoredFile? Large, StoredFile? Web)
{
    public IEnumerable<StoredFile> Files => new[] { Poster, Small, Large, Web }.OfType<StoredFile>();

    /// <summary>The poster and the copies as a page keeps them: pictures come first in its list, so the poster stands for the video wherever only pictures are shown.</summary>
    public IEnumerable<PagePicture> OnPage(string title) =>
        Files.Select(file => new PagePicture(file.Id, file.Name, file.Width, file.Height, file.Mime, title) { Size = file.Size, Film = true });
}

internal sealed class VideoReader(PendopoDb db)
{
    /// <summary>The video of these words; null when they have none, or it is gone.</summary>
    public async Task<ShownVideo?> Of(PostWords words, CancellationToken cancel) => words.Details.Video is { } said ? await Of(said, cancel) : null;

    /// <summary>A video as it stands in words; null when it is gone.</summary>
    public async Task<ShownVideo?> Of(PostVideo said, CancellationToken cancel)
    {
        if (await db.Set<Video>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == said.Video, cancel) is not { } video)
            return null;
        var ids = video.Files;
        // Tracked: what goes out opens them to readers.
        var files = ids.Count == 0 ? [] : await db.Set<StoredFile>().Where(file => ids.Contains(file.Id)).ToDictionaryAsync(file => file.Id, cancel);
        return new(said, video, File(video.PosterId), File(video.SmallId), File(video.LargeId), File(video.WebId));

        StoredFile? File(Id<StoredFile>? id) => id is { } known && files.TryGetValue(known, out var file) ? file : null;
    }
}
