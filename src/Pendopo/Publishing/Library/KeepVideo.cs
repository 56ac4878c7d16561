using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Videos;
using Pendopo.Publishing.Consents;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Declared;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Videos;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Library;

/// <summary>Keeps a video in the library with what is said in it: one that was sent for it, or a copy of a post's. Posts take copies of theirs from there.</summary>
internal sealed class KeepVideo(PendopoDb db, PostLedger ledger, CopyVideo copy, TakeVideo take, KeepLibraryItem keep, ConsentUses uses, IStringLocalizer<LibraryText> words)
{
    /// <param name="Video">A video that the person in scope has sent whole.</param>
    /// <param name="Words">What it is called, whose it is, and the like; its kind is taken for granted.</param>
    public sealed record Request(Id<Video> Video, LibraryWords Words, PostVideos.Said Said);

    /// <summary>Puts in a video that was sent whole. Its copies may still be in the making.</summary>
    public async Task<Result<LibraryItem>> Add(Request request, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.write") is { } forbidden)
            return forbidden;
        if (request.Said.Shows is null)
            return ledger.Problem("VideoShowsRequired", "Shows");
        if (await take.Mine(request.Video, cancel) is not { State: not VideoState.Arriving } || await IsTaken(request.Video, cancel))
            return ledger.Problem("VideoNotThere", "Video");
        var film = PostVideos.Worded(ledger, new(request.Video), request.Said);
        return film.Ok ? await keep.Run(new(null, request.Words with { Kind = LibraryKind.Video }, null, Film: film.Value), cancel) : film.Problems.ToList();
    }

    /// <summary>Says what is said and shown in a video of the library. Posts that took a copy keep their own words.</summary>
    /// <param name="version">The version that the writer saw.</param>
    public async Task<Result<LibraryItem>> Say(Id<LibraryItem> id, PostVideos.Said said, int version, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.write") is { } forbidden)
            return forbidden;
        if (await db.Set<LibraryItem>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { Video: { } video } item)
            return Problem.NotFound;
        if (said.Shows is null)
            return ledger.Problem("VideoShowsRequired", "Shows");
        if (item.Version != version)
            return words.Problem("SomebodyElseChanged");
        var film = PostVideos.Worded(ledger, video, said);
        if (!film.Ok)
            return film.Problems.ToList();
        item.Show(film.Value, item.FileId);
        return await db.TrySave(cancel) ? item : words.Problem("SomebodyElseChanged");
    }

    /// <summary>Keeps a copy of a post's video.</summary>
    /// <param name="name">What it is called there; the post's title when empty.</param>
    public async Task<Result<LibraryItem>> Run(Id<Post> id, string name, string rights, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.write") is { } forbidden)
            return forbidden;
        if (await ledger.Find(id, cancel) is not { } post || post.Words.Details.Video is not { } video)
            return Problem.NotFound;
        var (called, whose) = (name.ReplaceLineEndings(" ").Trim() is { Length: > 0 } said ? said : post.Title, rights.ReplaceLineEndings(" ").Trim());
        if (called.Length is 0 or > LibraryItem.NameLength)
            return words.Problem(called.Length == 0 ? "NameRequired" : "TooLong", "Name", LibraryItem.NameLength);
        if (whose.Length is 0 or > LibraryItem.RightsLength)
            return words.Problem(whose.Length == 0 ? "VideoRightsRequired" : "TooLong", "Rights", LibraryItem.RightsLength);
        if (await copy.Run(video.Video, cancel) is not { } own)
            return words.Problem("VideoNotReady");
        var item = LibraryItem.Of(ledger.Here.Centre.Id);
        var described = post.Summary.Length > 0 ? post.Summary : post.Title.Length > 0 ? post.Title : called;
        item.Say(new(LibraryKind.Video, called, described, "", "", post.Language, whose, null), ledger.Here.Actor, ledger.Now);
        item.Show(video with { Video = own.Id }, own.PosterId);
        db.Add(item);
        // Whose face, voice or words are in it: a consent to a photograph alone lends no film.
        var named = (await uses.Of(PostConsents.KindName, post.Id.Value, cancel)).Where(one => one.Consent.Covers(ConsentMedium.Video) || one.Consent.Covers(ConsentMedium.Voice) || one.Consent.Covers(ConsentMedium.Words));
        await uses.Join(item.CentreId, LibraryConsents.KindName, item.Id.Value, [.. named.Select(one => one.Consent.Id)], cancel);
        return await db.TrySave(cancel) ? item : words.Problem("SomebodyElseChanged");
    }

    // A video stands in one place: what is done with it there concerns no other.
    private async Task<bool> IsTaken(Id<Video> video, CancellationToken cancel)
    {
        var written = video.ToString();
        return await db.Set<LibraryItem>().AnyAsync(item => item.VideoText != null && item.VideoText.Contains(written), cancel)
            || await db.Set<Revision>().AnyAsync(revision => revision.Details != null && revision.Details.Contains(written), cancel)
            || await db.Set<Post>().AnyAsync(post => post.Details != null && post.Details.Contains(written), cancel);
    }
}
