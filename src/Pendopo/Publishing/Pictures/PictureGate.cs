using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Videos;
using Pendopo.Platform.People;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Pictures;

/// <summary>Who looked at the pictures of a revision, and when.</summary>
internal sealed record SeenBy(string Name, DateTimeOffset At);

/// <summary>Keeps a post from going on while nobody knows what stands in its pictures.</summary>
internal sealed class PictureGate(PendopoDb db, IStringLocalizer<PictureText> words)
{
    /// <summary>Why a post may not be approved yet: a picture is still being read.</summary>
    public async Task<Problem?> Unread(Post post, CancellationToken cancel) =>
        (await Files(post.Words, cancel)).Any(file => file.Reading == PictureReading.Waiting) ? words.Problem("PictureNotRead") : null;

    /// <summary>Why a post may not be handed in or approved: the program could not say what stands in a picture, and nobody looked.</summary>
    public async Task<Problem?> Unseen(Post post, CancellationToken cancel) =>
        await NeedsEyes(post, cancel) && await Seen(post, cancel) is null ? words.Problem("PicturesUnseen", "PictureChecks") : null;

    /// <summary>Whether somebody has to look at the pictures, or at the video.</summary>
    public async Task<bool> NeedsEyes(Post post, CancellationToken cancel) =>
        (await Files(post.Words, cancel)).Any(file => file.NeedsEyes)
        || (post.Words.Details.Video is { } said && await db.Set<Video>().AnyAsync(video => video.Id == said.Video && video.NameKinds != "", cancel));

    /// <summary>Who looked at the pictures of the present revision; null when nobody did.</summary>
    public async Task<SeenBy?> Seen(Post post, CancellationToken cancel)
    {
        if (await db.Set<PictureCheck>().AsNoTracking().FirstOrDefaultAsync(row => row.PostId == post.Id && row.Revision == post.Revision, cancel) is not { } check)
            return null;
        var name = await db.Set<Person>().AsNoTracking().Where(person => person.Id == check.PersonId).Select(person => person.Name).FirstOrDefaultAsync(cancel);
        return new(name ?? "", check.CheckedAt);
    }

    private async Task<List<StoredFile>> Files(PostWords said, CancellationToken cancel)
    {
        var ids = said.Pictures.Select(picture => picture.File).ToList();
        return ids.Count == 0 ? [] : await db.Set<StoredFile>().AsNoTracking().Where(file => ids.Contains(file.Id)).ToListAsync(cancel);
    }
}
